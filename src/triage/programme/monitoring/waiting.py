"""Who waits, in an order that knows nothing of a person but days and hours.

A list that put first whoever has the best prospects would be profiling. So the order is given three
things alone: since when somebody waits, by when it is needed, when a shift starts.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date, time
from typing import Protocol, TypeVar


class Order(enum.StrEnum):
    """By what a waiting list is ordered; what is the same is ordered by date."""

    DATE = "date"
    """Since when: who asked first stands first."""
    NEED = "need"
    """By when it is needed: who needs it first stands first."""
    SHIFT = "shift"
    """When the shift starts that it is needed for, earliest first."""


class Waits(Protocol):
    """What an order may know."""

    @property
    def requested(self) -> date | None:
        """Since when."""

    @property
    def needed_by(self) -> date | None:
        """By when it is needed."""

    @property
    def shift(self) -> time | None:
        """When the shift starts."""


_Waiting = TypeVar("_Waiting", bound=Waits)


def in_order(waiting: Iterable[_Waiting], order: Order) -> list[_Waiting]:
    """Order those who wait; what was not recorded comes last, and the same stays as it was."""
    return sorted(waiting, key=lambda each: _key(each, order))


def _key(each: Waits, order: Order) -> tuple[date, time, date]:
    need = each.needed_by if order is Order.NEED else None
    shift = each.shift if order is Order.SHIFT else None
    return need or date.max, shift or time.max, each.requested or date.max
