"""What known answers alone decide, for one program: functions the durable engine calls.

A formula has three values over open answers: true, false, not decided. It is written as two
Python conditions, when it is surely true and when it is surely false. This is less than what all
completions agree on (`exact`), and what it decides must be among what is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from triage.engine.compiled.function import function_source, made
from triage.model.condition import Membership, Order
from triage.program.formula import (
    NA,
    And,
    Constant,
    CountIn,
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    Intervals,
    MembersIn,
    Not,
    Or,
    Ordered,
    SizeIn,
    variables_of,
)
from triage.program.program import Program, Role, Variable

UNKNOWN = NA - 1
"""The value of what is not decided: no answer, and not `NA`."""

Edges = tuple[int, ...]
"""First and last ordinal of each span of dates, one after the other."""

Known = Callable[[Mapping[int, int], Mapping[int, int], Edges], list[int]]
"""Gives the value of each variable, of given answers, filled answers and the spans' edges."""

Decided = Callable[[Sequence[int], Edges], list[str]]
"""Gives a text for each formula, of the values of variables and derived values."""


class Names(NamedTuple):
    """What a function calls whether a formula is surely true, and whether it is surely false."""

    true: str
    false: str


Named = Mapping[Formula, Names]
"""Formulas a function has worked out before."""

NOTHING_NAMED: Named = MappingProxyType({})

_SIGNS = {Order.AT_LEAST: ">=", Order.AT_MOST: "<=", Order.MORE_THAN: ">", Order.LESS_THAN: "<"}


def known(program: Program) -> Known:
    """Make what gives the values of variables; of those no rule reads it is always `NA`."""
    body = [*_unpacked(program), "get = {**filled, **given}.get"]
    applying: dict[Formula, int] = {}
    for variable in program.variables:
        body += variable_lines(variable, applying)
    body.append(f"return [{', '.join(f'v{each.index}' for each in program.variables)}]")
    return written("known", "given, filled, edges", body)


def variable_lines(variable: Variable, applying: dict[Formula, int]) -> list[str]:
    """Return the lines that value a variable; `applying` numbers the conditions met so far."""
    name, index = f"v{variable.index}", variable.index
    if variable.role is Role.UNREAD:
        return [f"{name} = {NA}"]
    read = variable.role is Role.READ
    otherwise = UNKNOWN if read else NA
    if variable.applies == Constant(True):
        return [f"{name} = get({index}, {otherwise})"]
    lines = []
    if variable.applies not in applying:
        new = applying[variable.applies] = len(applying)
        lines.append(f"yes{new} = {true_text(variable.applies)}")
        lines.append(f"no{new} = not yes{new} and {false_text(variable.applies)}")
    number = applying[variable.applies]
    dropped = f"no{number}" if read else f"no{number} or {index} not in filled"
    return [
        *lines,
        f"if yes{number}: {name} = get({index}, {otherwise})",
        f"elif {index} in given: {name} = given[{index}]",
        f"else: {name} = {NA} if {dropped} else {UNKNOWN}",
    ]


def decided(program: Program, asked: Sequence[tuple[Formula, str, str]]) -> Decided:
    """Make what says of some formulas whether they are true: one of two texts, or none."""
    read = sorted({index for formula, *_ in asked for index in variables_of(formula)})
    body = [*_unpacked(program), *(f"v{index} = values[{index}]" for index in read)]
    texts = (
        f"{true!r} if {true_text(formula)} else {false!r} if {false_text(formula)} else ''"
        for formula, false, true in asked
    )
    return written("decided", "values, edges", [*body, f"return [{', '.join(texts)}]"])


def written(
    name: str, arguments: str, body: Iterable[str], **uses: Callable[..., Any]
) -> Callable[..., Any]:
    """Return the function written of lines that test formulas; it may also use what is named."""
    source = function_source(name, arguments, body)
    return made(source, name, counted=counted, distinct=distinct, **uses)


def _unpacked(program: Program) -> list[str]:
    names = [f"{end}{n}, " for n in range(len(program.spans)) for end in ("first", "last")]
    return [f"({''.join(names)}) = edges"] if names else []


