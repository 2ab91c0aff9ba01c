"""Where cases stand, kept for those used last, so that a case is not read anew at every event.

How much is kept is bounded: a server that has gone through many cases is no larger than before.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from triage.journal.sequence import Sequence

MOST_EVENTS: Final = 10_000
"""Of so many events altogether, and each case counts as one more: 10 to 20 MB."""


class Remembered:
    """Sequences of cases by their number, the one used longest ago first; threads may share it."""

    def __init__(self, most_events: int = MOST_EVENTS) -> None:
        self._most, self._events = most_events, 0
        self._kept: OrderedDict[int, tuple[int, Sequence]] = OrderedDict()
        self._lock = Lock()

    def of(self, case: int, last: int) -> Sequence | None:
        """Return where a case stands whose last event has that number; `None` if it is not kept."""
        with self._lock:
            at, known = self._kept.get(case, (0, None))
            if known is None or at != last:
                return None
            self._kept.move_to_end(case)
            return known

    def keep(self, case: int, last: int, sequence: Sequence) -> None:
        """Keep where a case stands after an event that is committed; let go of what is too much."""
        with self._lock:
            self._drop(case)
            self._kept[case] = last, sequence
            self._events += _size(sequence)
            while self._events > self._most:
                self._drop(next(iter(self._kept)))

    def forget(self, case: int) -> None:
        """Keep nothing of a case."""
        with self._lock:
            self._drop(case)

    def _drop(self, case: int) -> None:
        if case in self._kept:
            self._events -= _size(self._kept.pop(case)[1])


def _size(sequence: Sequence) -> int:
    return 1 + len(sequence.counting)
