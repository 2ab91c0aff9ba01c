"""Times what open answers cost: the outcome of half-answered golden cases, and what to ask next."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import count
from statistics import median
from typing import Any

import pytest

from benchmarks.material import AS_OF, PROJEKT_500, told
from benchmarks.targets import ANOTHER_DAY, OPEN
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.interview.next_question import next_question
from triage.language.load import load
from triage.library import Rulebook
from triage.model.asking import Goal

_DAYS_A_TURN = 57
_DAYS = count(1)

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


@cache
def library() -> Rulebook:
    """Return the shipped rulebook as embedders have it, with its decisions made."""
    rulebook = Rulebook(shipped().rulebook)
    for _ in range(3):
        rulebook.assess({}, as_of=AS_OF, engine="compiled")
    return rulebook


def outcome(answers: Answers, day: date = AS_OF) -> None:
    """Assess."""
    library().assess(answers, as_of=day, engine="compiled")


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
def test_another_day(measured: Note) -> None:
    """Note what the first assessment of each day takes, over 400 days in seven turns."""
    library()
    times = []
    for answers in half_answered()[:_DAYS_A_TURN]:
        start = time.process_time()
        outcome(answers, AS_OF + timedelta(days=next(_DAYS)))
        times.append(time.process_time() - start)
    measured(f"{ANOTHER_DAY}, median", median(times))
    measured(f"{ANOTHER_DAY}, most", max(times))


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
