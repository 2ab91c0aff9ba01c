"""Eight threads share one rulebook: every assessment comes out as it does alone, none is lost."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

import triage
from tests.counts import Count
from tests.sizes import SizeOf
from triage.cases.case_file import read_case
from triage.engine import Engine

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "projekt-500"
CASES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
THREADS = 8
DAYS = tuple(date(2026, 7, 1) + timedelta(days=2 * number) for number in range(400))
"""Within the validity of the rulebook and outside: days share decisions, which are added to."""

Task = tuple[dict[str, Any], date]
Outcomes = list[dict[str, Any]]


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    """Return the answers of shipped cases, each for one of the days."""
    answers = [read_case(file).answers for file in CASES]
    return [(each, DAYS[number % len(DAYS)]) for number, each in enumerate(answers)]


@pytest.fixture(scope="module")
def alone(tasks: list[Task]) -> Outcomes:
    """Return what comes of each task in one thread, without what the stamp says of the engine."""
    rulebook = triage.load_rulebook(SHIPPED)
    return [outcome(rulebook, task, "compiled") for task in tasks]


def outcome(rulebook: triage.Rulebook, task: Task, engine: Engine) -> dict[str, Any]:
    """Assess a task."""
    answers, day = task
    found = rulebook.assess(answers, as_of=day, engine=engine).to_dict()
    del found["engine"]
    return found


@pytest.mark.parametrize("engine", ["compiled", "durable", "checked"])
def test_threads_share_a_rulebook(
    engine: Engine, tasks: list[Task], alone: Outcomes, size: SizeOf, counted: Count
) -> None:
    """From its first use on, which all threads make at once."""
    if engine == "durable":
        pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    rulebook, start = triage.load_rulebook(SHIPPED), Barrier(THREADS)
    each = size("per-thread")

    def right(thread: int) -> int:
        drawn = random.Random(thread)
        order = [drawn.randrange(len(tasks)) for _ in range(each)]
        start.wait()
        return sum(outcome(rulebook, tasks[n], engine) == alone[n] for n in order)

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(right, range(THREADS))) == [each] * THREADS
    counted(f"assessments of eight threads, engine {engine}", each * THREADS)
