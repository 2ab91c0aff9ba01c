"""A rule in either form, as a mapping or as a row of a decision table (section 3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from triage.diagnostics import Span
from triage.language.conditions.condition import join, read_condition, read_entry
from triage.language.conditions.names import Scope, Subject
from triage.language.drafts.rule_lists import ANYTHING, RuleEntry, TableRow
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.vocabulary import FORMERLY, RULE_TEXTS
from triage.model.condition import ALWAYS, Condition

_OWN_KEYS = {
    "findings": {"id", "when", "then"},
    "target_groups": {"id", "when", "then", "replaces"},
    "typologies": {"id", "when", "then", "replaces"},
    "recommendations": {
        "id",
        "when",
        "recommend",
        "against",
        "strength",
        "start",
        "replaces",
    },
    "availability": {
        "id",
        "when",
        "interventions",
        "verdict",
        "basis",
        "checked_on",
        "confidence",
        "valid_from",
        "valid_to",
        "replaces",
    },
    "warnings": {"id", "when", "plan", "on_top", "checked_on", "confidence", "replaces"},
    "guarantees": {
        "id",
        "never_depends",
        "whenever",
        "then",
        "never",
        "never_settled",
        "mandatory",
        "replaces",
    },
}
_KEYS = {
    section: frozenset(own | RULE_TEXTS[section] | {FORMERLY}) for section, own in _OWN_KEYS.items()
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The keys of one rule, and its condition; `when` is `None` where that is wrong."""

    id: str | None
    fields: Fields
    when: Condition | None
    scope: Scope

    @property
    def path(self) -> str:
        """The path its texts stand under."""
        return self.fields.path


class RuleReader:
    """Reads the rules of one place. The columns of a table are looked up once for all its rows.

    Where a rule needs a `when`, the keys `or_else` make up for a missing one.
    """

    def __init__(
        self,
        section: str,
        scope: Scope,
        when_required: bool = True,
        or_else: tuple[str, ...] = (),
    ) -> None:
        self._section = section
        self._scope = scope
        self._keys: Collection[str] = _KEYS[section]
        self._as_columns = _KEYS[section] - {FORMERLY}  # stands beside the columns, by id
        self._when_required = when_required
        self._or_else = or_else
        self._columns: tuple[ScalarNode, ...] = ()
        self._subjects: dict[str, Subject | None] = {}

    def read(self, entry: RuleEntry, path: str) -> Rule | None:
        """Read one rule, its texts and its condition; `path` serves where it has no id."""
        id_ = None if entry.id is None else entry.id.text
        if entry.id is not None:
            path = f"rules.{id_}"
            self._scope.notes.occurs(path, entry.id)
        self._scope.notes.places[path] = _place(entry)
        scope = self._scope.at(path)
        if isinstance(entry.rule, TableRow):
            fields, when = self._read_row(entry.rule, scope)
        else:
            whole = read_fields(entry.rule, path, self._keys, scope.notes)
            if whole is None:
                return None
            fields, when = whole, self._read_when(whole, scope)
        fields.record_texts(RULE_TEXTS[self._section])
        if id_ is not None:
            fields.record_earlier_ids()
        return Rule(id_, fields, when, scope)

    def _read_when(self, fields: Fields, scope: Scope) -> Condition | None:
        node = fields.get("when")
        if node is not None:
            return read_condition(node, scope)
        if not self._when_required or fields.present(self._or_else):
            return ALWAYS
        fields.missing("when")
        return None

    def _read_row(self, row: TableRow, scope: Scope) -> tuple[Fields, Condition | None]:
        self._look_up(row.columns)
        own: list[tuple[ScalarNode, Node]] = []
        parts: list[Condition | None] = []
        for column, cell in zip(row.columns, row.cells, strict=True):
            if isinstance(cell, ScalarNode) and cell.text == ANYTHING:
                continue
            if column.text in self._as_columns:
                own.append((column, cell))
            elif subject := self._subjects[column.text or ""]:
                # Problems of a cell are shown in its row, not at the head of its column.
                name = replace(column, within=cell.within, start=cell.start, end=cell.end)
                parts.append(read_entry(name, cell, subject, scope))
        if row.formerly is not None:
            at = row.formerly
            own.append((ScalarNode(FORMERLY, at.within, at.start, at.end), at))
        place = row.row
        mapping = MappingNode(tuple(own), place.within, place.start, place.end)
        fields = Fields(mapping, scope.path, scope.notes)
        if "when" in fields:
            parts.append(self._read_when(fields, scope))
        return fields, join(parts)

    def _look_up(self, columns: tuple[ScalarNode, ...]) -> None:
        """Look up the columns of a table, unless they are those of the row before."""
        if columns is not self._columns:
            self._columns = columns
            at_head = self._scope.at(f"{self._scope.path}.table")
            self._subjects = {
                column.text or "": at_head.subject(column, also=self._as_columns)
                for column in columns
                if column.text not in self._as_columns
            }


def _place(entry: RuleEntry) -> Span:
    if entry.id is not None:
        return entry.id.span
    return entry.rule.row.span if isinstance(entry.rule, TableRow) else entry.rule.span
