"""What open answers bear on, held against every pair of completions."""

from __future__ import annotations

from functools import partial

from hypothesis import given

from tests.counts import Count
from tests.engine.agreement import evaluator
from tests.engine.symbolic.brute import bearing, in_plan, plan, target_group, typology, wholes
from tests.strategies.answers import RandomAssessment, pairs, series
from tests.strategies.drawing import seeds
from tests.strategies.rulebooks import RandomRulebook
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath

MOST = 60
"""Completions an assessment may have: all pairs of them are compared."""

RULEBOOKS = 60
"""Random rulebooks in one part of the run."""


def differences(evaluating: Evaluator, drawn: RandomAssessment) -> list[str]:
    """Say where the engine and the walk differ."""
    try:
        inquiry = evaluating.inquiry(
            read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of
        )
    except InvalidAssessment:
        return []  # answers that contradict each other are tested where they are refused
    found = list(wholes(evaluating.rulebook, inquiry.answers, drawn.as_of))
    told: dict[str, set[AnswerPath] | None] = {
        "typology": set(inquiry.about_typology),
        "plan": set(inquiry.about_plan),
        "target group": set(inquiry.about_target_group),
    }
    walked = {
        "typology": bearing(found, typology),
        "plan": bearing(found, plan),
        "target group": bearing(found, target_group),
    }
    for id_ in evaluating.rulebook.interventions:
        there = partial(in_plan, id_)
        told[id_], walked[id_] = set(inquiry.planned(id_).bearing), bearing(found, there)
        if inquiry.planned(id_).possible != any(there(each.conclusion) for each in found):
            told[id_] = None
    return [goal for goal in told if told[goal] != walked[goal]]


@given(pairs(MOST))
def test_what_bears_on_a_goal(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Exactly what some two completions differ in alone."""
    book, drawn = pair
    assert differences(evaluator(book), drawn) == []


def test_what_bears_on_a_goal_in_many(part: int, counted: Count) -> None:
    """More of them from seeds, each several times a day, so that shared decisions are used."""
    wrong = []
    for seed in seeds(part, RULEBOOKS):
        book, drawn = series(seed, 5, MOST)
        evaluating = evaluator(book)
        wrong += [(seed, one) for one in [*drawn, *drawn, *drawn] if differences(evaluating, one)]
    counted("random rulebooks, all pairs of completions compared", RULEBOOKS)
    assert wrong == []
