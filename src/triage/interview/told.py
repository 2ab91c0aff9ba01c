"""A talk held with the answers of a case: what is asked, and how much of it until it is settled.

What is looked up is known before it begins. What the case does not hold is answered `unknown`, so
that nothing is settled by an answer nobody gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from triage.engine import Evaluator
from triage.intake.mapping import as_mapping, by_path
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.interview.machine import Interview, begin
from triage.interview.order import Ask, AskReason
from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import Source
from triage.model.assessment import Assessment
from triage.model.question import REST, Choice, Grid, OpenReason
from triage.model.rulebook import Rulebook

_SETTLES = frozenset({AskReason.OPENING, AskReason.TYPOLOGY, AskReason.FIRST_STEPS})
_UNKNOWN = OpenReason.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class Put:
    """One prompt of a talk, the answer it got, and the interview after it."""

    ask: Ask
    answer: Plain
    after: Interview


@dataclass(frozen=True, slots=True)
class ToldTalk:
    """A talk until nothing more that is asked can change the typology or the first steps.

    What the caseworker alone notes is not `said`. A row of a grid that is taken up is a prompt of
    its own, beside each question in it.
    """

    put: tuple[Put, ...]
    said: tuple[bool, ...]

    @property
    def prompts(self) -> int:
        """How many sentences were said."""
        paths = [each.ask.path for each, said in zip(self.put, self.said, strict=True) if said]
        rows = {path.owner for path in paths if path.row not in (None, REST)}
        return len(paths) + len(rows)

    def first(self, count: int) -> ToldTalk:
        """Return the talk as far as the first of what was put."""
        return ToldTalk(self.put[:count], self.said[:count])


def told_talk(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Mapping[str, Any],
    as_of: date,
    *,
    stopped_after: int | None = None,
) -> ToldTalk:
    """Hold a talk with the answers of a case, or so many sentences of it.

    Raises:
        InvalidAssessment: the answers cannot be read.
        LimitReached: too much is open to be exact.
    """
    told = _Told(rulebook, answers, as_of)
    given = Assessment(answers=told.looked_up)
    interview = begin(rulebook, evaluator, given, as_of, source=Source.LOOKED_UP)
    put, said = list[Put](), list[bool]()
    for each in _put(interview, told):
        put.append(each)
        said.append(is_said(rulebook, each.ask.path))
        if sum(said) == stopped_after:
            return ToldTalk(tuple(put), tuple(said))
    while put and not _settles(rulebook, put[-1].ask):
        put.pop()
    return ToldTalk(tuple(put), tuple(said[: len(put)]))


def _settles(rulebook: Rulebook, ask: Ask) -> bool:
    """Say whether an answer may change the typology or the first steps of a page to be printed."""
    return ask.why in _SETTLES and not rulebook.questions[ask.path.question].off_page


def is_said(rulebook: Rulebook, path: AnswerPath) -> bool:
    """Say whether a question is for the person: one for the caseworker stands in brackets."""
    owner, question = path.place
    own = f"questions.{question}" if owner is None else f"questions.{owner}.item.{question}"
    text = rulebook.texts.get(f"{own}.ask", rulebook.texts.language) or ""
    return not (text.startswith("(") or text.endswith(")"))


def _put(interview: Interview, told: _Told) -> Iterator[Put]:
    while (ask := interview.next) is not None and ask.why in {*_SETTLES, AskReason.PAGE}:
        answer = told.answer(ask.path)
        interview = interview.answer(ask.path, answer)
        yield Put(ask, answer, replace(interview))  # without what it has found, which is large


class _Told:
    """What a person of whom a case tells would answer."""

    def __init__(self, rulebook: Rulebook, answers: Mapping[str, Any], as_of: date) -> None:
        self._rulebook = rulebook
        self._said = by_path(rulebook, read_answers(rulebook, answers, as_of))

    @property
    def looked_up(self) -> dict[str, Any]:
        """The answers that are known before the talk."""
        questions = self._rulebook.questions
        known = {at: each for at, each in self._said.items() if questions[at.question].looked_up}
        return as_mapping(self._rulebook, known)

    def answer(self, path: AnswerPath) -> Plain:
        """Return the answer to what is asked at a path."""
        domain = self._rulebook.questions[path.question].domain
        if not isinstance(domain, Grid) or path.row not in (None, REST):
            return self._said.get(path, _UNKNOWN)
        cells = [Element(path.question, row).at(domain.item[0].id) for row in domain.rows]
        held = [cell for cell in cells if cell in self._said]
        whole = len(held) == len(cells)
        taken_up = [cell for cell in held if not (whole and self._is_lowest(cell, domain))]
        if path.row is None:
            return [str(cell.row) for cell in taken_up] if held else self._said.get(path, _UNKNOWN)
        left = [self._said[cell] for cell in cells if cell not in taken_up] if whole else []
        return left[0] if left else _UNKNOWN

    def _is_lowest(self, cell: AnswerPath, domain: Grid) -> bool:
        first = domain.item[0].domain
        return isinstance(first, Choice) and self._said[cell] == first.values[0]
