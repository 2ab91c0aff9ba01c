"""Answers under the names of today: a saved case may name things as they were called before.

What was renamed says so (`formerly`), and leads to one thing; whatever else a case says that the
rulebook does not know stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.model.answer_path import AnswerPath, Element
from triage.model.assessment import Assessment, HistoryEntry, Note
from triage.model.question import Choice, Collection, Domain, Grid, ListOf, Question, Subset
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True, repr=False)
class CarriedOver:
    """Answers under the names of today.

    `names` are questions and rows as they were named, by what they are called today. `paths` are
    those whose answers were read by an earlier name of them, of the list or grid around them, or of
    a value; which value is never told. `replaced` are the answers to questions that are asked in
    another way now: they answer nothing there is.
    """

    answers: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)
    paths: frozenset[AnswerPath] = frozenset()
    replaced: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"CarriedOver(answers={len(self.answers)}, paths={len(self.paths)})"

    def has(self, path: AnswerPath) -> bool:
        """Say whether the answer at a path was read by an earlier name."""
        return path in self.paths or path.owner in self.paths


def carried_over(rulebook: Rulebook, answers: Mapping[str, Any]) -> CarriedOver:
    """Return answers under the names of today.

    Raises:
        InvalidAssessment: something is answered under two of its names.
    """
    if not (rulebook.formerly or rulebook.replaced):
        return CarriedOver(answers)
    carrying = _Carrying(rulebook)
    replaced = {name: each for name, each in answers.items() if name in rulebook.replaced}
    asked = {name: each for name, each in answers.items() if name not in replaced}
    found = carrying.elements(asked, rulebook.questions, "questions", None)
    if carrying.problems:
        raise InvalidAssessment(carrying.problems)
    return CarriedOver(found, carrying.names, frozenset(carrying.paths), replaced)


def assessment_carried_over(rulebook: Rulebook, given: Assessment) -> Assessment:
    """Return an assessment with its answers, and all steps and notes, under the names of today.

    Raises:
        InvalidAssessment: something is answered under two of its names.
    """
    if not (rulebook.formerly or rulebook.replaced):
        return given
    carrying = _Carrying(rulebook)
    steps, notes = given.history, given.notes
    return given.model_copy(
        update={
            "answers": carried_over(rulebook, given.answers).answers,
            "history": None if steps is None else tuple(map(carrying.step, steps)),
            "notes": None if notes is None else tuple(map(carrying.note, notes)),
        }
    )


class _Carrying:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._earlier = rulebook.earlier_names
        self.names: dict[str, str] = {}
        self.paths: set[AnswerPath] = set()
        self.problems: list[Diagnostic] = []

    # --- answers

    def elements(
        self,
        answers: Mapping[Any, Any],
        known: Mapping[str, Question],
        around: str,
        element: Element | None,
    ) -> dict[Any, Any]:
        """Return answers by question: at the top, or of one item or row."""
        found: dict[Any, Any] = {}
        renamed = self._rulebook.renamed.get(around, frozenset())
        for name, value in answers.items():
            if name not in renamed and name not in found:
                found[name] = value
                continue
            now = self._now(name, known, around)
            question = known.get(now) if isinstance(now, str) else None
            if question is None:
                found.setdefault(now, value)
                continue
            path = AnswerPath.of(now) if element is None else element.at(now)
            if now != name:
                self._read_as(name, now, path)
            if now in found:
                self._twice(now, str(element) if element else None)
            found[now] = self.value(value, question.domain, f"{around}.{now}", path)
        return found

    def value(self, value: Any, domain: Domain, around: str, path: AnswerPath) -> Any:
        """Return what was answered to one question."""
        match domain, value:
            case Choice(values), str():
                return self._word(value, values, around, path)
            case Subset(values), list() | tuple() | set() | frozenset():
                return type(value)(self._word(each, values, around, path) for each in value)
            case ListOf(), list() | tuple():
                return [
                    self._element(item, domain, around, Element(path, str(number)))
                    for number, item in enumerate(value, start=1)
                ]
            case Grid(), Mapping():
                return self._rows(value, domain, around, path)
            case Grid(rows), list() | tuple():
                return [self._now(row, rows, f"{around}.rows") for row in value]
            case _:
                return value

    def _rows(
        self, value: Mapping[Any, Any], domain: Grid, around: str, path: AnswerPath
    ) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for name, row in value.items():
            now = self._now(name, domain.rows, f"{around}.rows")
            element = Element(path, str(now))
            if now != name:
                self.names[str(name)] = str(now)
                self.paths |= {element.at(question.id) for question in domain.item}
            if now in found:
                self._twice(str(now), path)
            found[now] = self._element(row, domain, around, element)
        return found

    def _element(self, value: Any, domain: Collection, around: str, element: Element) -> Any:
        if not isinstance(value, Mapping):
            return value
        known = {question.id: question for question in domain.item}
        return self.elements(value, known, f"{around}.item", element)

    def _word(self, value: Any, known: tuple[str, ...], around: str, path: AnswerPath) -> Any:
        now = self._now(value, known, f"{around}.values")
        if now != value:
            self.paths.add(path)
        return now

    def _now(self, name: Any, known: Mapping[str, Any] | tuple[str, ...], around: str) -> Any:
        """Return what is called so today; what has that name today has it, whatever was before."""
        if not isinstance(name, str) or name in known:
            return name
        return self._earlier.get(around, {}).get(name, name)

    def _read_as(self, name: str, now: str, path: AnswerPath) -> None:
        self.names[str(name)] = now
        self.paths.add(path)

    def _twice(self, name: str, within: str | None) -> None:
        path = name if within is None else f"{within}.{name}"
        self.problems.append(Diagnostic("answered-twice", path=path, details={"name": name}))

    # --- what an interview keeps

    def step(self, entry: HistoryEntry) -> HistoryEntry:
        """Return a step under the names of today."""
        path = self._path(entry.path)
        if path is None:
            return entry
        question, around = self._rulebook.questions[path.question], f"questions.{path.question}"
        domain: Domain | None = question.domain
        if path.inner is not None:
            items = domain.item if isinstance(domain, ListOf | Grid) else ()
            domain = next((each.domain for each in items if each.id == path.inner), None)
            around = f"{around}.item.{path.inner}"
        answer = entry.answer if domain is None else self.value(entry.answer, domain, around, path)
        return entry.model_copy(update={"path": str(path), "answer": answer})

    def note(self, note: Note) -> Note:
        """Return a note under the names of today."""
        path = None if note.path is None else self._path(note.path)
        return note if path is None else note.model_copy(update={"path": str(path)})

    def _path(self, text: str) -> AnswerPath | None:
        """Return a path under the names of today; `None` where it leads to no question."""
        try:
            path = AnswerPath.parse(text)
        except ValueError:
            return None
        name = self._now(path.question, self._rulebook.questions, "questions")
        question = self._rulebook.questions.get(name)
        if question is None or path.inner is None or path.row is None:
            return None if question is None else AnswerPath.of(name)
        domain, around = question.domain, f"questions.{name}"
        rows = domain.rows if isinstance(domain, Grid) else ()
        items = domain.item if isinstance(domain, ListOf | Grid) else ()
        row = self._now(path.row, rows, f"{around}.rows")
        inner = self._now(path.inner, {each.id: each for each in items}, f"{around}.item")
        return AnswerPath.of(name, row, inner)
