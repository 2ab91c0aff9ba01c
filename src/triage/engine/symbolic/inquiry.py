"""What open answers can still change for one assessment (section 4.6).

An answer *bears* on a goal where two completions differ in it alone, and in what thereby starts or
stops applying, and differ in the goal. The values of answers that do not apply make no difference
to a diagram, so those that bear are the ones its reduced form asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import mul
from typing import NamedTuple

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.reach import Terminals, bits
from triage.diagrams.restrict import Restriction
from triage.engine.symbolic.decisions import STATUSES, Decisions, Plan
from triage.engine.symbolic.plan_counts import plan_count
from triage.engine.symbolic.product import Product
from triage.engine.symbolic.restricted import Restricted
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.asking import Awaited, Span
from triage.model.guarantee import IN_PLAN
from triage.model.question import Choice, Subset, YesNo
from triage.model.rule import WarningRule
from triage.program.encoding import code_of, encode, value_of
from triage.program.program import Program

_PLANNED: Terminals = sum(1 << STATUSES.index(each) for each in IN_PLAN)
"""The statuses of what stands in the plan, as decisions have them."""


class Planned(NamedTuple):
    """Whether an intervention may be in the plan, and which open answers bear on that."""

    possible: bool
    bearing: frozenset[AnswerPath]


class Inquiry:
    """The open answers of one assessment, and what they bear on.

    Raises:
        NoCompletion: the answers contradict each other.
        LimitReached: it takes more than `most_steps`.
    """

    def __init__(
        self,
        program: Program,
        decisions: Decisions,
        answers: Answers,
        most_steps: int,
    ) -> None:
        coded = encode(program, answers)
        self.answers = answers
        self._program = program
        self._decisions = decisions
        self._space = decisions.space
        self._joint = Product.of(decisions, coded, most_steps)
        self._restricted = Restricted(decisions, self._space.known(coded), most_steps)
        self._agreement = [self._restricted.node(node) for node in decisions.agreement(coded)]
        self._typology = self._restricted.where(self._agreement, self._restricted.typology)
        self._open = {
            level: variable.path
            for level, variable in enumerate(self._space.variables, start=1)
            if self._joint.known[level] is None
        }
        self._given_up = {p for p, path in self._open.items() if path in answers.reasons}

    def applies(self, path: AnswerPath) -> bool:
        """Say whether the question of an open answer applies in every completion."""
        node = self._decisions.applies[self._program.by_path[path]]
        return self._joint.terminals(node) == 1 << TRUE_NODE

    def may_apply(self, path: AnswerPath) -> bool:
        """Say whether the question of an answer applies in some completion."""
        node = self._decisions.applies[self._program.by_path[path]]
        return bool(self._joint.terminals(node) & 1 << TRUE_NODE)

    def is_asked(self, path: AnswerPath) -> bool:
        """Say whether a question is asked in every completion in which it applies."""
        return self._terminals_of_asking(path) == 1 << TRUE_NODE

    def may_be_asked(self, path: AnswerPath) -> bool:
        """Say whether a question is asked in some completion."""
        return bool(self._terminals_of_asking(path) & 1 << TRUE_NODE)

    def _terminals_of_asking(self, path: AnswerPath) -> int:
        node = self._decisions.asked.get(self._program.by_path[path], TRUE_NODE)
        return self._joint.terminals(node)

    @cached_property
    def about_typology(self) -> frozenset[AnswerPath]:
        """The paths of open answers that bear on the typology."""
        return frozenset(self._open[level] for level in self._restricted.bearing(self._typology))

    @cached_property
    def about_target_group(self) -> frozenset[AnswerPath]:
        """The paths of open answers that bear on the target group."""
        return self._paths(self._restricted.node(self._decisions.target_group))

    @cached_property
    def about_plan(self) -> Mapping[AnswerPath, tuple[str, ...]]:
        """The paths of open answers that bear on the status or start of interventions: on which."""
        found = defaultdict[AnswerPath, list[str]](list)
        for plan in self._decisions.plans:
            for path in self._bearing_on((plan.status, plan.start)):
                found[path].append(plan.id)
        return {path: tuple(ids) for path, ids in found.items()}

    @cached_property
    def typologies(self) -> tuple[str, ...]:
        """The typologies that are possible, a gap or a conflict left out."""
        names = () if self._program.typology is None else self._program.typology.values
        found = self._restricted.diagrams.reachable_terminals(self._typology)
        return tuple(name for code, name in enumerate(names) if code in found)

    def planned(self, intervention: str) -> Planned:
        """Say whether an intervention may be in the plan, and what bears on that."""
        statuses = self._joint.terminals(self._plan(intervention).status)
        if not (statuses & _PLANNED and statuses & ~_PLANNED):  # nothing bears on what is settled
            return Planned(bool(statuses & _PLANNED), frozenset())
        return Planned(True, self._paths(self._in_plan(intervention)))

    def _plan(self, intervention: str) -> Plan:
        return next(each for each in self._decisions.plans if each.id == intervention)

    def _in_plan(self, intervention: str) -> Node:
        """Return where an intervention is in the plan, with the typology concluded from answers."""
        return self._restricted.composed(self._plan(intervention).status, self._is_planned)

    def _is_planned(self, status: Node) -> Node:
        return self._restricted.diagrams.indicator(status, bits(_PLANNED))

    @cached_property
    def about_limits(self) -> frozenset[AnswerPath]:
        """The paths of open answers that bear on a limit of law."""
        plans = self._decisions.plans
        return self._bearing_on(node for plan in plans for node, _ in plan.limits.values())

    def about_warnings(
        self, warnings: Iterable[WarningRule], besides: Collection[AnswerPath]
    ) -> frozenset[AnswerPath]:
        """Return the paths of open answers, `besides` some, that bear on whether warnings hold.

        INVARIANT: `besides` holds all that bears on the plan. Without them, a warning whose rule
        turns on nothing else need not be held against the plan, which would be a large diagram.
        """
        found: set[AnswerPath] = set()
        numbers = {rule.id: number for number, rule in enumerate(self._program.rules)}
        for warning in warnings:
            rule = self._decisions.rules[numbers[warning.id]]
            bearing = self._bearing_on([rule]).difference(besides, found)
            if bearing and warning.plan is not None:
                restricted = self._restricted
                counts = plan_count(
                    restricted.diagrams, self._decisions.plans, warning.plan, restricted.composed
                )
                held = [restricted.composed(rule), counts]
                bearing &= self._paths(self._restricted.diagrams.conjunction(held))
            found |= bearing
        return frozenset(found)

    def _bearing_on(self, decisions: Iterable[Node]) -> frozenset[AnswerPath]:
        """Return the paths of open answers that bear on some of the decisions."""
        several = (each for each in decisions if not _single(self._joint.terminals(each)))
        return frozenset[AnswerPath]().union(
            *(self._paths(self._restricted.composed(each)) for each in several)
        )

    def _paths(self, restricted: Node) -> frozenset[AnswerPath]:
        here = self._restricted.where(self._agreement, restricted)
        return frozenset(self._open[level] for level in self._restricted.bearing(here))

    def awaits(self, intervention: str, facts: Collection[AnswerPath]) -> Awaited | None:
        """Return which of some open facts an intervention waits for, if it waits for nothing else.

        Some way these may turn out puts it in the plan, whatever the other open answers are.
        """
        diagrams, others = self._restricted.diagrams, self._others(facts)
        agreed = diagrams.conjunction(self._agreement)
        planned = self._in_plan(intervention)
        always = diagrams.forall(diagrams.ite(agreed, planned, TRUE_NODE), others)
        never = diagrams.forall(diagrams.negation(agreed), others)
        certain = diagrams.conjunction([always, diagrams.negation(never)])
        if not (levels := sorted(diagrams.support(certain))):
            return None  # with any facts, or with none
        paths = tuple(self._open[level] for level in levels)
        closed = self._closed(certain) if len(levels) == 1 else ()
        return Awaited(paths, tuple(closed))

    def _others(self, facts: Collection[AnswerPath]) -> list[int]:
        return [level for level, path in self._open.items() if path not in facts]

    def _closed(self, certain: Node) -> Iterator[Span]:
        """Yield the answers with which a function of one answer is false, next to next as one."""
        diagrams = self._restricted.diagrams
        variable = self._space.variables[diagrams.level_of[certain] - 1]
        if isinstance(variable.domain, Subset):
            return
        children = diagrams.children[certain]
        codes = [self._space.codes_of(variable, class_) for class_ in range(len(children))]
        false = [each for each, child in zip(codes, children, strict=True) if child == FALSE_NODE]
        if isinstance(variable.domain, Choice | YesNo):
            values = (value_of(variable, code) for code in chain(*false))
            yield from ((value, value) for value in values)
            return
        for each in _joined(false):
            yield (
                None if each.start == codes[0].start else value_of(variable, each.start),
                None if each.stop == codes[-1].stop else value_of(variable, each.stop - 1),
            )

    def typologies_after(self, path: AnswerPath) -> list[tuple[str, ...]]:
        """Return the typologies, sorted, that each class of an open answer leaves possible.

        There are none where the other answers rule a class out. The question is one that applies.
        """
        level = self._space.levels[self._program.by_path[path]]
        names = () if self._program.typology is None else self._program.typology.values
        reachable = self._restricted.diagrams.reachable_terminals
        found = (reachable(self._with(level, each)) for each in range(self._space.sizes[level]))
        return [tuple(sorted(names[code] for code in each if code < len(names))) for each in found]

    def class_of(self, path: AnswerPath, value: AnswerValue) -> int:
        """Return the number of the class an answer belongs to."""
        variable = self._program.variables[self._program.by_path[path]]
        return self._space.class_of(variable, code_of(variable, value))

    def questions_left(self, path: AnswerPath) -> float:
        """Return how many more answers the typology takes on average if this one is asked first.

        Every value counts alike, and those that bear are asked in their order: less is possible.
        """
        level = self._space.levels[self._program.by_path[path]]
        total = 0.0
        for class_, weight in enumerate(self._space.weights[level]):
            total += weight * self._asked(self._with(level, class_))
        return total

    def _with(self, level: int, class_: int) -> Node:
        """Return what is left of the typology with one more answer."""
        return Restriction(self._restricted.diagrams, {level: class_}).of(self._typology)

    def _asked(self, node: Node) -> float:
        """Return how many answers a function asks for on average, asked in their order."""
        return self._restricted.diagrams.fold(node, self._questions_left, self._asked_at)

    @cached_property
    def _questions_left(self) -> dict[Node, float]:
        return dict.fromkeys(range(self._restricted.nothing + 1), 0.0)

    def _asked_at(self, node: Node, below: Sequence[float]) -> float:
        level = self._restricted.diagrams.level_of[node]
        return (level not in self._given_up) + sum(map(mul, self._space.weights[level], below), 0.0)


def _joined(ranges: Iterable[range]) -> list[range]:
    """Return ranges in order, those that meet as one."""
    joined: list[range] = []
    for each in ranges:
        meets = joined and joined[-1].stop == each.start
        joined.append(range(joined.pop().start if meets else each.start, each.stop))
    return joined


def _single(mask: int) -> bool:
    return mask & (mask - 1) == 0
