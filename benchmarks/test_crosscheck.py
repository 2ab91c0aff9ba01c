"""Times what the cross-check of half-answered golden cases costs, for one of its completions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import pytest

from benchmarks.material import AS_OF, answers_of
from benchmarks.targets import ASSESSED, BEYOND, FIRED
from benchmarks.test_open import half_answered, shipped
from triage.engine import EngineName
from triage.engine.crosscheck import CrossCheck, Day
from triage.intake.reading import read_answers
from triage.program.encoding import Coded

Note = Callable[[str, float], None]
Answers = Mapping[str, Any]

EVERY = 3
"""Every so many of the cases are timed."""


@cache
def cross() -> CrossCheck:
    """Return what compares the engines, or skip where there is no second one."""
    pytest.importorskip("durable_rules_engine")
    made = shipped()._machines()._durable_rules()
    assert isinstance(made, CrossCheck)
    return made


@cache
def day() -> Day:
    """Return the day of the cases."""
    in_force = shipped().rulebook.valid_at(AS_OF)
    return Day(AS_OF, in_force, shipped()._machines()._compiled.constants(AS_OF, in_force))


@cache
def completed() -> list[tuple[Answers, int, Coded, Answers]]:
    """Return half-answered cases, how many completions are compared, and one of them."""
    machines = shipped()._machines()
    found: list[tuple[Answers, int, Coded, Answers]] = []
    for answers in half_answered()[::EVERY]:
        compared = (
            shipped()
            .assess(read_answers(shipped().rulebook, answers, AS_OF), AS_OF)
            .engine.compared
        )
        assert compared is not None
        coded = machines.coded(read_answers(shipped().rulebook, answers, AS_OF))
        explored = machines.symbolic.explore(coded, AS_OF, day().in_force)
        completion = explored.completions.towards([])
        row = machines._compiled.row(completion, day().constants)
        assert row is not None
        whole = answers_of(machines.program, row)
        found.append((answers, compared.completions, completion, whole))
    return found


def seconds(run: Callable[[], object]) -> float:
    """Return the least time of four this process ran."""
    times = []
    for _ in range(4):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.usefixtures("turn")
def test_crosscheck(measured: Note) -> None:
    """Note `checked` less `durable`, and one completion by durable-rules, over the same cases."""
    beyond = assessed = fired = 0.0
    for answers, completions, completion, whole in completed():
        checked = seconds(partial(assess, answers, EngineName.CHECKED))
        durable = seconds(partial(assess, answers, EngineName.DURABLE))
        beyond += (checked - durable) / completions
        assessed += seconds(partial(assess, whole, EngineName.DURABLE))
        fired += seconds(partial(cross().conclude, completion, day()))
    for name, total in ((BEYOND, beyond), (ASSESSED, assessed), (FIRED, fired)):
        measured(name, total / len(completed()))


def assess(answers: Answers, engine: EngineName) -> None:
    """Assess."""
    shipped().assess(read_answers(shipped().rulebook, answers, AS_OF), AS_OF, engine)
