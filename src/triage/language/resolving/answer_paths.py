"""Names of answers rather than of tests: questions, cells, and `*` for all of them (section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.diagnostics import nearest
from triage.language.conditions.names import Scope, Subject, Subjects
from triage.language.reading.nodes import ScalarNode
from triage.model.answer_path import AnswerPath
from triage.model.condition import RefKind
from triage.model.question import Grid, ListOf

_ALL = "*"


@dataclass(frozen=True, slots=True)
class AnswerPaths:
    """Finds answers by name: `question`, `list.question`, `grid.row.question`, or with a `*`.

    The paths it gives are those of answers: `health_note`, `barriers.health.weight` or
    `goals.1.needs_danish`, items counted from 1. A list or grid by itself is all of it.
    """

    scope: Scope
    stated_too: bool

    def of(self, scalar: ScalarNode) -> list[AnswerPath]:
        """Return the paths a name leads to, or none, with the problem noted."""
        first, *rest = (scalar.text or "").split(".")
        subject = self.scope.names.top.get(first)
        if subject is None:
            if first not in self.scope.names.top:
                self._unknown(scalar)
            return []
        if subject.ref.kind is not RefKind.QUESTION:
            self.scope.error("not-a-question", scalar, name=scalar.text or "")
            return []
        self.scope.notes.occurs(f"questions.{first}", scalar)
        if not rest:
            return [AnswerPath.of(first)] if self._may_be_named(subject, scalar) else []
        if not isinstance(subject.domain, ListOf | Grid):
            self._unknown(scalar)
            return []
        return self._cells(first, subject.domain, rest, scalar)

    def of_member(self, question: str, at: ScalarNode) -> list[AnswerPath]:
        """Return the path of a question in a group, which is named `at` a place."""
        subject = self.scope.names.top.get(question)
        named = subject is not None and self._may_be_named(subject, at)
        return [AnswerPath.of(question)] if named else []

    def _cells(
        self, collection: str, domain: ListOf | Grid, rest: Sequence[str], scalar: ScalarNode
    ) -> list[AnswerPath]:
        inner = self.scope.names.inner[collection]
        elements = _elements(domain)
        wanted, name = (_ALL, rest[0]) if len(rest) == 1 else (rest[0], rest[1])
        if len(rest) == 1 and isinstance(domain, Grid) and name in domain.rows:
            wanted, name = name, _ALL
        if wanted != _ALL and isinstance(domain, Grid) and wanted not in domain.rows:
            near = nearest(wanted, domain.rows)
            self.scope.error("unknown-row", scalar, near, row=wanted, grid=collection)
            return []
        questions = list(_questions(inner))
        if len(rest) > 2 or (wanted != _ALL and isinstance(domain, ListOf)):
            self._unknown(scalar)
            return []
        if name != _ALL and name not in questions:
            self._unknown(scalar)
            return []
        subject = None if name == _ALL else inner[name]
        if subject is not None and not self._may_be_named(subject, scalar):
            return []
        self._note(collection, wanted, name, scalar)
        ids = questions if name == _ALL else [name]
        rows = elements if wanted == _ALL else (wanted,)
        return [AnswerPath.of(collection, row, id_) for row in rows for id_ in ids]

    def _note(self, collection: str, row: str, name: str, scalar: ScalarNode) -> None:
        """Note where a row, and a question of the rows or items, are named."""
        path = f"questions.{collection}"
        if row != _ALL:
            self.scope.notes.occurs(f"{path}.rows.{row}", scalar, 1)
        if name != _ALL:
            last = (scalar.text or "").count(".")
            self.scope.notes.occurs(f"{path}.item.{name}", scalar, last)

    def _may_be_named(self, subject: Subject, scalar: ScalarNode) -> bool:
        if self.stated_too or subject.stated_for is None:
            return True
        name, finding = scalar.text or "", subject.stated_for
        self.scope.error("stated-never-open", scalar, name=name, finding=finding)
        return False

    def _unknown(self, scalar: ScalarNode) -> None:
        name = scalar.text or ""
        self.scope.error("unknown-question", scalar, nearest(name, self._all()), name=name)

    def _all(self) -> Iterator[str]:
        yield from _questions(self.scope.names.top)
        for id_, inner in self.scope.names.inner.items():
            for name in _questions(inner):
                yield f"{id_}.{name}"


def _elements(domain: ListOf | Grid) -> tuple[str, ...]:
    if isinstance(domain, Grid):
        return domain.rows
    return tuple(str(position) for position in range(1, domain.max + 1))


def _questions(subjects: Subjects) -> Iterator[str]:
    for name, subject in subjects.items():
        if subject is None or subject.ref.kind is RefKind.QUESTION:
            yield name
