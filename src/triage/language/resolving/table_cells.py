"""The rows of tables: cells that fill questions, and texts for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from triage.language.conditions.constants import bounds_missed, read_constant
from triage.language.conditions.names import Subject, path_of, values_of
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.model.condition import Scalar
from triage.model.question import Choice, Domain, Subset
from triage.model.rulebook import Cell


class CellReader:
    """Reads rows whose columns fill the given questions."""

    def __init__(
        self, columns: Mapping[str, Sequence[Subject]], texts: frozenset[str], notes: Notes
    ) -> None:
        self._columns = columns
        self._texts = texts
        self._keys = texts | set(columns)
        self._notes = notes

    def read_row(self, node: Node, path: str) -> dict[str, Cell]:
        """Return the cells of one row by column; empty ones are left out."""
        if isinstance(node, ScalarNode):
            if node.text is not None:
                self._notes.texts[f"{path}.label"] = node.text
            return {}
        fields = read_fields(node, path, self._keys, self._notes)
        if fields is None:
            return {}
        fields.record_texts(self._texts - set(self._columns))
        for key, _ in fields.node.entries:  # an empty cell's too
            for subject in self._columns.get(key.text or "", ()):
                self._notes.occurs(path_of(subject.ref), key)
        cells = ((column, self._cell(column, fields)) for column in self._columns)
        return {column: cell for column, cell in cells if cell is not None}

    def _cell(self, column: str, fields: Fields) -> Cell | None:
        node = fields.get(column)
        if node is None:
            return None
        read: list[Cell | None] = []
        for subject in self._columns[column]:
            # A cell that is wrong for one question is no further problem for another.
            if None not in read:
                known = values_of(subject.ref)
                read.append(self._read(node, subject.domain, f"{fields.path}.{column}", known))
        return read[0] if read and None not in read else None

    def _read(self, node: Node, domain: Domain, path: str, known: str) -> Cell | None:
        if isinstance(domain, Subset):
            return self._members(node, domain, path, known)
        if not isinstance(node, ScalarNode):
            self._notes.wrong_kind(node, path, "text")
            return None
        return self._single(node, domain, path, known)

    def _single(
        self, node: ScalarNode, domain: Domain, path: str, known: str
    ) -> str | int | date | None:
        value: Scalar | None = read_constant(node, domain, path, self._notes, known)
        if value is None:
            return None
        if not isinstance(value, str | int | date):
            self._notes.error("not-a-date", node, path, value=node.text or "")
            return None
        bounds = bounds_missed(value, domain)
        if bounds is not None:
            low, high = bounds
            self._notes.error("out-of-range", node, path, value=str(value), low=low, high=high)
            return None
        return value

    def _members(self, node: Node, domain: Subset, path: str, known: str) -> tuple[str, ...] | None:
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        found = {self._read(each, Choice(domain.values), path, known) for each in nodes}
        return None if None in found else tuple(v for v in domain.values if v in found)
