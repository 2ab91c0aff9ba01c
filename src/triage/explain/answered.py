"""What was answered, question by question: by hand, by a table, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import Answers, AnswerValue
from triage.model.question import Grid, ListOf, OpenReason, Question
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Answered:
    """One question at its path: an answer, or why there is none; `filled` by a table.

    Paths read `goal_state`, `goals.1.needs_danish`, `barriers.health.weight`.
    """

    path: AnswerPath
    question: Question
    answer: AnswerValue | None
    why: OpenReason | None
    filled: bool


def answered(rulebook: Rulebook, answers: Answers) -> Iterator[Answered]:
    """Yield every question at every path the answers reach, in file order.

    A list that was not answered stands for itself; one that was, for its items.
    """
    for question in rulebook.questions.values():
        if isinstance(question.domain, ListOf | Grid):
            yield from _inside(question, question.domain, answers)
        else:
            yield _one(AnswerPath.of(question.id), question, answers)


def elements(question: Question, answers: Answers) -> tuple[Element, ...]:
    """Return the rows of a grid, or the given items of a list."""
    match question.domain:
        case Grid(rows):
            return tuple(Element(question.id, row) for row in rows)
        case ListOf():
            count = answers.counts.get(AnswerPath.of(question.id), 0)
            return tuple(Element(question.id, str(each)) for each in range(1, count + 1))
        case _:
            return ()


def _inside(question: Question, domain: ListOf | Grid, answers: Answers) -> Iterator[Answered]:
    owner = AnswerPath.of(question.id)
    if isinstance(domain, ListOf) and owner not in answers.counts:
        yield _one(owner, question, answers)
    for element in elements(question, answers):
        for inner in domain.item:
            yield _one(element.at(inner.id), inner, answers)


def _one(path: AnswerPath, question: Question, answers: Answers) -> Answered:
    answer = answers.value(path)
    why = answers.reason(path) if answer is None else None
    return Answered(path, question, answer, why, filled=path in answers.filled)
