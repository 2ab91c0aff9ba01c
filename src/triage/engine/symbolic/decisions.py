"""Every output of a program as a decision of its own, over the answers it really reads (4.5).

The target group is one decision, and nothing reads it. The typology is another: rules, statuses,
starts and limits read it as an answer, so that none of them repeats what the typology needs;
`product` brings the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from triage.diagnostics import LimitReached
from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.reach import Terminals
from triage.engine.symbolic.formulas import Formulas
from triage.engine.symbolic.ordering import by_condition
from triage.engine.symbolic.partition import Partition
from triage.engine.symbolic.space import Space
from triage.model.guarantee import Status
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.program.encoding import Coded
from triage.program.program import FlatIntervention, Program, Role, Variable

STATUSES = tuple(Status)

AS_WRITTEN = 2
"""Of all steps one in so many are tried in the order of the file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an intervention comes to: terminals are levels in `STATUSES`, `starts` and `limits`."""

    id: str
    status: Node
    start: Node
    starts: tuple[str | None, ...]
    limits: Mapping[str, tuple[Node, tuple[int | None, ...]]]


class Together(NamedTuple):
    """The terminals that several nodes together come to, and the steps it took to find them."""

    found: Terminals
    steps: int


class Decisions:
    """The decisions of a program for a day; may be shared by threads once they are finished.

    Several programs that ask the same may decide in one space, by the same diagrams.

    Raises:
        LimitReached: making them takes more steps than the diagrams allow.
    """

    def __init__(
        self, program: Program, space: Space, diagrams: Diagrams, as_of: date, in_force: bool
    ) -> None:
        self.space = space
        self.diagrams = diagrams
        self.explored: dict[object, Together] = {}
        """What `product` explored: how much of it, it says."""
        self._formulas = formulas = Formulas(program, self.space, self.diagrams, as_of)
        self.applies = [formulas.node(variable.applies) for variable in program.variables]
        self.asked = {
            variable.index: formulas.node(variable.asked)
            for variable in program.variables
            if variable.asked is not None
        }
        """Where questions are asked, those that are not asked wherever they apply."""
        self.grids = {id_: formulas.node(formula) for id_, formula in program.grids.items()}
        self.typology = FALSE_NODE
        """The code of the typology; 0 in a program without typologies."""
        if program.typology is not None:
            self.typology = formulas.value(program.typology)
        self.target_group = FALSE_NODE
        """The code of the target group; 0 in a program without target groups."""
        if program.target_group is not None:
            self.target_group = formulas.value(program.target_group)
        typologies = 1 if program.typology is None else len(program.typology.values)
        self.typology_is = [
            self.diagrams.indicator(self.typology, (code,)) for code in range(typologies)
        ]
        self.rules = self.rules_on(program, as_of)
        self.plans = self.plans_of(program, self.rules, in_force)
        self.open = [each for each in _shown(program) if each.index in self.space.levels]
        """Variables whose answers may be missed."""

    @classmethod
    def made(
        cls,
        program: Program,
        partition: Partition,
        as_of: date,
        in_force: bool,
        most_steps: int,
        known: Mapping[int, int] | None = None,
    ) -> Decisions:
        """Make the decisions of a program in a space of its own.

        `known` holds the answers of one assessment to be put in, if they are to serve that alone.
        Answers are asked in the order of the file; where that takes more than a share of the
        steps, in the order of what conditions read together.

        Raises:
            LimitReached: making them takes more than `most_steps` in either order, or a set has
                too many classes.
            TooWide: of all answers, and some are compared whose values are too many.
        """

        def made(ranks: Sequence[float] | None, steps: int) -> Decisions:
            space = Space(program, partition, as_of, known, ranks)
            diagrams = Diagrams(terminals(program), steps)
            return cls(program, space, diagrams, as_of, in_force)

        with suppress(LimitReached):
            return made(None, most_steps // AS_WRITTEN)
        return made(by_condition(program), most_steps)

    def rules_on(self, program: Program, as_of: date) -> list[Node]:
        """Return where each rule holds on a day that makes the same of dates."""
        node = self._formulas.node
        return [node(rule.when) if rule.in_force(as_of) else FALSE_NODE for rule in program.rules]

    def plans_of(self, program: Program, rules: Sequence[Node], in_force: bool) -> list[Plan]:
        """Return what rules make of each intervention."""
        planning = Planning(self.diagrams, rules, in_force, program.interventions)
        return [planning.plan(one) for one in program.interventions]

    def with_plans(self, space: Space, rules: list[Node], plans: list[Plan]) -> Decisions:
        """Return the same decisions for another day, by what it makes of dates, rules and plans."""
        there = copy(self)
        there.space, there.rules, there.plans = space, rules, plans
        return there

    def finished(self) -> Decisions:
        """Return the decisions as they are, without what only making more of them needs."""
        self.diagrams.freeze()
        return self

    def agreement(self, coded: Coded) -> list[Node]:
        """Return what must be true because answers were given: their questions apply (4.1)."""
        applies = [self.applies[index] for index in sorted(coded.given)]
        return [*applies, *(self.grids[id_] for id_ in sorted(coded.grids))]


def terminals(program: Program) -> int:
    """Return how many terminals the decisions of a program need."""
    values = [len(derived.values) + 1 for derived in program.derived]
    plans = [
        max(3 + len(one.favours), 1 + len(one.law), len(STATUSES)) for one in program.interventions
    ]
    return max([2, *values, *plans])


def _shown(program: Program) -> Iterable[Variable]:
    return (variable for variable in program.variables if variable.role is Role.READ)


class Planning:
    """What rules make of interventions (section 4.4)."""

    def __init__(
        self,
        diagrams: Diagrams,
        rules: Sequence[Node],
        in_force: bool,
        interventions: Sequence[FlatIntervention],
    ) -> None:
        self._diagrams = diagrams
        self._rules = rules
        self._in_force = in_force
        self._interventions = interventions

    def plan(self, one: FlatIntervention) -> Plan:
        """Plan an intervention."""
        diagrams = self._diagrams
        core = self._core(one)
        no_fit = diagrams.negation(self._any(favour.rule for favour in one.favours))
        against = self.against(one)
        barred = self._law(one, Verdict.NOT_AVAILABLE)
        check = self._check(one)
        status = diagrams.first_match(
            [
                (no_fit, STATUSES.index(Status.NOT_SUGGESTED)),
                (barred, STATUSES.index(Status.NOT_AVAILABLE)),
                (against, STATUSES.index(Status.ADVISED_AGAINST)),
                (check, STATUSES.index(Status.CHECK_FIRST)),
                (core, STATUSES.index(Status.RECOMMENDED)),
            ],
            STATUSES.index(Status.POSSIBLE),
        )
        cases = [
            (no_fit, None),
            *self._starts(one, Strength.CORE, TRUE_NODE),
            *self._starts(one, Strength.POSSIBLE, diagrams.negation(core)),
        ]
        starts = tuple(dict.fromkeys(start for _, start in cases))
        start = diagrams.first_match([(node, starts.index(name)) for node, name in cases], 0)
        limits = {name: self._limit(one, name) for name in one.limit_names}
        return Plan(one.id, status, start, starts, limits)

    def fit(self, one: FlatIntervention) -> Node:
        """Say how an intervention fits: 2 for core, 1 for possible, 0 for none."""
        some = self._any(favour.rule for favour in one.favours)
        return self._diagrams.ite(self._core(one), len(Strength), some)

    def against(self, one: FlatIntervention) -> Node:
        """Say where a rule speaks against an intervention."""
        return self._any(one.against)

    def law(self, one: FlatIntervention) -> Node:
        """Say what the law says: 2 for not available, 1 for needs a check, 0 for available."""
        barred = self._law(one, Verdict.NOT_AVAILABLE)
        return self._diagrams.ite(barred, len(Verdict) - 1, self._check(one))

    def _core(self, one: FlatIntervention) -> Node:
        return self._any(favour.rule for favour in one.favours if favour.strength is Strength.CORE)

    def _check(self, one: FlatIntervention) -> Node:
        return self._law(one, Verdict.NEEDS_CHECK) if self._in_force else TRUE_NODE

    def _fits(self, one: FlatIntervention) -> Node:
        """Say where an intervention is recommended, possible, or to be checked first."""
        fit = self._any(favour.rule for favour in one.favours)
        barred = self._law(one, Verdict.NOT_AVAILABLE)
        against = self._diagrams.disjunction([barred, self._any(one.against)])
        return self._diagrams.conjunction([fit, self._diagrams.negation(against)])

    def _any(self, numbers: Iterable[int]) -> Node:
        return self._diagrams.disjunction(self._rules[number] for number in numbers)

    def _law(self, one: FlatIntervention, verdict: Verdict) -> Node:
        return self._any(rule.rule for rule in one.law if rule.verdict is verdict)

    def _starts(
        self,
        one: FlatIntervention,
        strength: Strength,
        here: Node,
    ) -> list[tuple[Node, str | None]]:
        """Return the starts of one strength, earliest first, each with where it is the start."""
        diagrams = self._diagrams
        now: list[Node] = []
        alongside: list[Node] = []
        after: dict[str, list[Node]] = {}
        for favour in one.favours:
            rule = self._rules[favour.rule]
            if favour.strength is not strength:
                continue
            if favour.start == NOW:
                now.append(rule)
            elif favour.start == ALONGSIDE:
                alongside.append(rule)
            else:
                assert isinstance(favour.start, int)
                other = self._interventions[favour.start]
                fitting = self._fits(other)
                alongside.append(diagrams.ite(fitting, FALSE_NODE, rule))
                after.setdefault(other.id, []).append(diagrams.conjunction([rule, fitting]))
        found: list[tuple[list[Node], str | None]] = [(now, NOW), (alongside, ALONGSIDE)]
        found += [(after[name], f"after:{name}") for name in sorted(after)]
        return [
            (diagrams.conjunction([here, diagrams.disjunction(nodes)]), start)
            for nodes, start in found
        ]

    def _limit(self, one: FlatIntervention, name: str) -> tuple[Node, tuple[int | None, ...]]:
        """Return the smallest limit some rule of law sets."""
        setting = [rule for rule in one.law if name in rule.limits]
        setting.sort(key=lambda rule: rule.limits[name])
        cases = [(self._rules[rule.rule], level) for level, rule in enumerate(setting)]
        node = self._diagrams.first_match(cases, len(setting))
        return node, (*(rule.limits[name] for rule in setting), None)
