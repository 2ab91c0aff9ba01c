"""The numbers of a report: each counts people once, and the small ones are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from triage.programme.following.hiding import Key, shown


class Cells:
    """Sets of people by what they have in common; `limit` 1 hides nothing.

    What is told first is shown first: a number is hidden where it would give a small one away.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._told: dict[Key, frozenset[int]] = {}
        self._protected: list[frozenset[int]] = []
        self._shown: set[Key] | None = None

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
        """Give a number; None where it is hidden. What was not told counts nobody.

        Nothing can be added any more.
        """
        if self._shown is None:
            everything = set(self._told)
            limited = self.limit > 1
            self._shown = shown(self._told, self._protected, self.limit) if limited else everything
        people = self._told.get(key, frozenset())
        return len(people) if key in self._shown or not people else None
