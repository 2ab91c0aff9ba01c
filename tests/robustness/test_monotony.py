"""What answers settle stays settled: one more answer never makes anything possible again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.agreement import evaluator
from tests.robustness.answering import (
    REASONS,
    Answers,
    answered,
    drawn,
    without_reasons,
)
from tests.strategies.answers import RandomAssessment, assessment, pairs
from tests.strategies.drawing import Draw, Shrinking, shuffled
from tests.strategies.reorder import reordered_answers
from tests.strategies.rulebooks import RandomRulebook, rulebook
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome

Pair = tuple[RandomRulebook, RandomAssessment]

MOST = 1_000_000
"""Completions an assessment may have: nobody walks them here."""

TRIES = 5
"""Values tried for one question: some may contradict what is asked because of it."""


def assessed(evaluating: Evaluator, answers: Answers, as_of: date) -> Outcome | None:
    """Assess answers; `None` where they contradict each other."""
    try:
        return evaluating.assess(
            read_answers(evaluating.rulebook, answers, as_of), as_of, "compiled"
        )
    except InvalidAssessment as refused:
        if [each.code for each in refused.diagnostics] != ["contradicting-answers"]:
            raise
        return None


def possible(outcome: Outcome) -> Iterator[tuple[str, frozenset[Any]]]:
    """Yield everything an outcome leaves open, with what is possible."""
    if outcome.typology is not None:
        yield "typology", frozenset(outcome.typology.possible)
    for id_, one in outcome.interventions.items():
        yield f"{id_} status", frozenset(one.possible)
        yield f"{id_} start", frozenset(one.start.possible)
        for name, limit in one.limits.items():
            yield f"{id_} {name}", frozenset(limit.possible)
    for id_, state in outcome.rules.items():
        may = {"holds": {True}, "may_hold": {True, False}, "cannot_hold": {False}}
        yield id_, frozenset(may[state])


def revived(before: Outcome, after: Outcome) -> list[str]:
    """Name everything of which more is possible than before."""
    known = dict(possible(before))
    return [name for name, values in possible(after) if not values <= known.get(name, {None})]


@dataclass(frozen=True)
class Step:
    """What was answered last, all answers, and what they come to."""

    path: str
    answers: Answers
    outcome: Outcome


class Conversation:
    """Answers one question after the other, until nothing is left to ask."""

    def __init__(self, draw: Draw, pair: Pair) -> None:
        self._draw = draw
        self._shape, self._one = pair[0].shape, pair[1]
        self._evaluator = evaluator(pair[0])

    def steps(self) -> Iterator[Step]:
        """Yield the step that is there to begin with, and each that follows."""
        step = self._step("", self._one.answers)
        while step is not None:
            yield step
            step = self._next(step)

    def _next(self, step: Step) -> Step | None:
        for path in shuffled(self._draw, self._left_to_ask(step)):
            for _ in range(TRIES):
                answer = drawn(self._draw, self._shape, path, self._one.as_of)
                more = self._step(path, answered(self._shape, step.answers, path, answer))
                if more is not None:
                    return more
        return None

    def _left_to_ask(self, step: Step) -> list[str]:
        """Return the open answers, and lookups: only tables read those."""
        questions = self._shape.questions.values()
        lookups = (each.name for each in questions if each.kind == "lookup")
        left = [each for each in lookups if step.answers.get(each) in (None, *REASONS)]
        return [*(each.path for each in step.outcome.open), *left]

    def _step(self, path: str, answers: Answers) -> Step | None:
        outcome = assessed(self._evaluator, answers, self._one.as_of)
        return None if outcome is None else Step(path, answers, outcome)


def newly_open(before: Outcome, step: Step) -> set[str]:
    """Name what was not open before, other than what a list asks of its items."""
    opened = {each.path for each in step.outcome.open} - {each.path for each in before.open}
    return {path for path in opened if not path.startswith(f"{step.path}.")}


@st.composite
def open_pairs(draw: st.DrawFn) -> Pair:
    """Return a rulebook and an assessment of which much is open."""
    shrinking = Shrinking(draw)
    book = rulebook(shrinking)
    return book, assessment(shrinking, book, shrinking.choice(("all", "many")), MOST)


@given(open_pairs(), st.data())
def test_one_more_answer_at_a_time(pair: Pair, data: st.DataObject) -> None:
    """Nothing comes back on the way; in the end all is settled, as the beginning let it be."""
    steps = list(Conversation(Shrinking(cast(st.DrawFn, data.draw)), pair).steps())
    for before, after in pairwise(steps):
        assert not revived(before.outcome, after.outcome), after.path
        assert not newly_open(before.outcome, after), after.path
        assert after.path not in {each.path for each in after.outcome.open}
    if steps and not steps[-1].outcome.open:
        assert not revived(steps[0].outcome, steps[-1].outcome)
        assert {len(values) for _, values in possible(steps[-1].outcome)} <= {1}


@given(pairs())
def test_unknown_and_declined_are_absent(pair: Pair) -> None:
    """Why an answer is open is told, and makes no other difference."""
    book, one = pair
    evaluating = evaluator(book)
    said = assessed(evaluating, one.answers, one.as_of)
    silent = assessed(evaluating, without_reasons(one.answers), one.as_of)
    assert comparable(said) == comparable(silent)


@given(pairs(), st.data())
def test_the_order_of_answers(pair: Pair, data: st.DataObject) -> None:
    """Keys in another order give the same, byte for byte."""
    (book, one), draw = pair, Shrinking(cast(st.DrawFn, data.draw))
    evaluating = evaluator(book)
    given = assessed(evaluating, one.answers, one.as_of)
    other = assessed(evaluating, reordered_answers(draw, one.answers), one.as_of)
    assert (given and given.model_dump_json()) == (other and other.model_dump_json())


def comparable(outcome: Outcome | None) -> object:
    """Return an outcome without why its open answers are open."""
    if outcome is None:
        return None
    return outcome.model_copy(update={"open": tuple(each.path for each in outcome.open)})
