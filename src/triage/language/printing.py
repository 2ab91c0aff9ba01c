"""Conditions as a method developer writes them: the spelling of section 3, on one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
    Membership,
    Negation,
    Operand,
    OtherQuestion,
    Quantified,
    Size,
    Test,
    Tested,
    Value,
)
from triage.model.question import NO, YES

Plain = str | int | list["Plain"] | dict[str, "Plain"]


def condition_text(condition: Condition) -> str:
    """Write a condition: `{goal_state: named, weekly_hours: {at_least: 20}}`."""
    return flow(condition_data(condition))


def flow(data: Plain) -> str:
    """Write plain data on one line, as YAML reads it in a rulebook."""
    match data:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in data.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, data)) + "]"
        case _:
            return str(data)


def condition_data(condition: Condition) -> dict[str, Plain]:
    """Return a condition as the mapping a file would hold; read, it is the same condition again.

    Entries that would need the same key twice stand under `all`.
    """
    match condition:
        case AllOf(parts):
            every = [_entry(part) for part in parts]
            keys = [key for entry in every for key in entry]
            if len(set(keys)) < len(keys):
                return _entry(condition)
            return {key: value for entry in every for key, value in entry.items()}
        case _:
            return _entry(condition)


def _entry(condition: Condition) -> dict[str, Plain]:
    match condition:
        case AllOf(parts):
            return {"all": [condition_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_data(part) for part in parts]}
        case Negation(part):
            return {"not": condition_data(part)}
        case Tested(ref, tests):
            return {str(ref): _tests(tests)}


def _tests(tests: Iterable[Test]) -> Plain:
    every = [_test(test) for test in tests]
    if len(every) == 1:
        return every[0]
    merged: dict[str, Plain] = {}
    for each in every:
        assert isinstance(each, dict), "a value stands alone or is merged as a mapping"
        merged |= each
    return merged


def _test(test: Test) -> Plain:
    match test:
        case Among(operands, negated):
            values = _several([_operand(each) for each in operands])
            return {"not": values} if negated else values
        case Compared(order, operand):
            return {str(order): _operand(operand)}
        case DateCompared(before, operand):
            return {"before" if before else "on_or_after": _value(operand)}
        case Elapsed(per_unit, tests):
            return {"months_ago" if per_unit == 1 else "years_ago": _tests(tests)}
        case Members(membership, values):
            return _members(membership, [_value(each) for each in values])
        case Size(tests):
            return {"count": _tests(tests)}
        case Quantified(quantifier, condition):
            return {str(quantifier): condition_data(condition)}
        case ItemCount():
            return {"count": _item_count(test)}
        case Applies(expected):
            return {"applies": YES if expected else NO}


def _members(membership: Membership, values: list[Plain]) -> Plain:
    if membership is Membership.ALL and len(values) == 1:
        return {"includes": values[0]}
    if membership is Membership.NONE:
        return {str(membership): _several(values)}
    return {str(membership): values}


def _item_count(test: ItemCount) -> Plain:
    number = _tests(test.tests)
    if not isinstance(number, dict):
        return number
    said: dict[str, Plain] = {}
    if test.distinct is not None:
        said["distinct"] = test.distinct
    if test.of is not None:
        said["of"] = condition_data(test.of)
    return said | number


def _several(values: list[Plain]) -> Plain:
    return values[0] if len(values) == 1 else values


def _operand(operand: Operand) -> Plain:
    match operand:
        case OtherQuestion(ref):
            return {"question": str(ref)}
        case Value():
            return _value(operand)


def _value(value: Value) -> Plain:
    if value.parameter is not None:
        return f"${value.parameter}"
    match value.value:
        case AsOf():
            return "as_of"
        case date():
            return value.value.isoformat()
        case _:
            return value.value
