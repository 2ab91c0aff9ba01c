"""Lowering of tests on one variable: to runs of whole numbers, date spans and bit masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from triage.model.condition import Compared, NumberTest, Operand, Order, Scalar, Test, Value
from triage.model.walk import compared_with
from triage.program.formula import UNBOUNDED, Intervals, complement, intersect, normalised

Encode = Callable[[Scalar], int]


def encode_in(values: tuple[str, ...]) -> Encode:
    """Number the values of a choice or scale by their positions."""
    positions = {value: position for position, value in enumerate(values)}
    return lambda value: positions[str(value)]


def encode_number(value: Scalar) -> int:
    """Return a whole number as it is.

    Raises:
        TypeError: the value is none, which reading a rulebook rules out.
    """
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def intervals_of(
    tests: Iterable[NumberTest], encode: Encode, low: int = -UNBOUNDED, high: int = UNBOUNDED
) -> Intervals:
    """Return the codes from `low` to `high` that meet every test with fixed values on its right."""
    allowed: Intervals = ((low, high),)
    for test in tests:
        allowed = intersect(allowed, _of_one(test, encode, low, high))
    return allowed


def _of_one(test: NumberTest, encode: Encode, low: int, high: int) -> Intervals:
    if isinstance(test, Compared):
        return _of_order(test.order, encode(_fixed(test.operand)), low, high)
    codes = [encode(_fixed(operand)) for operand in test.operands]
    points = intersect(normalised((code, code) for code in codes), ((low, high),))
    return complement(points, low, high) if test.negated else points


def _fixed(operand: Operand) -> Scalar:
    if not isinstance(operand, Value):
        raise TypeError(operand)
    return operand.value


def _of_order(order: Order, code: int, low: int, high: int) -> Intervals:
    runs = {
        Order.AT_LEAST: (max(low, code), high),
        Order.AT_MOST: (low, min(high, code)),
        Order.MORE_THAN: (max(low, code + 1), high),
        Order.LESS_THAN: (low, min(high, code - 1)),
    }
    return normalised([runs[order]])


def compares_questions(test: Test) -> bool:
    """Say whether a test has another question on its right-hand side."""
    return any(True for _ in compared_with(test))


def mask_of(values: Iterable[str], domain: tuple[str, ...]) -> int:
    """Return the bit mask of a subset of a set question's values."""
    return sum(1 << domain.index(value) for value in set(values))


def ordinal(value: Scalar, as_of: date) -> int:
    """Return a date, or `as_of` itself, as an ordinal."""
    return (value if isinstance(value, date) else as_of).toordinal()
