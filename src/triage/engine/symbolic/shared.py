"""Decisions of all answers, shared by assessments and by days.

A day says three things: where dates are cut, which rules are in force, and whether the law has been
checked. The diagrams depend on the first only by which tests each class of dates meets, which is
the same on nearly all days; rules and plans are added to the same diagrams for each period in which
the others are the same; a day of its own has only its classes of dates.
"""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from threading import Lock

from triage.diagnostics import LimitReached
from triage.diagrams.steps import OutOfTime
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.periods import Periods
from triage.program.program import Program

FIRST = 2
"""So many assessments are put into decisions of their own before those of all answers are made."""

DAYS = 16
"""For so many days their classes of dates are kept."""

ALIKE = 8
"""Decisions are kept for so many kinds of days, which make different things of dates."""


class Shared:
    """The decisions of a program by day; may be shared by threads."""

    def __init__(self, program: Program, partition: Partition, most_steps: int) -> None:
        self._program, self._partition, self._most_steps = program, partition, most_steps
        self._day = lru_cache(DAYS)(self._of_day)
        self._alike = lru_cache(ALIKE)(self._of_dates)

    def decisions(self, as_of: date, in_force: bool) -> Decisions | None:
        """Return the decisions; `None` where they are not worth making, or cannot be kept."""
        with suppress(TooWide, LimitReached):
            return self._day(as_of, in_force).decisions()
        return None

    def _of_day(self, as_of: date, in_force: bool) -> _Day:
        return _Day(self._alike(self._partition.dates_alike(as_of)), as_of, in_force)

    def _of_dates(self, _: Hashable) -> _Alike:
        return _Alike(self._program, self._partition, self._most_steps)


class _Alike:
    """Decisions for all days that make the same of dates, made when asked for often enough.

    INVARIANT: nodes are made under the lock.
    """

    def __init__(self, program: Program, partition: Partition, most_steps: int) -> None:
        self._program, self._partition, self._most_steps = program, partition, most_steps
        self._lock = Lock()
        self._asked = 0
        self._made: Periods | None = None

    def on(self, as_of: date, in_force: bool) -> Decisions | None:
        """Return the decisions of a day; `None` where they are not worth making, or cannot be."""
        with self._lock:
            self._asked += 1
            if self._asked == FIRST + 1:
                try:
                    self._make(as_of, in_force)
                except OutOfTime:  # so that the next call makes them: time changes no answer
                    self._asked -= self._made is None
                    raise
            return None if self._made is None else self._made.on(as_of, in_force)

    def _make(self, as_of: date, in_force: bool) -> None:
        """Make decisions, and plans with the law checked and unchecked: no day makes all anew."""
        made = Decisions.made(self._program, self._partition, as_of, in_force, self._most_steps)
        self._made = Periods(self._program, made, in_force)
        self._made.planned(made.rules, not in_force)


class _Day:
    """The decisions of one day, kept once they are made."""

    def __init__(self, alike: _Alike, as_of: date, in_force: bool) -> None:
        self._alike, self._as_of, self._in_force = alike, as_of, in_force
        self._decisions: Decisions | None = None

    def decisions(self) -> Decisions | None:
        """Return them; `None` where they are not worth making, or cannot be kept."""
        if self._decisions is None:
            self._decisions = self._alike.on(self._as_of, self._in_force)
        return self._decisions
