"""Work in steps: so many at most, and none after a deadline where a caller has set one.

INVARIANT: how many steps something may take never depends on the time. Time only stops work, by
`OutOfTime`, which is no `LimitReached`: nobody makes an outcome that is not exact of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

from triage.diagnostics import Diagnostic, LimitReached

AT_A_TIME = 20_000
"""Steps between two looks at the clock: some hundredths of a second."""

_deadline: ContextVar[float | None] = ContextVar("_deadline", default=None)


class OutOfTime(Exception):
    """The deadline of a call has passed."""


class Allowance:
    """So many steps, handed out a part at a time; the holder counts them down itself."""

    __slots__ = ("_left", "most")

    def __init__(self, most: int) -> None:
        self.most = self._left = most

    def part(self) -> int:
        """Return how many more steps may be taken until this is called again.

        Raises:
            LimitReached: none are left.
            OutOfTime: the deadline has passed.
        """
        if self._left <= 0:
            raise too_many_steps(self.most)
        _look_at_the_clock()
        part = min(self._left, AT_A_TIME)
        self._left -= part
        return part


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop what this thread does here after so many seconds, by `OutOfTime`.

    An earlier deadline around it still counts.
    """
    token = _deadline.set(_earlier(_deadline.get(), seconds))
    try:
        yield
    finally:
        _deadline.reset(token)


def _earlier(until: float | None, seconds: float) -> float:
    """Return what comes first: a deadline there is, or so many seconds from now."""
    return min(monotonic() + seconds, inf if until is None else until)


def _look_at_the_clock() -> None:
    until = _deadline.get()
    if until is not None and monotonic() > until:
        raise OutOfTime


def too_many_steps(limit: int) -> LimitReached:
    """Make the error for an evaluation that would take too long."""
    return LimitReached((Diagnostic("too-many-steps", details={"limit": limit}),))
