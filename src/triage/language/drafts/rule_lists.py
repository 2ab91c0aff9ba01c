"""Wherever rules stand: a list, decision tables, or both, as one flat list (section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from triage.diagnostics import Span, nearest
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import is_rule_id
from triage.language.reading.shapes import is_absent, list_items, mapping_entries
from triage.language.reading.vocabulary import FORMERLY

ANYTHING = "_"
"""The cell of a decision table that says "whatever it is"."""

TABLE_KEYS = ("columns", "rows", FORMERLY)
"""The keys of a decision table."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A rule written as a row of a decision table: as many cells as columns.

    `formerly` is what stands beside the rows of the ids it had before.
    """

    columns: tuple[ScalarNode, ...]
    cells: tuple[Node, ...]
    row: SequenceNode
    formerly: Node | None = None

    @property
    def span(self) -> Span:
        """The place of the row."""
        return self.row.span

    def get(self, key: str) -> Node | None:
        """Return the cell under the column `key`, or `None` where it says `_` or there is none."""
        for column, cell in zip(self.columns, self.cells, strict=True):
            if column.text == key:
                return None if isinstance(cell, ScalarNode) and cell.text == ANYTHING else cell
        return None


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule, in either form, and whose it is. Only rules of findings may lack an id."""

    id: ScalarNode | None
    rule: MappingNode | TableRow
    from_rulebook: str


def rules_under(container: Node, path: str, from_rulebook: str, notes: Notes) -> list[RuleEntry]:
    """Return the rules of a list, or of the keys `rules` and `table` of a mapping, in their order.

    Other keys of the mapping are its owner's to read. What is no rule is recorded and left out.
    """
    if isinstance(container, SequenceNode):
        return list(_listed(container, path, from_rulebook, notes))
    if not isinstance(container, MappingNode):
        return []
    rules, tables = container.get("rules"), container.get("table")
    return [
        *_listed(rules, f"{path}.rules", from_rulebook, notes),
        *_tabled(tables, f"{path}.table", from_rulebook, notes),
    ]


def check_rule_ids(entries: Iterable[RuleEntry], path: str, notes: Notes) -> None:
    """Record every rule without an id and every id that can be none."""
    for entry in entries:
        if entry.id is None:
            notes.error("missing-key", entry.rule.span, path, place=path, key="id")
        elif not is_rule_id(entry.id.text or ""):
            notes.error("bad-rule-id", entry.id, path, name=entry.id.text or "")


def check_unique(entries: Iterable[RuleEntry], notes: Notes) -> None:
    """Record every rule id that stands twice."""
    first: dict[str, RuleEntry] = {}
    for entry in entries:
        id_ = entry.id.text or "" if entry.id else ""
        other = first.setdefault(id_, entry)
        if other is entry or entry.id is None:
            continue
        path, related = f"rules.{id_}", ((other.id or other.rule).span,)
        if entry.from_rulebook == other.from_rulebook:
            notes.error("duplicate-id", entry.id, path, related=related, name=id_)
        else:
            notes.error("redefined-locally", entry.id, path, related=related, name=path)


def _listed(node: Node | None, path: str, from_rulebook: str, notes: Notes) -> Iterator[RuleEntry]:
    for item in list_items(node, path, notes):
        if isinstance(item, MappingNode):
            yield RuleEntry(_id_of(item), item, from_rulebook)
        else:
            notes.wrong_kind(item, path, "mapping")


def _tabled(node: Node | None, path: str, from_rulebook: str, notes: Notes) -> Iterator[RuleEntry]:
    if node is None or is_absent(node):
        return
    for table in node.items if isinstance(node, SequenceNode) else (node,):
        fields = read_fields(table, path, TABLE_KEYS, notes)
        if fields is not None:
            yield from _rows(fields, from_rulebook, notes)


def _rows(table: Fields, from_rulebook: str, notes: Notes) -> Iterator[RuleEntry]:
    path = f"{table.path}.rows"
    columns, earlier = _columns(table, notes), _earlier_ids(table, notes)
    ids: list[str] = []
    for row in list_items(table.required("rows"), path, notes):
        if not isinstance(row, SequenceNode):
            notes.wrong_kind(row, path, "list")
        elif len(row.items) != len(columns):
            notes.error("row-length", row, path, got=len(row.items), wanted=len(columns))
        else:
            entry = TableRow(columns, row.items, row)
            id_ = _id_of(entry)
            ids.append(id_.text or "" if id_ else "")
            _, formerly = earlier.pop(ids[-1], (None, None))
            yield RuleEntry(id_, replace(entry, formerly=formerly), from_rulebook)
    for name, (key, _) in earlier.items():
        notes.error("formerly-of-nothing", key, table.path, nearest(name, ids), name=name)


def _earlier_ids(table: Fields, notes: Notes) -> dict[str, tuple[ScalarNode | None, Node | None]]:
    """Return what is said beside the rows of earlier ids, by the id there is now."""
    entries = mapping_entries(table.get(FORMERLY), f"{table.path}.{FORMERLY}", notes)
    return {key.text or "": (key, node) for key, node in entries}


def _columns(table: Fields, notes: Notes) -> tuple[ScalarNode, ...]:
    path = f"{table.path}.columns"
    first: dict[str | None, ScalarNode] = {}
    columns = []
    for column in list_items(table.required("columns"), path, notes):
        if not isinstance(column, ScalarNode) or column.text is None:
            notes.error("column-name", column, path)
            continue
        if first.setdefault(column.text, column) is not column:
            related = (first[column.text].span,)
            notes.error("duplicate-key", column, path, related=related, key=column.text)
        columns.append(column)
    return tuple(columns)


def _id_of(rule: MappingNode | TableRow) -> ScalarNode | None:
    id_ = rule.get("id")
    return id_ if isinstance(id_, ScalarNode) and id_.text is not None else None
