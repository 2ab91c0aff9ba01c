"""How slow this machine is beside the one on which the budgets of tests were set.

Machines are shared, and differ by a factor of two: seconds alone would say more of them than of the
tests. So a budget is in seconds of one machine, and a function nobody changes is timed beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import process_time

from benchmarks.by_hand import Intake, assess
from benchmarks.intakes import intake
from benchmarks.material import BENCHMARK, material

REFERENCE = 1.2e-6
"""Seconds an assessment by hand took there (`benchmarks/results.md` of 27 November 2026)."""

CASES, ROUNDS = 100, 400


def times_as_long() -> float:
    """Return how many times as long this machine takes, and at least 1: the least of many rounds.

    What others do on the machine meanwhile counts as little as it can. Takes a second.
    """
    some = material(BENCHMARK, CASES)
    intakes = [intake(some.program, row) for row in some.rows]
    return max(1.0, min(_round(intakes, some.as_of) for _ in range(ROUNDS)) / CASES / REFERENCE)


def _round(intakes: Sequence[Intake], as_of: date) -> float:
    began = process_time()
    for each in intakes:
        assess(each, as_of)
    return process_time() - began
