"""The numbers of a report: each counts people once, and the small ones are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from triage.programme.cell_suppression import Key, shown


class Cells:
    """Sets of people by what they have in common; `limit` 1 hides nothing.

    What is told first is shown first: a number is hidden where it would give a small one away.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._told: dict[Key, frozenset[int]] = {}
        self._protected: list[frozenset[int]] = []

    def tell(self, *key: str, people: Iterable[int]) -> None:
        """Add a number that is shown unless that gives something away."""
        self._told.setdefault(key, frozenset(people))

    def protect(self, people: Iterable[int]) -> None:
        """Add a number that no table shows, and that nobody may find out where it is small."""
        self._protected.append(frozenset(people))

    def divide(self, *whole: str, into: Sequence[Key]) -> None:
        """Say that told parts, and those in none of them, make up a told whole.

        What its small parts come to together is protected as well: two that come to two are one
        each.
        """
        parts = [self._told[key] for key in into]
        rest = self._told[whole].difference(*parts)
        small = [each for each in [*parts, rest] if len(each) < self.limit]
        self._protected += [rest, frozenset(chain.from_iterable(small))]

    def count(self, *key: str) -> int | None:
        """Return a number; None where it is hidden. What was not told counts nobody.

        From the first number on that may be hidden, nothing can be added.
        """
        people = self._told.get(key, frozenset())
        return len(people) if not people or self.limit <= 1 or key in self._shown else None

    @cached_property
    def _shown(self) -> set[Key]:
        return shown(self._told, self._protected, self.limit)
