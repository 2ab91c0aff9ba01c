"""What can be worked out from published numbers by how they are named: wholes and their parts.

That parts make up a whole holds at any time, whoever is in them. So what one report gave away can
be worked out from its numbers alone, long after nobody knows any more who was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

Key = tuple[str, ...]
"""What a number counts; the same number in two tables has the same key."""

Sum = Mapping[Key, int]
"""Numbers times whole numbers, added up."""

_PRIME = 2**61 - 1
"""Sums are taken modulo a prime, which numbers of people are far below."""

_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Division:
    """A whole, and the parts that make it up, the last of them whoever is in none of the others.

    No two parts have anybody in common.
    """

    whole: Key
    parts: tuple[Key, ...]

    def sums(self) -> Iterable[tuple[Key, ...]]:
        """Return all parts that are counted together; of many, one or all but one or two."""
        count = len(self.parts)
        sizes = {*range(1, count + 1)} if count <= _MOST_PARTS else {1, 2, count - 2, count - 1}
        return chain.from_iterable(combinations(self.parts, size) for size in sizes)


class Derivation:
    """The numbers that follow from some that are known, and from divisions.

    The rows are an echelon form: INVARIANT: no row has the pivot of an earlier one.
    """

    def __init__(self, known: Mapping[Key, int], divisions: Iterable[Division]) -> None:
        """Take what is known, and what holds of it."""
        self._rows: dict[Key, tuple[dict[Key, int], int]] = {}
        for key, number in known.items():
            self._add({key: 1}, number)
        for division in divisions:
            self._add({division.whole: 1, **dict.fromkeys(division.parts, -1)}, 0)

    def number(self, wanted: Sum) -> int | None:
        """Return what a sum comes to; `None` where it does not follow."""
        left, value = self._reduced(wanted, 0)
        if left:
            return None
        found = -value % _PRIME
        return found if found <= _PRIME // 2 else found - _PRIME

    def _add(self, row: Sum, value: int) -> None:
        """Add that a sum comes to a value, unless it follows already."""
        left, value = self._reduced(row, value)
        if left:
            pivot, factor = next(iter(left.items()))
            inverse = pow(factor, -1, _PRIME)
            scaled = {key: each * inverse % _PRIME for key, each in left.items()}
            self._rows[pivot] = scaled, value * inverse % _PRIME

    def _reduced(self, row: Sum, value: int) -> tuple[dict[Key, int], int]:
        """Take from a row all that is known of it; the value is what the rest comes to."""
        left = dict(row)
        for pivot, (known, number) in self._rows.items():
            times = left.get(pivot, 0)
            if times:
                value = (value - times * number) % _PRIME
                for key, each in known.items():
                    left[key] = (left.get(key, 0) - times * each) % _PRIME
        return {key: each for key, each in left.items() if each}, value
