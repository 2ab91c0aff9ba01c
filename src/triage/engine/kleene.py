"""What known answers alone decide: formulas in three values, the third being "not decided".

This is less than what all completions agree on (`exact`); durable-rules fires by it over open
answers, and what it decides must be among what is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from triage.engine.classes import set_test_holds
from triage.engine.formula import (
    NA,
    And,
    Constant,
    CountIn,
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    Interval,
    Intervals,
    MembersIn,
    Not,
    Or,
    Ordered,
    SizeIn,
)
from triage.engine.put_in import in_order

Values = Mapping[int, int]
"""The decided codes of variables and derived values; `NA` where one does not apply."""


def decided(formula: Formula, values: Values, spans: tuple[Interval, ...]) -> bool | None:
    """Say whether a formula is true or false by the decided values; `None`: not decided."""
    match formula:
        case Constant(value):
            return value
        case And(parts):
            return _all(decided(part, values, spans) for part in parts)
        case Or(parts):
            return _not(_all(_not(decided(part, values, spans)) for part in parts))
        case Not(part):
            return _not(decided(part, values, spans))
        case CountIn(parts, intervals):
            return among([decided(part, values, spans) for part in parts], intervals)
        case DistinctIn(guarded, intervals):
            return _distinct(guarded, intervals, values, spans)
        case Ordered(left, order, right):
            codes = _both(left, right, values)
            return codes if isinstance(codes, bool | None) else in_order(codes[0], order, codes[1])
        case Equal(left, right, negated):
            codes = _both(left, right, values)
            return (
                codes if isinstance(codes, bool | None) else (codes[0] == codes[1]) is not negated
            )
        case In() | DateIn() | MembersIn() | SizeIn():
            return _atom(formula, values.get(formula.variable), spans)


def among(parts: Sequence[bool | None], intervals: Intervals) -> bool | None:
    """Say whether the number of true parts lies in one of `intervals`."""
    low, high = count_bounds(parts)
    inside = {any(a <= number <= b for a, b in intervals) for number in range(low, high + 1)}
    return inside.pop() if len(inside) == 1 else None


def count_bounds(parts: Sequence[bool | None]) -> Interval:
    """Give the fewest and the most parts that can be true."""
    sure = sum(part is True for part in parts)
    return sure, sure + sum(part is None for part in parts)


def _atom(
    formula: In | DateIn | MembersIn | SizeIn, code: int | None, spans: tuple[Interval, ...]
) -> bool | None:
    if code is None or code == NA:
        return None if code is None else False
    match formula:
        case In(_, intervals):
            return any(low <= code <= high for low, high in intervals)
        case DateIn(_, span):
            return spans[span][0] <= code <= spans[span][1]
        case _:
            return set_test_holds(formula, code)


def _both(left: int, right: int, values: Values) -> tuple[int, int] | bool | None:
    """Give two codes that are decided and apply; false where one does not apply."""
    first, second = values.get(left), values.get(right)
    if NA in (first, second):
        return False
    return None if first is None or second is None else (first, second)


def _distinct(
    guarded: tuple[tuple[Formula, int], ...],
    intervals: Intervals,
    values: Values,
    spans: tuple[Interval, ...],
) -> bool | None:
    found: set[int] = set()
    for guard, variable in guarded:
        there = decided(guard, values, spans)
        code = values.get(variable)
        if there is False or code == NA:
            continue
        if there is None or code is None:
            return None
        found.add(code)
    return any(low <= len(found) <= high for low, high in intervals)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: Iterable[bool | None]) -> bool | None:
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result
