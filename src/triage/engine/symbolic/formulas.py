"""Formulas of the flat program as decision diagrams over a space."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node
from triage.engine.symbolic.partition import SetTest, set_test_holds
from triage.engine.symbolic.space import TYPOLOGY, Space
from triage.model.condition import Order
from triage.program.encoding import span_at
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
)
from triage.program.program import Derived, Program


class Formulas:
    """Turns formulas into nodes, each once.

    A test of an answer is true where its question applies and the answer meets the test. A test of
    the typology asks level 0, so that what typologies need stands in one diagram and not in each
    that reads the typology.
    """

    def __init__(self, program: Program, space: Space, diagrams: Diagrams, as_of: date) -> None:
        self._program = program
        self._space = space
        self._diagrams = diagrams
        self._as_of = as_of
        self._nodes: dict[int, tuple[Formula, Node]] = {}
        self._values: dict[int, Node] = {}

    def node(self, formula: Formula) -> Node:
        """Turn a formula into a node."""
        known = self._nodes.get(id(formula))
        if known is None:
            # The formula is kept beside its node so that its id stays its own.
            known = self._nodes[id(formula)] = (formula, self._node(formula))
        return known[1]

    def value(self, derived: Derived) -> Node:
        """Return a derived value: its code as terminal, and one more where it has none."""
        known = self._values.get(derived.index)
        if known is None:
            none = len(derived.values)
            cases = [
                (self.node(when), none if code == NA else code) for when, code in derived.cases
            ]
            otherwise = none if derived.otherwise == NA else derived.otherwise
            known = self._values[derived.index] = self._diagrams.first_match(cases, otherwise)
        return known

    def _node(self, formula: Formula) -> Node:
        diagrams = self._diagrams
        match formula:
            case Constant(value):
                return int(value)
            case And(parts):
                return diagrams.conjunction([self.node(part) for part in parts])
            case Or(parts):
                return diagrams.disjunction([self.node(part) for part in parts])
            case Not(part):
                return diagrams.negation(self.node(part))
            case CountIn(parts, intervals):
                return diagrams.count([self.node(part) for part in parts], intervals)
            case DistinctIn(guarded, intervals):
                return self._distinct(guarded, intervals)
            case In(index, intervals):
                return self._among(index, intervals)
            case DateIn(index, span):
                return self._among(index, (span_at(self._program.spans[span], self._as_of),))
            case MembersIn() | SizeIn():
                return self._set_test(formula)
            case Ordered(left, order, right):
                return self._related(left, right, lambda a, b: in_order(a, order, b))
            case Equal(left, right, negated):
                return self._related(left, right, lambda a, b: (a == b) is not negated)

    # --- one answer

    def _among(self, index: int, intervals: Intervals) -> Node:
        holds = partial(_within, intervals)
        typology = self._program.typology
        if typology is not None and index == typology.index:
            codes = range(len(typology.values))
            return self._diagrams.literal(TYPOLOGY, [holds(code) for code in codes])
        if index >= len(self._program.variables):
            return self._derived_is(index, holds)
        return self._answer_is(index, holds)

    def _set_test(self, test: SetTest) -> Node:
        return self._answer_is(test.variable, partial(set_test_holds, test))

    def _answer_is(self, index: int, holds: Callable[[int], bool]) -> Node:
        """Say where an answer applies and its code meets a test."""
        if index not in self._space.levels:
            return FALSE_NODE
        held = [code is not None and holds(code) for code in self._space.codes(index)]
        among = self._diagrams.literal(self._space.levels[index], held)
        applies = self.node(self._program.variables[index].applies)
        return self._diagrams.conjunction([applies, among])

    def _derived_is(self, index: int, holds: Callable[[int], bool]) -> Node:
        derived = self._program.derived[index - len(self._program.variables)]
        codes = filter(holds, range(len(derived.values)))
        return self._diagrams.indicator(self.value(derived), codes)

    # --- two answers, or more

    def _related(self, left: int, right: int, holds: Callable[[int, int], bool]) -> Node:
        diagrams = self._diagrams
        if left >= len(self._program.variables):
            derived = self._program.derived[left - len(self._program.variables)]
            codes: list[int] = list(range(len(derived.values)))
            is_ = self._derived_is
        else:
            codes = [code for code in self._codes(left) if code is not None]
            is_ = self._answer_is
        return diagrams.disjunction(
            diagrams.conjunction(
                [is_(left, code.__eq__), self._answer_is(right, partial(holds, code))]
            )
            for code in codes
        )

    def _codes(self, index: int) -> tuple[int | None, ...]:
        return self._space.codes(index) if index in self._space.levels else ()

    def _distinct(self, guarded: tuple[tuple[Formula, int], ...], intervals: Intervals) -> Node:
        diagrams = self._diagrams
        codes = {code for _, index in guarded for code in self._codes(index) if code is not None}
        there = [
            diagrams.disjunction(
                diagrams.conjunction([self.node(guard), self._answer_is(index, code.__eq__)])
                for guard, index in guarded
            )
            for code in sorted(codes)
        ]
        return diagrams.count(there, intervals)


def _within(intervals: Intervals, code: int) -> bool:
    return any(low <= code <= high for low, high in intervals)


def in_order(left: int, order: Order, right: int) -> bool:
    """Compare two codes."""
    match order:
        case Order.AT_LEAST:
            return left >= right
        case Order.AT_MOST:
            return left <= right
        case Order.MORE_THAN:
            return left > right
        case Order.LESS_THAN:
            return left < right
