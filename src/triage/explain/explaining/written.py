"""Conditions as the rulebook language writes them, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from triage.model.condition import (
    AllOf,
    Among,
    AnyOf,
    Applies,
    AsOf,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    Negation,
    Operand,
    OtherQuestion,
    Quantified,
    Size,
    Test,
    Tested,
)
from triage.model.question import NO, YES

_ELAPSED = {1: "months_ago", 12: "years_ago"}


def written(condition: Condition) -> dict[str, Any]:
    """Write a condition."""
    match condition:
        case AllOf(()):
            return {}
        case AllOf(parts):
            return {"all": [written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [written(part) for part in parts]}
        case Negation(part):
            return {"not": written(part)}
        case Tested(ref, tests):
            return {str(ref): _tests(tests)}


def _tests(tests: Iterable[Test]) -> Any:
    said = [_test(test) for test in tests]
    if len(said) == 1:
        return said[0]
    whole: dict[str, Any] = {}
    for each in said:
        whole |= each
    return whole


def _test(test: Test) -> Any:
    match test:
        case Among(operands, negated):
            values = [_operand(each) for each in operands]
            said = values[0] if len(values) == 1 else values
            return {"not": said} if negated else said
        case Compared(order, operand):
            return {order.value: _operand(operand)}
        case DateCompared(before, operand):
            return {"before" if before else "on_or_after": _operand(operand)}
        case Elapsed(per_unit, tests):
            return {_ELAPSED[per_unit]: _tests(tests)}
        case Members(membership, values):
            return {membership.value: [_operand(value) for value in values]}
        case Size(tests):
            return {"count": _tests(tests)}
        case Quantified(quantifier, inner):
            return {quantifier.value: written(inner)}
        case ItemCount():
            return {"count": _counted(test)}
        case Applies(expected):
            return {"applies": YES if expected else NO}


def _counted(test: ItemCount) -> Any:
    said = _tests(test.tests)
    if test.of is None and test.distinct is None:
        return said
    counted: dict[str, Any] = {} if test.distinct is None else {"distinct": test.distinct}
    if test.of is not None:
        counted["of"] = written(test.of)
    return counted | said


def _operand(operand: Operand) -> str | int | dict[str, str]:
    if isinstance(operand, OtherQuestion):
        return {"question": str(operand.ref)}
    if operand.parameter is not None:
        return f"${operand.parameter}"
    value = operand.value
    if isinstance(value, AsOf):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
