"""Choosing values for open answers, one completion after another (section 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from triage.diagnostics import Diagnostic, LimitReached
from triage.model.answers import AnswerValue
from triage.model.question import Choice, Dates, Domain, ListOf, Number, Subset, YesNo

MOST_COMPLETIONS = 20_000
"""How many completions are walked for one output before the reference refuses."""

MOST_STEPS = 500_000
"""How many tests of values are made for one assessment before the reference refuses."""

MOST_VALUES = 200_000
"""How many values of one open answer are looked through for kinds that are told apart."""


def domain_size(domain: Domain, as_of: date) -> int:
    """Count the values an open answer may take; 1 where it has no completions of its own."""
    match domain:
        case Choice() | YesNo():
            return len(domain.values)
        case Number(low, high) | ListOf(low, high):
            return high - low + 1
        case Dates():
            first, last = domain.bounds(as_of)
            return (last - first).days + 1
        case Subset(values):
            return 1 << len(values)
        case _:
            return 1


def domain_values(domain: Domain, as_of: date) -> Sequence[AnswerValue]:
    """Return every value an open answer may take.

    Raises:
        LimitReached: there are more than `MOST_VALUES`.
    """
    if domain_size(domain, as_of) > MOST_VALUES:
        raise too_many(MOST_VALUES)
    match domain:
        case Choice() | YesNo():
            return domain.values
        case Number(low, high) | ListOf(low, high):
            return range(low, high + 1)
        case Dates():
            first, last = domain.bounds(as_of)
            return [first + timedelta(day) for day in range((last - first).days + 1)]
        case Subset(values):
            sizes = range(len(values) + 1)
            return [frozenset(some) for size in sizes for some in combinations(values, size)]
        case _:
            return ()  # lookups, texts and grids have no completions of their own


def too_many(limit: int = MOST_COMPLETIONS) -> LimitReached:
    """Return the refusal to walk on."""
    return LimitReached((Diagnostic("too-many-completions", details={"limit": limit}),))


class Steps:
    """How many tests of values may still be made: a count, so that a case always fares the same.

    INVARIANT: what is kept from one assessment to the next costs as many as making it anew.
    """

    def __init__(self, most: int | None = None) -> None:
        """Allow `most`; any number where it is `None`."""
        self._most, self._taken = most, 0

    def take(self, number: int = 1) -> None:
        """Count tests that are made.

        Raises:
            LimitReached: they are too many.
        """
        self._taken += number
        if self._most is not None and self._taken > self._most:
            details = {"limit": self._most}
            raise LimitReached((Diagnostic("too-many-tests", details=details),))


class Walk:
    """One way through the open answers, in so many steps; `advance` moves on to the next."""

    def __init__(self, steps: Steps | None = None) -> None:
        self.steps = Steps() if steps is None else steps
        self._choices: list[int] = []
        self._options: list[Sequence[AnswerValue]] = []
        self._depth = 0

    def choose(self, options: Sequence[AnswerValue]) -> AnswerValue:
        """Take the value this walk gives an answer that is read for the first time."""
        if self._depth == len(self._choices):
            self._choices.append(0)
            self._options.append(options)
        self._depth += 1
        return options[self._choices[self._depth - 1]]

    def advance(self) -> bool:
        """Move to the next walk; false when all were walked."""
        self._depth = 0
        while self._choices and self._choices[-1] + 1 == len(self._options[-1]):
            self._choices.pop()
            self._options.pop()
        if self._choices:
            self._choices[-1] += 1
        return bool(self._choices)
