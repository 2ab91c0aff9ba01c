"""All assessments of a rulebook on a day, at once: what some of them meet, and an example of it.

Conditions become nodes over the partitioned space, in which one answer of each class stands for all
that no rule tells apart. Several nodes are searched together without being joined into one, so that
what needs the typology never repeats what the typology needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from triage.diagrams.nodes import TRUE_NODE, Diagrams, Node
from triage.diagrams.product import State, Witnesses, together
from triage.diagrams.steps import too_many_steps
from triage.engine.conditions import with_conditions
from triage.engine.symbolic.decisions import STATUSES, Decisions, Plan, Planning
from triage.engine.symbolic.formulas import Formulas
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.plan_counts import plan_count
from triage.engine.symbolic.space import TYPOLOGY, Space
from triage.model.answer_path import Element
from triage.model.condition import Condition
from triage.model.guarantee import Status
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook
from triage.model.walk import tests_of
from triage.program.lower import Lowering

MOST_STEPS = 2_000_000
"""How many steps making decisions, or one search through them, takes before it is refused."""


@dataclass(frozen=True, slots=True)
class Example:
    """Some completions: the classes of the answers that matter, by level; every other is free."""

    classes: Mapping[int, int]


class StateSpace:
    """All assessments of a rulebook on a day.

    `conditions` are those that will be asked about besides the rulebook's own rules; their tests
    tell answers apart as those of rules do.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """

    def __init__(
        self, rulebook: Rulebook, as_of: date, conditions: Iterable[Condition] = ()
    ) -> None:
        lowering = lowered(rulebook, conditions)
        program = lowering.program
        in_force = rulebook.valid_at(as_of)
        try:
            decisions = Decisions.made(program, Partition(program), as_of, in_force, MOST_STEPS)
        except TooWide:
            raise too_many_steps(MOST_STEPS) from None
        self._decide(rulebook, as_of, lowering, decisions)

    @classmethod
    def beside(
        cls,
        rulebook: Rulebook,
        as_of: date,
        lowering: Lowering,
        space: Space,
        diagrams: Diagrams,
    ) -> StateSpace:
        """Return a rulebook in the space of another that asks the same, by the same diagrams."""
        made = cls.__new__(cls)
        in_force = rulebook.valid_at(as_of)
        decisions = Decisions(lowering.program, space, diagrams, as_of, in_force)
        made._decide(rulebook, as_of, lowering, decisions)
        return made

    def _decide(
        self, rulebook: Rulebook, as_of: date, lowering: Lowering, decisions: Decisions
    ) -> None:
        self.rulebook, self.as_of = rulebook, as_of
        self._lowering, self.program = lowering, lowering.program
        self.decisions, self.diagrams = decisions, decisions.diagrams
        self._formulas = Formulas(self.program, decisions.space, self.diagrams, as_of)
        self.planning = self.plans_with(self.decisions.rules)
        self.interventions = {each.id: each for each in self.program.interventions}
        own = frozenset(rulebook.rules)
        self.numbers = {rule.id: rule.index for rule in self.program.rules if rule.id in own}
        self.rules = {id_: self.decisions.rules[number] for id_, number in self.numbers.items()}
        self._witnesses = Witnesses(self.diagrams, MOST_STEPS)
        self._supports: dict[Node, frozenset[int]] = {}

    def node(self, condition: Condition, element: Element | None = None) -> Node:
        """Return where a condition holds, at the top or of one item or row.

        Its tests are those of the rulebook's rules, or were given when this was made.
        """
        return self._formulas.node(self._lowering.formula(condition, element))

    def value(self, finding: str, element: Element | None = None) -> Node:
        """Return a finding: the level of its value, and one more where it has none."""
        return self._formulas.value(self._lowering.derived(finding, element))

    def exists(self, element: Element | None) -> Node:
        """Return where an item or a row is there; nothing asked for is there always."""
        if element is None:
            return TRUE_NODE
        return self._formulas.node(self._lowering.exists(element))

    def typology_is(self, typology: str) -> Node:
        """Return where the typology is this one, or `gap` or `conflict`."""
        assert self.program.typology is not None
        return self.decisions.typology_is[self.program.typology.values.index(typology)]

    def composed(self, node: Node, terminal: Node) -> Node:
        """Return where a node comes to a terminal, the typology it reads being what it is there."""
        diagrams = self.diagrams
        if diagrams.level_of[node] != TYPOLOGY:
            return diagrams.indicator(node, (terminal,))
        return diagrams.disjunction(
            diagrams.conjunction(
                [is_, diagrams.indicator(diagrams.cofactor(node, TYPOLOGY, code), (terminal,))]
            )
            for code, is_ in enumerate(self.decisions.typology_is)
        )

    def warning(self, rule: WarningRule) -> Node:
        """Return where a warning is heard: its rule holds, and the plan is as it counts."""
        held = self.rules[rule.id]
        if rule.plan is None:
            return held
        counted = plan_count(self.diagrams, self.decisions.plans, rule.plan)
        return self.diagrams.conjunction([held, counted])

    def plans_with(self, rules: Sequence[Node]) -> Planning:
        """Return what makes plans of rules, in the order of the program's."""
        in_force = self.rulebook.valid_at(self.as_of)
        return Planning(self.diagrams, rules, in_force, self.program.interventions)

    def support(self, node: Node) -> frozenset[int]:
        """Return the levels a node reads; each is walked once."""
        if node not in self._supports:
            self._supports[node] = frozenset(self.diagrams.support(node))
        return self._supports[node]

    # --- some assessment

    def witness(self, *nodes: Node) -> Example | None:
        """Return an example in which all nodes are true, or `None` where there is none."""
        for state in self.states(nodes):
            found = self._witnesses.first(state)
            if found is not None:
                return Example(found)
        return None

    def differing(self, one: Node, other: Node, *where: Node) -> Example | None:
        """Return an example in which two nodes differ while others are true."""
        if one == other:
            return None
        differ = self.diagrams.ite(one, self.diagrams.negation(other), other)
        return self.witness(differ, *where)

    def states(self, nodes: Iterable[Node]) -> Iterator[State]:
        """Yield what must be true together, typology by typology where the nodes read it."""
        diagrams, every = self.diagrams, set(nodes)
        if not any(diagrams.level_of[node] == TYPOLOGY for node in every):
            yield together(every)
            return
        for code, is_ in enumerate(self.decisions.typology_is):
            yield together({is_, *(diagrams.cofactor(node, TYPOLOGY, code) for node in every)})


def status_in(whole: StateSpace, plan: Plan, statuses: frozenset[Status]) -> Node:
    """Say where an intervention has one of these statuses."""
    codes = {STATUSES.index(status) for status in statuses}
    return whole.diagrams.indicator(plan.status, codes)


def lowered(rulebook: Rulebook, conditions: Iterable[Condition] = ()) -> Lowering:
    """Flatten a rulebook so that it tells apart what the tests of further conditions do."""
    tests = chain.from_iterable(map(tests_of, conditions))
    return Lowering(with_conditions(rulebook, tests))
