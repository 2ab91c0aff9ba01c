"""The draft of a rulebook: its sections merged across files, nothing resolved yet (section 1).

What resolution may rely on: every id of a section fits the pattern and stands once; every rule
has its id and stands once, in the order in which rules count; a rule a local rulebook replaces
is gone, and the replacement stands in its place; a parameter a local rulebook sets carries the
new `value`; a table carries the rows and columns added to it; an intervention that is switched
off carries `offered: no`. Nested ids, keys and values are not checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from triage.diagnostics import Span
from triage.model.rulebook import Change
from triage.rulebook.head import Head
from triage.rulebook.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.rulebook.vocabulary import NAMED_SECTIONS, RULE_SECTIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing of a section: its id, what stands under it, and whose it is."""

    key: ScalarNode
    node: Node
    from_rulebook: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A rule written as a row of a decision table: as many cells as columns."""

    columns: tuple[ScalarNode, ...]
    cells: tuple[Node, ...]
    row: SequenceNode

    @property
    def span(self) -> Span:
        """The place of the row."""
        return self.row.span

    def get(self, key: str) -> Node | None:
        """Give the cell under the column `key`, or `None` where it says `_` or there is none."""
        for column, cell in zip(self.columns, self.cells, strict=True):
            if column.text == key:
                return None if isinstance(cell, ScalarNode) and cell.text == "_" else cell
        return None


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule, in either form, and whose it is. Only rules of findings may lack an id."""

    id: ScalarNode | None
    rule: MappingNode | TableRow
    from_rulebook: str


@dataclass(slots=True)
class Draft:
    """A rulebook before its names mean anything.

    Attributes:
        head: the section `rulebook`, checked
        sections: factors, questions, tables, parameters, findings, interventions; by id
        has_typologies: whether any file has the section `typologies`
        policy: what stands under `typologies.policy`
        typologies: `typologies.values`, by id; an id from a plain list has an empty node
        rules: typologies, recommendations, availability, warnings, guarantees; in order
        extends: the ids of the rulebooks this one extends, nearest first
        changes: what this rulebook changes in those
    """

    head: Head
    sections: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {section: {} for section in NAMED_SECTIONS}
    )
    has_typologies: bool = False
    policy: Node | None = None
    typologies: dict[str, Entry] = field(default_factory=dict)
    rules: dict[str, list[RuleEntry]] = field(
        default_factory=lambda: {section: [] for section in RULE_SECTIONS}
    )
    extends: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
