"""Formulas written as Python expressions over local names, each part that recurs only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

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
    parts_of,
)
from triage.program.program import Program

_SIGNS = {
    Order.AT_LEAST: ">=",
    Order.AT_MOST: "<=",
    Order.MORE_THAN: ">",
    Order.LESS_THAN: "<",
}
_LONGEST_SUM = 20  # Python nests a sum; a long one would nest too deeply to compile


class Expressions:
    """Writes formulas; parts written more than once get a local name, defined where first met."""

    def __init__(self, program: Program, recurring: Iterable[Formula]) -> None:
        self._program = program
        self._names: dict[Formula, str] = {}
        counts: Counter[Formula] = Counter()
        for formula in recurring:
            _count(formula, counts)
        self._recurring = {formula for formula, count in counts.items() if count > 1}

    def define(self, formula: Formula, lines: list[str]) -> str:
        """Return the expression of a formula, adding to `lines` what must be computed before it."""
        for part in parts_of(formula):
            self.define(part, lines)
        if formula in self._recurring and formula not in self._names:
            name = f"t{len(self._names)}"
            lines.append(f"{name} = {self._write(formula)}")
            self._names[formula] = name
        return self.text(formula)

    def text(self, formula: Formula) -> str:
        """Return the expression of a formula, safe to put inside another."""
        return self._names.get(formula) or self._write(formula)

    def _write(self, formula: Formula) -> str:
        match formula:
            case Constant(value):
                return str(value)
            case And(parts):
                return f"({' and '.join(self.text(part) for part in parts)})"
            case Or(parts):
                return f"({' or '.join(self.text(part) for part in parts)})"
            case Not(part):
                return f"(not {self.text(part)})"
            case CountIn(parts, intervals):
                return _within(_sum([self.text(part) for part in parts]), intervals)
            case DistinctIn(guarded, intervals):
                values = (f"(v{index} if {self.text(guard)} else {NA})" for guard, index in guarded)
                return _within(f"len({{{NA}, {', '.join(values)}}}) - 1", intervals)
            case _:
                return self._atom(formula)

    def _atom(self, formula: Formula) -> str:
        match formula:
            case In(index, intervals):
                return self._in(index, intervals)
            case DateIn(index, span):
                return f"(first{span} <= v{index} <= last{span})"
            case MembersIn(index, membership, mask):
                return _members(f"v{index}", membership, mask)
            case SizeIn(index, intervals):
                return f"(v{index} >= 0 and {_within(f'v{index}.bit_count()', intervals)})"
            case Ordered(left, order, right):
                there = f"v{left} != {NA} and v{right} != {NA}"
                return f"({there} and v{left} {_SIGNS[order]} v{right})"
            case Equal(left, right, False):
                return f"(v{left} == v{right} != {NA})"
            case Equal(left, right):
                return f"(v{left} != v{right} and v{left} != {NA} and v{right} != {NA})"
        raise TypeError(formula)

    def _in(self, index: int, intervals: Intervals) -> str:
        """Write a value test with the fewest comparisons; a value that does not apply is lowest."""
        if len(intervals) != 1 or intervals[0][0] == intervals[0][1]:
            return _within(f"v{index}", intervals)
        low, high = intervals[0]
        lowest, highest, always = self._bounds(index)
        if high >= highest:
            return f"(v{index} >= {low})"
        if low <= lowest and always:
            return f"(v{index} <= {high})"
        return f"({low} <= v{index} <= {high})"

    def _bounds(self, index: int) -> tuple[int, int, bool]:
        variables = self._program.variables
        if index < len(variables):
            variable = variables[index]
            return variable.low, variable.high, variable.applies == Constant(True)
        derived = self._program.derived[index - len(variables)]
        codes = [code for _, code in derived.cases] + [derived.otherwise]
        return 0, len(derived.values) - 1, NA not in codes


def _count(formula: Formula, counts: Counter[Formula]) -> None:
    if isinstance(formula, And | Or | CountIn | DistinctIn):
        counts[formula] += 1
        if counts[formula] > 1:
            return
    for part in parts_of(formula):
        _count(part, counts)


def _sum(texts: list[str]) -> str:
    return f"sum(({', '.join(texts)},))" if len(texts) > _LONGEST_SUM else f"({' + '.join(texts)})"


def _within(text: str, intervals: Intervals) -> str:
    if not intervals:
        return "False"
    if all(low == high for low, high in intervals):
        if len(intervals) == 1:
            return f"({text} == {intervals[0][0]})"
        return f"({text} in {{{', '.join(str(low) for low, _ in intervals)}}})"
    if len(intervals) == 1:
        return f"({intervals[0][0]} <= {text} <= {intervals[0][1]})"
    runs = ", ".join(f"({low}, {high})" for low, high in intervals)
    return f"any(low <= {text} <= high for low, high in ({runs}))"


def _members(name: str, membership: Membership, mask: int) -> str:
    match membership:
        case Membership.ANY:
            return f"({name} >= 0 and {name} & {mask} != 0)"
        case Membership.ALL:
            return f"({name} >= 0 and {name} & {mask} == {mask})"
        case Membership.NONE:
            return f"({name} >= 0 and {name} & {mask} == 0)"
