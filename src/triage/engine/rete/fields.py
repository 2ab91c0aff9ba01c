"""Fields of facts: numbered, named for durable-rules, and written as its JSON.

A fact is written as a list: for each field by number its piece of JSON, `,"a":3`, empty where the
fact does not have it. Rulesets that share their fields can fire on the same list one after
another, and each value in it is checked and written only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage.engine.rete.names import every_name
from triage.engine.rete.positive import LARGEST, SMALLEST

Written = list[str]
"""A fact, as above."""


class Pieces(dict[int, str]):
    """The JSON of one field for each value; those that come often are written beforehand.

    `ValueError` where a value is no whole number from `SMALLEST` to `LARGEST`.
    """

    def __init__(self, field: str, name: str, often: Iterable[int] = ()) -> None:
        self._field = field
        self._start = f',"{name}":'
        super().__init__((value, self[value]) for value in often)

    def __missing__(self, value: int) -> str:
        if type(value) is not int or not SMALLEST <= value <= LARGEST:
            raise ValueError(f"{self._field} is not a small whole number")
        return f"{self._start}{value}"


class Fields:
    """The fields some rulesets read, numbered from 0 as they are first met."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        """Number some fields, in their order, before all others."""
        self._numbers: dict[str, int] = {}
        self._fresh = every_name()
        self.names: list[str] = []
        for field in first:
            self.number(field)

    def number(self, field: str) -> int:
        """Return the number of a field, which it gets now if it is new."""
        if field not in self._numbers:
            self._numbers[field] = self.found()
        return self._numbers[field]

    def found(self) -> int:
        """Number a field of our own, for what is found out on the way."""
        self.names.append(next(self._fresh))
        return len(self.names) - 1

    def pieces(self, field: str, often: Iterable[int] = ()) -> Pieces:
        """Return what writes a field."""
        return Pieces(field, self.names[self._numbers[field]], often)

    def nothing(self) -> Written:
        """Write the fact that has no field yet."""
        return [""] * len(self.names)

    def write(self, fact: Mapping[str, int]) -> Written:
        """Write a fact; fields no ruleset reads are left out.

        `ValueError` where another has no whole number from `SMALLEST` to `LARGEST`.
        """
        written = self.nothing()
        for field in fact.keys() & self._numbers.keys():
            written[self._numbers[field]] = self.pieces(field)[fact[field]]
        return written
