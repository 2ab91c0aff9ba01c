"""Times what open answers cost: the outcome of half-answered golden cases, and what to ask next."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from benchmarks.material import AS_OF, PROJEKT_500, told
from benchmarks.targets import OPEN
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.interview.next_question import next_question
from triage.language.load import load
from triage.model.asking import Goal

Note = Callable[[str, float], None]
Answers = Mapping[str, Any]


@cache
def shipped() -> Evaluator:
    """Return the shipped rulebook with the decisions of the day made."""
    evaluator = Evaluator(load(PROJEKT_500))
    for _ in range(3):
        evaluator.assess(read_answers(evaluator.rulebook, {}, AS_OF), AS_OF, EngineName.COMPILED)
    return evaluator


@cache
def half_answered() -> list[Answers]:
    """Return the answers of the golden cases in which something is open."""
    every = [case.answers for _, case in told()]
    return [
        each
        for each in every
        if shipped()
        .assess(read_answers(shipped().rulebook, each, AS_OF), AS_OF, EngineName.COMPILED)
        .open
    ]


def outcome(answers: Answers) -> None:
    """Assess."""
    shipped().assess(read_answers(shipped().rulebook, answers, AS_OF), AS_OF, EngineName.COMPILED)


def towards_typology(answers: Answers) -> None:
    """Ask for the typology."""
    next_question(
        shipped().rulebook,
        shipped(),
        read_answers(shipped().rulebook, answers, AS_OF),
        AS_OF,
        Goal.TYPOLOGY,
    )


def towards_plan(answers: Answers) -> None:
    """Ask for the plan."""
    next_question(
        shipped().rulebook,
        shipped(),
        read_answers(shipped().rulebook, answers, AS_OF),
        AS_OF,
        Goal.PLAN,
    )


def seconds(run: Callable[[Answers], None], answers: Answers) -> float:
    """Return the least time of three this process ran."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run(answers)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("outcome", outcome),
        ("next question, typology", towards_typology),
        ("next question, plan", towards_plan),
    ],
)
def test_half_answered(name: str, run: Callable[[Answers], None], measured: Note) -> None:
    """Note the median, the 95th percentile and the most over the cases, and the empty case."""
    times = sorted(seconds(run, answers) for answers in half_answered())
    measured(f"{OPEN}{name}, median", times[len(times) // 2])
    measured(f"{OPEN}{name}, 95th percentile", times[int(len(times) * 0.95)])
    measured(f"{OPEN}{name}, most", times[-1])
    measured(f"{OPEN}{name}, nothing answered", seconds(run, {}))
