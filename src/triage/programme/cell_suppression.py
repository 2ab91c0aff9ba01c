"""Numbers too small to be shown, and those they could be worked out from.

Every number counts a set of people. A number is shown only if, together with all that are shown
before it, it gives no small one away. Numbers give another away exactly where its set is made of
theirs by adding and taking away; that is linear algebra over the people. Nobody who reads the
tables knows more of how their sets lie than the sets themselves do, so what can be worked out from
them is never more than what is looked for here. Statistical offices call it secondary suppression.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Final

LIMIT: Final = 10
"""Below so many, a number that leaves the team is hidden, unless something else is asked for."""

Key = tuple[str, ...]
"""What a number counts; the same number in two tables has the same key."""

_PRIME: Final = 2**61 - 1
"""Sums are taken modulo a prime: exact, but for about one chance in 10^18."""

_Vector = list[int]


def shown(
    told: Mapping[Key, Collection[int]],
    protected: Sequence[Collection[int]],
    limit: int,
) -> set[Key]:
    """Say which numbers are shown.

    `told` are the people each number counts, the most important first; `protected` are sets that no
    table shows, and that must not be found out either where they are small. Small is below `limit`,
    but not nobody.
    """
    small = [each for each in [*told.values(), *protected] if 0 < len(each) < limit]
    every = [*told.values(), *small]
    vectors = _vectors(every)
    hidden = _Hidden(vectors[len(told) :])
    return {
        key
        for (key, people), vector in zip(told.items(), vectors, strict=False)
        if not 0 < len(people) < limit and hidden.bears(vector)
    }


def _vectors(sets: Sequence[Collection[int]]) -> list[_Vector]:
    """Return each set as a vector: as many numbers as there are sets, or people, tell all apart.

    People who are in the same sets are one; each stands for a vector drawn at random, which leaves
    every dependence between sets as it is.
    """
    members: dict[int, int] = {}
    for number, people in enumerate(sets):
        for person in people:
            members[person] = members.get(person, 0) | 1 << number
    source = random.Random(len(sets))
    patterns = sorted(set(members.values()))
    length = min(len(sets), len(patterns))
    vectors = [[0] * length for _ in sets]
    for pattern in patterns:
        drawn = [source.randrange(_PRIME) for _ in range(length)]
        for number in _bits(pattern):
            vectors[number] = _sum(vectors[number], 1, drawn)
    return vectors


class _Hidden:
    """Vectors that must not become sums of those that are shown."""

    def __init__(self, small: Sequence[_Vector]) -> None:
        self._small = list(small)
        self._shown: list[tuple[int, _Vector]] = []

    def bears(self, vector: _Vector) -> bool:
        """Show one more, unless it gives one away."""
        for first, each in self._shown:
            vector = _sum(vector, -vector[first], each)
        if not any(vector):
            return True  # follows from what is shown already
        place = next(place for place, value in enumerate(vector) if value)
        inverse = pow(vector[place], -1, _PRIME)
        vector = [value * inverse % _PRIME for value in vector]
        left = [_sum(each, -each[place], vector) for each in self._small]
        if not all(map(any, left)):
            return False
        self._small = left
        self._shown.append((place, vector))
        return True


def _sum(one: _Vector, times: int, other: _Vector) -> _Vector:
    if not times:
        return one
    return [(first + times * second) % _PRIME for first, second in zip(one, other, strict=True)]


def _bits(pattern: int) -> Iterator[int]:
    while pattern:
        lowest = pattern & -pattern
        yield lowest.bit_length() - 1
        pattern ^= lowest


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
