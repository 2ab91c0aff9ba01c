"""What the tests of a condition say of one value (section 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from triage.model.answers import AnswerValue
from triage.model.condition import (
    Among,
    AsOf,
    Compared,
    DateCompared,
    Elapsed,
    Members,
    Membership,
    Operand,
    Order,
    Scalar,
    Size,
    Value,
)
from triage.program.calendar import months_between

ValueTest = Among | Compared | DateCompared | Elapsed | Members | Size

Rank = Callable[[AnswerValue], int]
"""Places a value on its scale."""

Reading = Callable[[Operand], AnswerValue | None]
"""Returns what stands on the right-hand side; `None` where it does not apply."""


def meets(value: AnswerValue, test: ValueTest, as_of: date, rank: Rank, read: Reading) -> bool:
    """Say whether a value that applies meets a test."""
    match test:
        case Among() | Compared():
            return compare(value, test, rank, read)
        case DateCompared(before, operand):
            assert isinstance(value, date)
            return (value < _day(operand.value, as_of)) is before
        case Elapsed(per_unit, tests):
            assert isinstance(value, date)
            return number_meets(months_between(value, as_of) // per_unit, tests)
        case Members(membership, values):
            assert isinstance(value, frozenset)
            return _members(value, membership, {str(member.value) for member in values})
        case Size(tests):
            assert isinstance(value, frozenset)
            return number_meets(len(value), tests)


def number_meets(number: int, tests: tuple[Among | Compared, ...]) -> bool:
    """Say whether a bare number, which has no scale of its own, meets all of some tests."""
    return all(compare(number, test, number_rank, constant) for test in tests)


def number_rank(value: AnswerValue) -> int:
    """Return a number: it is its own place."""
    assert isinstance(value, int)
    return value


def constant(operand: Operand) -> AnswerValue:
    """Return a fixed right-hand side."""
    assert isinstance(operand, Value)
    assert not isinstance(operand.value, AsOf)
    return operand.value


def compare(value: AnswerValue, test: Among | Compared, rank: Rank, read: Reading) -> bool:
    """Say whether a value is among others, or stands in an order to one."""
    if isinstance(test, Among):
        others = [read(operand) for operand in test.operands]
        if test.negated:
            return all(other is not None and value != other for other in others)
        return value in others
    other = read(test.operand)
    if other is None:
        return False
    left, right = rank(value), rank(other)
    match test.order:
        case Order.AT_LEAST:
            return left >= right
        case Order.AT_MOST:
            return left <= right
        case Order.MORE_THAN:
            return left > right
        case Order.LESS_THAN:
            return left < right


def _day(value: Scalar, as_of: date) -> date:
    return value if isinstance(value, date) else as_of


def _members(value: frozenset[str], membership: Membership, named: set[str]) -> bool:
    match membership:
        case Membership.ANY:
            return bool(value & named)
        case Membership.ALL:
            return named <= value
        case Membership.NONE:
            return not value & named