def true_text(formula: Formula, named: Named = NOTHING_NAMED) -> str:
    """Write when a formula is surely true; of `named` parts, their names."""
    match formula:
        case Constant(value):
            return str(value)
        case And() | Or() if formula in named:
            return named[formula].true
        case And(parts):
            return f"({' and '.join(true_text(part, named) for part in parts)})"
        case Or(parts):
            return f"({' or '.join(true_text(part, named) for part in parts)})"
        case Not(part):
            return false_text(part, named)
        case CountIn() | DistinctIn():
            return f"({_called(formula, named)} is True)"
        case _:
            return _atom(formula)


def false_text(formula: Formula, named: Named = NOTHING_NAMED) -> str:
    """Write when a formula is surely false; of `named` parts, their names."""
    match formula:
        case Constant(value):
            return str(not value)
        case And() | Or() if formula in named:
            return named[formula].false
        case And(parts):
            return f"({' or '.join(false_text(part, named) for part in parts)})"
        case Or(parts):
            return f"({' and '.join(false_text(part, named) for part in parts)})"
        case Not(part):
            return true_text(part, named)
        case CountIn() | DistinctIn():
            return f"({_called(formula, named)} is False)"
        case Ordered(left, _, right) | Equal(left, right):
            either = f"v{left} == {NA} or v{right} == {NA}"
            return f"({either} or (v{left} > {NA} < v{right} and not {_atom(formula)}))"
        case _:
            return f"(v{formula.variable} != {UNKNOWN} and not {_atom(formula)})"


def _atom(formula: In | DateIn | MembersIn | SizeIn | Ordered | Equal) -> str:
    match formula:
        case In(index, intervals):
            return f"({_within(f'v{index}', intervals)})"
        case DateIn(index, span):
            return f"(first{span} <= v{index} <= last{span})"
        case SizeIn(index, intervals):
            return f"(v{index} >= 0 and ({_within(f'v{index}.bit_count()', intervals)}))"
        case MembersIn(index, membership, mask):
            meets = {
                Membership.ANY: f"v{index} & {mask} != 0",
                Membership.ALL: f"v{index} & {mask} == {mask}",
                Membership.NONE: f"v{index} & {mask} == 0",
            }
            return f"(v{index} >= 0 and {meets[membership]})"
        case Ordered(left, order, right):
            return f"(v{left} > {NA} < v{right} and v{left} {_SIGNS[order]} v{right})"
        case Equal(left, right, negated):
            sign = "!=" if negated else "=="
            return f"(v{left} > {NA} < v{right} and v{left} {sign} v{right})"


def _within(text: str, intervals: Intervals) -> str:
    return " or ".join(f"{low} <= {text} <= {high}" for low, high in intervals) or "False"


def _called(formula: CountIn | DistinctIn, named: Named) -> str:
    if isinstance(formula, CountIn):
        fewest = _sum(true_text(part, named) for part in formula.parts)
        surely_not = _sum(false_text(part, named) for part in formula.parts)
        most = f"{len(formula.parts)} - {surely_not}"
        return f"counted({fewest}, {most}, {formula.intervals})"
    guarded = (
        f"({true_text(guard, named)}, {false_text(guard, named)}, v{index}), "
        for guard, index in formula.guarded
    )
    return f"distinct(({''.join(guarded)}), {formula.intervals})"


def _sum(texts: Iterable[str]) -> str:
    return f"sum(({', '.join(texts)},))"


def counted(fewest: int, most: int, intervals: Intervals) -> bool | None:
    """Say whether a number lies in one of `intervals`, when it is from `fewest` to `most`."""
    if any(low <= fewest and most <= high for low, high in intervals):
        return True
    return None if any(low <= most and fewest <= high for low, high in intervals) else False


def distinct(guarded: Iterable[tuple[bool, bool, int]], intervals: Intervals) -> bool | None:
    """Say whether the number of different values lies in one of `intervals`.

    Each value comes with whether it surely counts and whether it surely does not.
    """
    found: set[int] = set()
    for counts, left_out, value in guarded:
        if left_out or value == NA:
            continue
        if not counts or value == UNKNOWN:
            return None
        found.add(value)
    return any(low <= len(found) <= high for low, high in intervals)
