"""What was answered, question by question: by hand, by a table, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.intake.answers import Answers, AnswerValue
from triage.model.question import Grid, ListOf, OpenReason, Question
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Answered:
    """One question at its path: an answer, or why there is none; `filled` by a table.

    Paths read `goal_state`, `goals.1.needs_danish`, `barriers.health.weight`.
    """

    path: str
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
            yield _one(question.id, question, answers)


def elements(question: Question, answers: Answers) -> tuple[str, ...]:
    """Return the rows of a grid, or the positions of a list's given items, from 1."""
    match question.domain:
        case Grid(rows):
            return rows
        case ListOf():
            return tuple(str(each) for each in range(1, answers.counts.get(question.id, 0) + 1))
        case _:
            return ()


def _inside(question: Question, domain: ListOf | Grid, answers: Answers) -> Iterator[Answered]:
    if isinstance(domain, ListOf) and question.id not in answers.counts:
        yield _one(question.id, question, answers)
    for element in elements(question, answers):
        for inner in domain.item:
            yield _one(f"{question.id}.{element}.{inner.id}", inner, answers)


def _one(path: str, question: Question, answers: Answers) -> Answered:
    answer = answers.value(path)
    why = answers.reason(path) if answer is None else None
    return Answered(path, question, answer, why, filled=path in answers.filled)
