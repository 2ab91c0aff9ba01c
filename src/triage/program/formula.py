"""Formulas of the flat program: conditions over variables, with every name and quantifier gone.

A formula is true or false of a row of whole numbers, one for each variable; a variable that does
not apply holds `NA`, which no interval contains. Formulas are shared, so equal parts are one
object and an engine can compute them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from triage.model.condition import Membership, Order

NA = -(1 << 62)
"""The value of a variable that does not apply: below every answer a rulebook can allow."""

UNBOUNDED = 1 << 62
"""Above every answer a rulebook can allow."""

Interval = tuple[int, int]
"""Lowest and highest whole number of a run, both included."""

Intervals = tuple[Interval, ...]
"""Disjoint runs, lowest first."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Always true or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class In:
    """The variable applies and lies in one of `intervals`."""

    variable: int
    intervals: Intervals


@dataclass(frozen=True, slots=True)
class DateIn:
    """The date variable applies and lies in the span of dates `span` of the program."""

    variable: int
    span: int


@dataclass(frozen=True, slots=True)
class MembersIn:
    """The set variable (a bit mask) applies and holds any, all or none of the bits of `mask`."""

    variable: int
    membership: Membership
    mask: int


@dataclass(frozen=True, slots=True)
class SizeIn:
    """The set variable applies and its number of members lies in one of `intervals`."""

    variable: int
    intervals: Intervals


@dataclass(frozen=True, slots=True)
class Ordered:
    """Both variables apply, and the first stands in `order` to the second."""

    left: int
    order: Order
    right: int


@dataclass(frozen=True, slots=True)
class Equal:
    """Both variables apply and are equal, or differ where `negated`."""

    left: int
    right: int
    negated: bool


@dataclass(frozen=True, slots=True)
class And:
    """Every part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: Formula


@dataclass(frozen=True, slots=True)
class CountIn:
    """How many parts are true lies in one of `intervals`."""

    parts: tuple[Formula, ...]
    intervals: Intervals


@dataclass(frozen=True, slots=True)
class DistinctIn:
    """How many different values the variables hold, where their guards are true and they apply."""

    guarded: tuple[tuple[Formula, int], ...]
    intervals: Intervals


Formula = (
    Constant
    | In
    | DateIn
    | MembersIn
    | SizeIn
    | Ordered
    | Equal
    | And
    | Or
    | Not
    | CountIn
    | DistinctIn
)

TRUE, FALSE = Constant(True), Constant(False)


def conjunction(*parts: Formula) -> Formula:
    """Join with and, leaving out what changes nothing."""
    return _joined(And, parts, neutral=TRUE, absorbing=FALSE)


def disjunction(*parts: Formula) -> Formula:
    """Join with or, leaving out what changes nothing."""
    return _joined(Or, parts, neutral=FALSE, absorbing=TRUE)


def _joined(
    kind: type[And | Or], parts: Iterable[Formula], neutral: Constant, absorbing: Constant
) -> Formula:
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == absorbing:
            return absorbing
        if isinstance(part, kind):
            kept.update(dict.fromkeys(part.parts))
        elif part != neutral:
            kept[part] = None
    if not kept:
        return neutral
    return next(iter(kept)) if len(kept) == 1 else kind(tuple(kept))


def negation(part: Formula) -> Formula:
    """Turn a formula around."""
    match part:
        case Constant(value):
            return FALSE if value else TRUE
        case Not(inner):
            return inner
        case _:
            return Not(part)


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas a formula is made of; none for a test."""
    match formula:
        case And(parts) | Or(parts) | CountIn(parts):
            return parts
        case Not(part):
            return (part,)
        case DistinctIn(guarded):
            return tuple(guard for guard, _ in guarded)
        case _:
            return ()


def variables_of(formula: Formula) -> Iterator[int]:
    """Yield the variables a formula reads, repeats included."""
    match formula:
        case In() | DateIn() | MembersIn() | SizeIn():
            yield formula.variable
        case Ordered() | Equal():
            yield formula.left
            yield formula.right
        case DistinctIn(guarded):
            yield from (variable for _, variable in guarded)
    for part in parts_of(formula):
        yield from variables_of(part)


def intersect(first: Intervals, second: Intervals) -> Intervals:
    """Return the whole numbers that lie in both."""
    return tuple(
        (max(low, other_low), min(high, other_high))
        for low, high in first
        for other_low, other_high in second
        if max(low, other_low) <= min(high, other_high)
    )


def normalised(intervals: Iterable[Interval]) -> Intervals:
    """Sort runs and join those that touch."""
    joined: list[Interval] = []
    for low, high in sorted(interval for interval in intervals if interval[0] <= interval[1]):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(intervals: Intervals, low: int, high: int) -> Intervals:
    """Return the whole numbers from `low` to `high` that lie in none of `intervals`."""
    rest: list[Interval] = []
    start = low
    for first, last in intervals:
        if first > start:
            rest.append((start, min(first - 1, high)))
        start = max(start, last + 1)
    if start <= high:
        rest.append((start, high))
    return tuple(interval for interval in rest if interval[0] <= interval[1])
