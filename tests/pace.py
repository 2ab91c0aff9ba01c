"""How slow this machine is beside the one on which the budgets of tests were set.

Machines are shared, and differ by a factor of two: seconds alone would say more of them than of the
tests. So a budget is in seconds of one machine, and a function nobody changes is timed beside it.
"""

from __future__ import annotations

from time import process_time

from benchmarks.by_hand import assess
from benchmarks.intakes import intake
from benchmarks.material import BENCHMARK, material

REFERENCE = 1.2e-6
"""Seconds an assessment by hand took there (`benchmarks/results.md` of 27 November 2026)."""

CASES, ROUNDS = 100, 20


class Pace:
    """How many times as long this machine takes, asked again and again while tests run.

    Two processes on the two halves of one core, or a neighbour, slow both by half: what an idle
    machine would take says nothing of that.
    """

    def __init__(self) -> None:
        some = material(BENCHMARK, CASES)
        self._intakes, self._as_of = [intake(some.program, row) for row in some.rows], some.as_of

    def now(self) -> float:
        """Return it for this moment, the least of some rounds. Takes three milliseconds."""
        return min(self._round() for _ in range(ROUNDS)) / CASES / REFERENCE

    def _round(self) -> float:
        began = process_time()
        for each in self._intakes:
            assess(each, self._as_of)
        return process_time() - began
