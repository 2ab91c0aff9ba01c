"""Where random decisions come from: hypothesis, which shrinks them, or a seed, which is fast.

Simple comes first everywhere: the first of the options, the lowest number, `False`. That is what
hypothesis shrinks towards.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, count, islice
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Draw(Protocol):
    """The three decisions everything random is made of."""

    def integer(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""

    def choice(self, options: Sequence[T]) -> T:
        """Draw one of the options."""

    def boolean(self, percent: int = 50) -> bool:
        """Draw `True` about so many times in a hundred."""


class Seeded:
    """Draws from a seed: the same seed, the same decisions."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def integer(self, low: int, high: int) -> int:
        return low + int(self._random() * (high - low + 1))

    def choice(self, options: Sequence[T]) -> T:
        return options[int(self._random() * len(options))]

    def boolean(self, percent: int = 50) -> bool:
        return self._random() * 100 < percent


class Shrinking:
    """Draws through hypothesis, which makes a failing example smaller."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        return low if low == high else self._draw(_integers(low, high))

    def choice(self, options: Sequence[T]) -> T:
        return options[self.integer(0, len(options) - 1)]

    def boolean(self, percent: int = 50) -> bool:
        """Draw one of few numbers, for there is little to shrink in these."""
        if percent in (0, 100):
            return percent == 100
        if percent <= 50:
            most = round(100 / percent) - 1
            return self.integer(0, most) == most
        return self.integer(0, round(100 / (100 - percent)) - 1) > 0


@cache
def _integers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


MOST_TIMES = 10
"""How many times the seeds of a part are drawn before it ends without what it must have met."""


def seeds(part: int, many: int, met: Callable[[], bool] = lambda: True) -> Iterator[int]:
    """Yield so many seeds of one part of a test, and more until it has met what it must.

    No part has the seeds of another. What a few of them happen not to hold is no fault of what is
    tested. A part that has met nothing has tested nothing: its test asserts `met` in the end.
    """
    own = chain(range(part * many, (part + 1) * many), count((part + 1) * 1_000_000))
    for number, seed in enumerate(islice(own, many * MOST_TIMES)):
        if number >= many and met():
            return
        yield seed


def some_of(draw: Draw, options: Iterable[T], low: int, high: int) -> list[T]:
    """Draw `low` to `high` different options, in any order; fewer where there are fewer."""
    left = list(options)
    wanted = min(draw.integer(low, high), len(left))
    return [left.pop(draw.integer(0, len(left) - 1)) for _ in range(wanted)]


def shuffled(draw: Draw, options: Iterable[T]) -> list[T]:
    """Draw an order of the options."""
    left = list(options)
    return some_of(draw, left, len(left), len(left))
