"""Putting known answers into the flat program: what is left depends on open answers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from triage.engine.exact.classes import Cuts, SetTest, set_test_holds
from triage.engine.exact.residual import Graph, Node
from triage.engine.flat.formula import (
    FALSE,
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
from triage.engine.flat.program import Derived, FlatRule, Program, Role, Variable
from triage.engine.intake.codes import Coded, span_at
from triage.model.condition import Order


class PutIn:
    """One assessment's view of a program: every formula as a node over its open answers.

    An answer that was given is taken at its value: that its question applies is asked of every
    completion by `agreement`. A filled value counts only where its question applies.
    """

    def __init__(self, program: Program, cuts: Cuts, coded: Coded, as_of: date) -> None:
        self.program = program
        self._as_of = as_of
        self._coded = coded
        self._known = {**coded.filled, **coded.given}
        # Answers at the top come first when branching: items and rows are compared with them, and
        # are then explored one after another instead of all at once.
        self._open = sorted(
            (
                variable
                for variable in program.variables
                if variable.role is Role.READ and variable.index not in self._known
            ),
            key=lambda variable: ("." in variable.path, variable.index),
        )
        self._numbers = {variable.index: n for n, variable in enumerate(self._open, start=1)}
        self._codes = {
            variable.index: cuts.values(variable, as_of, self._known) for variable in self._open
        }
        sizes = [len(self._codes[variable.index]) for variable in self._open]
        typologies = 0 if program.typology is None else len(program.typology.values)
        self.graph = Graph([typologies, *sizes])
        self._nodes: dict[int, tuple[Formula, Node]] = {}
        self._derived: dict[tuple[int, tuple[int, ...]], Node] = {}

    def agreement(self) -> Node:
        """Say where every given answer applies, as it must in a completion (section 4.1)."""
        given = [self.program.variables[index].applies for index in self._coded.given]
        grids = [self.program.grids[id_] for id_ in sorted(self._coded.grids)]
        return self.graph.conjunction([self.node(formula) for formula in (*given, *grids)])

    def typology_link(self) -> Node:
        """Say where answer 0 is the typology that the other answers conclude."""
        typology = self.program.typology
        if typology is None:
            return self.graph.true
        return self.graph.disjunction(
            self.graph.conjunction(
                [self.graph.among(0, 1 << code), self._derived_among(typology, (code,))]
            )
            for code in range(len(typology.values))
        )

    def open_answers(self) -> list[tuple[str, Node]]:
        """Give the path of every open answer that is read, and where it applies."""
        return [
            (variable.path, self.node(variable.applies))
            for variable in self._open
            if not self._in_open_list(variable)
        ]

    def _in_open_list(self, variable: Variable) -> bool:
        owner = variable.path.partition(".")[0]
        index = self.program.by_path.get(owner)
        return index in self._numbers and owner != variable.path

    def rule(self, rule: FlatRule) -> Node:
        """Say where a rule holds; a rule of law outside its dates never does."""
        if not rule.in_force(self._as_of):
            return self.graph.false
        return self.node(rule.when)

    def node(self, formula: Formula) -> Node:
        """Turn a formula into a node."""
        known = self._nodes.get(id(formula))
        if known is None:
            # The formula is kept beside its node so that its id stays its own.
            known = self._nodes[id(formula)] = (formula, self._node(formula))
        return known[1]

    def _node(self, formula: Formula) -> Node:
        graph = self.graph
        match formula:
            case Constant(value):
                return graph.constant(value)
            case And(parts):
                return graph.conjunction([self.node(part) for part in parts])
            case Or(parts):
                return graph.disjunction([self.node(part) for part in parts])
            case Not(part):
                return graph.negation(self.node(part))
            case CountIn(parts, intervals):
                return graph.count([self.node(part) for part in parts], intervals)
            case DistinctIn(guarded, intervals):
                return self._distinct(guarded, intervals)
            case In(index, intervals):
                return self._among(index, intervals)
            case DateIn(index, span):
                return self._among(index, (span_at(self.program.spans[span], self._as_of),))
            case MembersIn() | SizeIn():
                return self._set_test(formula)
            case Ordered(left, order, right):
                return self._related(left, right, lambda a, b: in_order(a, order, b))
            case Equal(left, right, negated):
                return self._related(left, right, lambda a, b: (a == b) is not negated)

    # --- single answers

    def _among(self, index: int, intervals: Intervals) -> Node:
        typology = self.program.typology
        if typology is not None and index == typology.index:
            named = (code for code in range(len(typology.values)) if _within(code, intervals))
            return self.graph.among(0, sum(1 << code for code in named))
        if index >= len(self.program.variables):
            derived = self.program.derived[index - len(self.program.variables)]
            codes = tuple(code for code in range(len(derived.values)) if _within(code, intervals))
            return self._derived_among(derived, codes)
        return self._answer(index, lambda code: _within(code, intervals))

    def _set_test(self, test: SetTest) -> Node:
        return self._answer(test.variable, lambda mask: set_test_holds(test, mask))

    def _answer(self, index: int, holds: Callable[[int], bool]) -> Node:
        """Say where an answer applies and its code meets a test."""
        if index in self._coded.given:
            return self.graph.constant(holds(self._coded.given[index]))
        variable = self.program.variables[index]
        if index in self._coded.filled:
            return self.node(variable.applies if holds(self._coded.filled[index]) else FALSE)
        if index not in self._numbers:
            return self.graph.false  # a stated question without an answer says nothing
        values = sum(1 << n for n, code in enumerate(self._codes[index]) if holds(code))
        among = self.graph.among(self._numbers[index], values)
        return self.graph.conjunction([self.node(variable.applies), among])

    # --- two answers

    def _related(self, left: int, right: int, holds: Callable[[int, int], bool]) -> Node:
        if left >= len(self.program.variables):
            derived = self.program.derived[left - len(self.program.variables)]
            pairs = [
                (self._derived_among(derived, (code,)), self._answer(right, partial(holds, code)))
                for code in range(len(derived.values))
            ]
            return self.graph.disjunction(self.graph.conjunction(pair) for pair in pairs)
        if left not in self._numbers:
            return self._with_known(left, right, holds)
        if right not in self._numbers:
            return self._with_known(right, left, lambda a, b: holds(b, a))
        rows = tuple(
            sum(1 << n for n, other in enumerate(self._codes[right]) if holds(code, other))
            for code in self._codes[left]
        )
        related = self.graph.related(self._numbers[left], self._numbers[right], rows)
        applies = [self.node(self.program.variables[index].applies) for index in (left, right)]
        return self.graph.conjunction([*applies, related])

    def _with_known(self, known: int, other: int, holds: Callable[[int, int], bool]) -> Node:
        code = self._known.get(known)
        if code is None:
            return self.graph.false
        here = self._answer(known, lambda _: True)
        return self.graph.conjunction([here, self._answer(other, partial(holds, code))])

    def _distinct(self, guarded: tuple[tuple[Formula, int], ...], intervals: Intervals) -> Node:
        codes: set[int] = set()
        for _, index in guarded:
            codes.update(self._codes.get(index, ()))
            if index in self._known:
                codes.add(self._known[index])
        there = [
            self.graph.disjunction(
                self.graph.conjunction([self.node(guard), self._among(index, ((code, code),))])
                for guard, index in guarded
            )
            for code in sorted(codes)
        ]
        return self.graph.count(there, intervals)

    # --- derived values

    def cases(self, derived: Derived) -> list[tuple[Node, int]]:
        """Give the cases of a derived value in their order."""
        return [(self.node(when), code) for when, code in derived.cases]

    def _derived_among(self, derived: Derived, codes: tuple[int, ...]) -> Node:
        key = (derived.index, codes)
        known = self._derived.get(key)
        if known is None:
            graph = self.graph
            known = graph.constant(derived.otherwise in codes)
            for when, code in reversed(self.cases(derived)):
                if code in codes:
                    known = graph.disjunction([when, known])
                else:
                    known = graph.conjunction([graph.negation(when), known])
            self._derived[key] = known
        return known


def _within(code: int, intervals: Intervals) -> bool:
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
