"""What reaches durable-rules: positive tests on fields that hold small whole numbers.

Nothing else does. Negation, strings, counts and comparisons between fields are resolved before
they get here, because durable-rules gives wrong answers about most of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LARGEST = 2**31 - 1
"""The largest value of a field: what a C `long` holds on every platform."""

SMALLEST = -LARGEST
"""The smallest value of a field."""


@dataclass(frozen=True, slots=True)
class Between:
    """The field is there, and `low <= field <= high`. A bound beyond every value is no bound."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Both:
    """Every part holds; without parts: always."""

    parts: tuple[Positive, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds; without parts: never."""

    parts: tuple[Positive, ...]


Positive = Between | Both | Either


@dataclass(frozen=True, slots=True)
class PositiveRule:
    """A rule: its id, which is the caller's, and when it holds."""

    id: int
    when: Positive


def fields_of(rules: Iterable[PositiveRule]) -> dict[str, None]:
    """Return the fields that rules read, in order of first use."""
    found: dict[str, None] = {}
    waiting: list[Positive] = [rule.when for rule in rules][::-1]
    while waiting:
        match waiting.pop():
            case Between(field):
                found[field] = None
            case Both(parts) | Either(parts):
                waiting.extend(reversed(parts))
    return found
