"""Numbers too small to be shown, and those they could be worked out from.

Every number counts a set of people. A number is shown only if, together with all that are shown
before it, it gives no small one away. Numbers give another away exactly where its set is made of
theirs by adding and taking away; that is linear algebra over the people. Nobody who reads the
tables knows more of how their sets lie than the sets themselves do, so what can be worked out from
them is never more than what is looked for here. Statistical offices call it secondary suppression.

Two reports give away who came between them. A number that differs by less than the limit from one
that was published is not shown anew: the published one is repeated, with its day. Of what was
published only numbers are known, and what follows from them by wholes and parts.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from triage.programme.derivation import Derivation, Division, Key
from triage.programme.repeated import Repeated

LIMIT: Final = 10
"""Below so many, a number that leaves the team is hidden, unless something else is asked for."""

_PRIME: Final = 2**61 - 1
"""Sums are taken modulo a prime: exact, but for about one chance in 10^18."""

_Vector = list[int]


@dataclass(frozen=True, slots=True)
class Published:
    """The numbers a report published anew, as of its day."""

    as_of: date
    numbers: Mapping[Key, int]


def shown(
    told: Mapping[Key, Collection[int]],
    protected: Sequence[Collection[int]],
    limit: int,
    changed: Iterable[Collection[int]] = (),
) -> set[Key]:
    """Say which numbers are shown.

    `told` are the people each number counts, the most important first; `protected` are sets that no
    table shows, and that must not be found out either where they are small. Small is below `limit`,
    but not nobody. The sets that have `changed` a little since they were published are protected,
    however large they are.
    """
    small = [each for each in [*told.values(), *protected] if 0 < len(each) < limit]
    every = [*told.values(), *small, *changed]
    vectors = _vectors(every, len(told) + 1)
    hidden = _Hidden(vectors[len(told) :])
    return {
        key
        for (key, people), vector in zip(told.items(), vectors, strict=False)
        if not 0 < len(people) < limit and hidden.bears(vector)
    }


def _vectors(sets: Sequence[Collection[int]], size: int) -> list[_Vector]:
    """Return each set as a vector: one number more than are ever shown tells all of them apart.

    `size` is so many; as many as there are people to tell apart do as well.

    People who are in the same sets are one; each stands for a vector drawn at random, which leaves
    every dependence between sets as it is.
    """
    members: dict[int, int] = {}
    for number, people in enumerate(sets):
        for person in people:
            members[person] = members.get(person, 0) | 1 << number
    source = random.Random(len(sets))
    patterns = sorted(set(members.values()))
    length = min(size, len(patterns))
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

    What is told first is shown first: a number is hidden where it would give a small one away, or
    a small change since one of the `earlier` reports.
    """

    def __init__(self, limit: int, earlier: Sequence[Published] = ()) -> None:
        self.limit = limit
        self.earlier = earlier
        self._told: dict[Key, frozenset[int]] = {}
        self._series: dict[Key, Key] = {}
        self._protected: list[frozenset[int]] = []
        self._divisions: list[Division] = []
        self._rests: dict[Key, frozenset[int]] = {}
        self._anew: dict[Key, int] = {}

    def tell(self, *key: str, people: Iterable[int], series: Key | None = None) -> None:
        """Add a number that is shown unless that gives something away.

        Numbers of one `series` count the same as of several days.
        """
        if key not in self._told:
            self._told[key] = frozenset(people)
            if series is not None:
                self._series[key] = series

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
        key = (*whole, "in none of", *chain.from_iterable(into))
        self._rests[key] = rest
        self._divisions.append(Division(whole, (*into, key)))

    def count(self, *key: str, of: Key | None = None) -> int | None:
        """Return a number; None where it is hidden. What was not told counts nobody.

        A part `of` few is hidden whatever it is: that it is nobody is said of each of them. What
        was published is repeated where today's number may not be shown. From the first number on
        that may be hidden, nothing can be added.
        """
        if of is not None and self.count(*of) is None:
            return None
        people = self._told.get(key, frozenset())
        if self._is_shown(key, people) and not (of is not None and self._is_few(of)):
            self._anew[key] = len(people)
            return len(people)
        return self._repeated(key, len(people))

    @property
    def anew(self) -> Mapping[Key, int]:
        """The numbers that were shown so far and are of today."""
        return dict(self._anew)

    def _is_shown(self, key: Key, people: Collection[int]) -> bool:
        if self.limit <= 1:
            return True
        return not self._is_near(key, people) and (not people or key in self._shown)

    def _is_few(self, key: Key) -> bool:
        return 0 < len(self._told.get(key, ())) < self.limit

    def _repeated(self, key: Key, now: int) -> int | None:
        """Return the last published number that is near today's, else the last there is."""
        found = [
            (each.numbers[key], each.as_of)
            for each in reversed(self.earlier)
            if key in each.numbers
        ]
        near = [each for each in found if abs(each[0] - now) < self.limit]
        return Repeated(*(near or found)[0]) if found else None

    @cached_property
    def _shown(self) -> set[Key]:
        return shown(
            self._told, self._protected, self.limit, self._changed() if self.earlier else ()
        )

    # --- what has changed a little since it was published

    def _is_near(self, key: Key, people: Collection[int]) -> bool:
        """Say whether a number, unchanged or not, would tell how little it has changed."""
        numbers = (each.numbers[key] for each in self.earlier if key in each.numbers)
        return any(abs(number - len(people)) < self.limit for number in numbers)

    def _changed(self) -> set[frozenset[int]]:
        """Return the sets of which a number would tell a small change, shown or worked out."""
        known = [Derivation(each.numbers, self._divisions) for each in self.earlier]
        told: dict[tuple[Key, ...], frozenset[int]] = {
            (key,): people for key, people in self._told.items()
        }
        return {
            people
            for parts, people in {**dict(self._sums()), **told}.items()
            if people
            and (
                any(self._has_changed_little(each, parts, people) for each in known)
                or (len(parts) == 1 and self._is_between(parts[0], people))
            )
        }

    def _sums(self) -> Iterator[tuple[tuple[Key, ...], frozenset[int]]]:
        """Yield the parts of a whole that can be counted together, with those who are in them."""
        for division in self._divisions:
            for parts in division.sums():
                yield parts, frozenset[int]().union(*map(self._people, parts))

    def _people(self, key: Key) -> frozenset[int]:
        return self._told[key] if key in self._told else self._rests[key]

    def _has_changed_little(
        self, known: Derivation, parts: tuple[Key, ...], people: Collection[int]
    ) -> bool:
        before = known.number(dict.fromkeys(parts, 1))
        return before is not None and 0 < abs(before - len(people)) < self.limit

    def _is_between(self, key: Key, people: Collection[int]) -> bool:
        """Say whether few came between a day of a series and another that was published."""
        series = self._series.get(key)
        return series is not None and any(
            0 < abs(number - len(people)) < self.limit
            for each in self.earlier
            for other, number in each.numbers.items()
            if other[: len(series)] == series
        )
