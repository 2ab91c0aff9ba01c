"""Fillings: which questions the columns of a table fill (rulebook language, section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from triage.diagnostics import nearest
from triage.language.conditions.names import Subject, Subjects, path_of
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.model.condition import RefKind
from triage.model.question import Choice, Dates, Number, Subset, YesNo

_FILLABLE = (Choice, YesNo, Number, Dates, Subset)


@dataclass(frozen=True, slots=True)
class LookupQuestion:
    """A question that looks something up in `table`; `siblings` are the names beside it."""

    id: str
    collection: str | None
    table: str
    siblings: Subjects

    @property
    def path(self) -> str:
        """The path of the question, as in `Rulebook.places`."""
        inside = f"{self.collection}.item." if self.collection else ""
        return f"questions.{inside}{self.id}"


class Fillings:
    """Finds what columns fill, and holds that nothing is filled from two places."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._sources: dict[tuple[str | None, str], str] = {}

    def columns(
        self, names: Iterable[ScalarNode], lookups: Sequence[LookupQuestion], path: str
    ) -> dict[str, list[Subject]]:
        """Return the questions that each column fills beside the lookups."""
        return {name.text or "": self._filled_by(name, lookups, path) for name in names}

    def _filled_by(
        self, column: ScalarNode, lookups: Sequence[LookupQuestion], path: str
    ) -> list[Subject]:
        name = column.text or ""
        beside = [lookup for lookup in lookups if name in lookup.siblings]
        if lookups and not beside:
            near = nearest(name, {each for lookup in lookups for each in lookup.siblings})
            self._notes.error("column-fills-nothing", column, path, near, name=name)
        filled: list[Subject] = []
        for lookup in beside:
            subject = lookup.siblings[name]
            if subject is not None and self._may_be_filled(subject, lookup, column, path):
                self._notes.occurs(path_of(subject.ref), column)
                filled.append(subject)
        return filled

    def _may_be_filled(
        self, subject: Subject, lookup: LookupQuestion, column: ScalarNode, path: str
    ) -> bool:
        name = column.text or ""
        source = f"{path} ({lookup.id})"
        first = self._sources.setdefault((lookup.collection, name), source)
        if first != source:
            self._notes.error("filled-twice", column, path, name=name, first=first, second=source)
        elif subject.stated_for is not None:
            finding = subject.stated_for
            self._notes.error("stated-filled", column, path, name=name, finding=finding)
        elif subject.ref.kind is not RefKind.QUESTION or not isinstance(subject.domain, _FILLABLE):
            self._notes.error("not-fillable", column, path, name=name)
        else:
            return True
        return False
