"""Symbolic evaluation over open answers: what all completions agree on, and what they do not.

Decisions are made once, of all answers, and each assessment explores them (`shared`). The first
assessments, and rulebooks whose compared numbers are too many to keep all, are put into decisions
of their own, which ask for open answers alone.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

from triage.diagnostics import LimitReached
from triage.diagrams.nodes import TRUE_NODE, Diagrams
from triage.diagrams.reach import Terminals, bits, reachable_terminals_under
from triage.engine.possible import NoCompletion, Possible
from triage.engine.symbolic.completions import Completions
from triage.engine.symbolic.decisions import STATUSES, Decisions, terminals
from triage.engine.symbolic.formulas import Formulas
from triage.engine.symbolic.inquiry import Inquiry
from triage.engine.symbolic.partition import Partition
from triage.engine.symbolic.product import Product
from triage.engine.symbolic.shared import Shared
from triage.engine.symbolic.space import Space
from triage.engine.symbolic.towards import Change, Wish, towards
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.outcome import RuleState
from triage.program.encoding import Coded, encode, value_of
from triage.program.program import Derived, Program

_CONCEIVING = 4
"""Saying what is left where too much is open takes one in so many steps."""

_STATES = {1: RuleState.CANNOT_HOLD, 2: RuleState.HOLDS, 3: RuleState.MAY_HOLD}

T = TypeVar("T", bound=Hashable)


class Explored(NamedTuple):
    """One assessment explored: what its completions give, and what chooses some of them."""

    found: Possible
    completions: Completions


class Symbolic:
    """Symbolic evaluation for one program; may be shared by threads.

    Making decisions, and one evaluation by them, takes `most_steps` each before it is refused.
    """

    def __init__(self, program: Program, most_steps: int) -> None:
        self._program = program
        self._most_steps = most_steps
        self._partition = Partition(program)
        self._shared = Shared(program, self._partition, most_steps)
        self._own = lru_cache(1)(self._own_decisions)  # a page asks several times of one assessment

    def explore(self, coded: Coded, as_of: date, in_force: bool) -> Explored:
        """Return what all completions give, and what chooses a few of them.

        `in_force`: the rulebook covers `as_of`.

        Raises:
            NoCompletion: the answers contradict each other.
            LimitReached: the answer would take too many steps.
        """
        decisions = self._decisions(coded, as_of, in_force)
        product = Product.of(decisions, coded, self._most_steps)
        found = found_in(self._program, decisions, product, coded)
        return Explored(found, Completions(decisions, product, coded))

    def conceivable(self, derived: Derived, coded: Coded, as_of: date) -> frozenset[str]:
        """Return the classes the rules of one classification leave, of answers with too much open.

        All that is possible is among them. Where these rules alone are too much, it is all classes,
        gap and conflict included.
        """
        known = {**coded.filled, **coded.given}
        every = frozenset(derived.values)
        try:
            space = Space(self._program, self._partition, as_of, known)
            diagrams = Diagrams(terminals(self._program), self._most_steps // _CONCEIVING)
            node = Formulas(self._program, space, diagrams, as_of).value(derived)
        except LimitReached:
            return every
        return frozenset(derived.values[code] for code in diagrams.reachable_terminals(node))

    def typologies(self, coded: Coded, as_of: date) -> tuple[str, ...]:
        """Return the typologies that are possible, sorted; errors are as those of `explore`."""
        typology = self._program.typology
        product = Product.of(self._decisions(coded, as_of, True), coded, self._most_steps)
        return () if typology is None else _in_order(product.typologies, typology.values)

    def inquiry(self, answers: Answers, as_of: date, in_force: bool) -> Inquiry:
        """Return what open answers can still change; errors are as those of `explore`."""
        decisions = self._decisions(encode(self._program, answers), as_of, in_force)
        return Inquiry(self._program, decisions, answers, self._most_steps)

    def consistent(self, coded: Coded, as_of: date) -> bool:
        """Say whether answers have a completion."""
        try:
            Product.of(self._decisions(coded, as_of, True), coded, self._most_steps)
        except NoCompletion:
            return False
        return True

    def left_behind(self, answers: Answers, as_of: date) -> frozenset[AnswerPath] | None:
        """Return the paths of given answers whose questions cannot apply beside the others.

        `None` where each could apply, but they contradict each other in what is open.
        """
        coded = encode(self._program, answers)
        decisions = self._decisions(coded, as_of, True)
        reach = reachable_terminals_under(decisions.diagrams, decisions.space.known(coded))
        variables = self._program.variables
        nodes = {variables[index].path: decisions.applies[index] for index in coded.given}
        nodes |= {grid: decisions.grids[grid.question] for grid in coded.grids}
        behind = frozenset(path for path, node in nodes.items() if not reach(node) & 1 << TRUE_NODE)
        if behind:
            return behind
        try:
            Product.of(decisions, coded, self._most_steps)
        except NoCompletion:
            return None
        return behind

    def towards(
        self,
        answers: Answers,
        as_of: date,
        in_force: bool,
        wish: Wish,
        may_change: Collection[AnswerPath],
    ) -> list[tuple[Change, ...]]:
        """Return the smallest changes that settle a wish; errors are as those of `explore`."""
        coded = encode(self._program, answers)
        if not self.consistent(coded, as_of):
            raise NoCompletion
        changing = {self._program.by_path[path] for path in may_change}
        fixed = {index: code for index, code in coded.given.items() if index not in changing}
        decisions = self._decisions(replace(coded, given=fixed), as_of, in_force)
        return towards(self._program, decisions, coded, wish, may_change, self._most_steps)

    def beside(self, coded: Coded, as_of: date, index: int) -> list[AnswerValue]:
        """Return the nearest values, below and above, that a rule tells apart from a known one."""
        variable = self._program.variables[index]
        known = {**coded.filled, **coded.given}
        codes = self._partition.beside(variable, as_of, known)
        return [value_of(variable, code) for code in codes]

    def _decisions(self, coded: Coded, as_of: date, in_force: bool) -> Decisions:
        shared = self._shared.decisions(as_of, in_force)
        if shared is not None:
            return shared
        return self._own(frozenset({**coded.filled, **coded.given}.items()), as_of, in_force)

    def _own_decisions(
        self, known: frozenset[tuple[int, int]], as_of: date, in_force: bool
    ) -> Decisions:
        made = partial(Decisions.made, self._program, self._partition, as_of, in_force)
        return made(self._most_steps, dict(known)).finished()


def found_in(program: Program, decisions: Decisions, product: Product, coded: Coded) -> Possible:
    """Return everything one assessment may come to by the decisions of a program."""
    found = Possible()
    if program.target_group is not None:
        group = product.terminals(decisions.target_group)
        found.target_group = _named(group, program.target_group.values)
    if program.typology is not None:
        found.typology = _named(product.typologies, program.typology.values)
    for rule, node in zip(program.rules, decisions.rules, strict=True):
        found.rules[rule.id] = _STATES[product.terminals(node)]
    for plan in decisions.plans:
        found.statuses[plan.id] = _named(product.terminals(plan.status), STATUSES)
        found.starts[plan.id] = _named(product.terminals(plan.start), plan.starts)
        if plan.limits:
            found.limits[plan.id] = {
                name: _named(product.terminals(node), limits)
                for name, (node, limits) in plan.limits.items()
            }
    found.open = set(_open(program, decisions, product, coded))
    return found


def _open(
    program: Program, decisions: Decisions, product: Product, coded: Coded
) -> Iterator[AnswerPath]:
    """Yield the paths of answers that are open and may apply; those of open lists are none."""
    by_path = program.by_path
    for variable in decisions.open:
        if variable.index in coded.given or variable.index in coded.filled:
            continue
        length = by_path.get(variable.path.owner, variable.index)
        in_open_list = length != variable.index and length in decisions.space.levels
        if in_open_list and length not in coded.given:
            continue
        if product.terminals(decisions.applies[variable.index]) & 1 << TRUE_NODE:
            yield variable.path


def _in_order(mask: Terminals, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_named(mask, names)))


@lru_cache(4096)
def _named(mask: Terminals, names: tuple[T, ...]) -> frozenset[T]:
    """Return what terminals stand for."""
    return frozenset(names[terminal] for terminal in bits(mask))
