"""What would lead to something wished for: the smallest changes, over one assessment (4.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.engine.symbolic.changes import Searching
from triage.engine.symbolic.decisions import STATUSES, Decisions
from triage.engine.symbolic.restricted import Restricted
from triage.engine.symbolic.space import Space
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.guarantee import Status
from triage.model.question import Dates, Subset
from triage.program.encoding import Coded, value_of
from triage.program.program import Program, Role, Variable

MOST_CHANGES = 4
"""More changes at once are no step anybody could talk about."""


LeadsOn = Callable[[AnswerPath, AnswerValue, AnswerValue], bool]
"""Says of a path, the answer there and another one whether that is a step on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A typology, or a status of an intervention, to be settled.

    With `by_steps`, only known answers change, and only where it says so; those that may must be
    choices, yes or no, or numbers. With `allowed`, known answers of these kinds change only where
    it says so, and all else as ever.
    """

    typology: str | None = None
    intervention: str | None = None
    status: Status | None = None
    by_steps: LeadsOn | None = None
    allowed: LeadsOn | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that would be another, or would be given."""

    path: AnswerPath
    value: AnswerValue


def towards(
    program: Program,
    decisions: Decisions,
    coded: Coded,
    wish: Wish,
    may_change: Collection[AnswerPath],
    most_steps: int,
) -> list[tuple[Change, ...]]:
    """Return all smallest sets of changes after which a wish is settled, in the order of answers.

    Only answers at the paths `may_change` are changed, and none that states a finding: that is a
    judgement, and no step. Answers that would no longer apply count as taken back. An empty set
    says that it is settled already; none, that it takes more than `MOST_CHANGES` or cannot be.

    Raises:
        LimitReached: the search takes more than `most_steps`.
    """
    space = decisions.space
    known = space.known(coded)
    free = {
        space.levels[index]
        for path in may_change
        if (index := program.by_path[path]) in space.levels
        and index not in coded.filled
        and program.variables[index].role is Role.READ
    }
    kept = {level: class_ for level in free if (class_ := known[level]) is not None}
    restricted = Restricted(
        decisions, [None if level in kept else each for level, each in enumerate(known)], most_steps
    )
    allowed = wish.allowed if wish.by_steps is None else wish.by_steps
    steps = {} if allowed is None else _steps(space, coded, kept, allowed)
    settable = frozenset(free - kept.keys()) if wish.by_steps is None else frozenset[int]()
    classes = {level: found.keys() for level, found in steps.items()}
    searching = Searching(restricted.diagrams, kept, settable, MOST_CHANGES, most_steps, classes)
    # Where an answer applies only if open ones turn out right, they must: it was given.
    fixed = [restricted.node(node) for node in decisions.agreement(coded)]
    agreed = restricted.diagrams.conjunction(
        node for node in fixed if free.isdisjoint(restricted.diagrams.support(node))
    )
    # What stays open, and neither the typology nor anything that was given hangs on.
    hung_on = free.union(*map(restricted.diagrams.support, [restricted.typology, *fixed]))
    indifferent = frozenset(range(len(known))) - hung_on
    wished = _wished(program, decisions, restricted, wish, indifferent)
    wished = restricted.diagrams.ite(agreed, wished, TRUE_NODE)

    @cache
    def change(level: int, class_: int) -> Change:
        variable = space.variables[level - 1]
        code = steps.get(level, {}).get(class_)
        if code is None:
            code = space.nearest(variable, class_, coded.given.get(variable.index))
        return Change(variable.path, value_of(variable, code))

    found = searching.smallest(wished)
    return [tuple(change(*each) for each in sorted(changes.items())) for changes in found]


def _steps(
    space: Space, coded: Coded, kept: Mapping[int, int], leads_on: LeadsOn
) -> dict[int, dict[int, int]]:
    """Return for each known answer, by level, the classes it may come to, and the nearest code.

    Sets and dates are left out: they may come to any.
    """

    def to(variable: Variable, class_: int) -> int | None:
        now = coded.given[variable.index]
        codes = [
            code
            for code in space.codes_of(variable, class_)
            if leads_on(variable.path, value_of(variable, now), value_of(variable, code))
        ]
        return min(codes, key=lambda code: abs(code - now), default=None)

    return {
        level: {
            class_: code
            for class_ in range(space.sizes[level])
            if (code := to(space.variables[level - 1], class_)) is not None
        }
        for level in kept
        if not isinstance(space.variables[level - 1].domain, Subset | Dates)
    }


def _wished(
    program: Program,
    decisions: Decisions,
    restricted: Restricted,
    wish: Wish,
    indifferent: Collection[int],
) -> Node:
    """Say where a wish comes true, whatever `indifferent` answers are.

    It never does where it names what there is not.
    """
    if wish.typology is not None:
        values = () if program.typology is None else program.typology.values
        return restricted.typology_is(values.index(wish.typology))
    assert wish.status is not None
    wanted = STATUSES.index(wish.status)

    def is_wanted(status: Node) -> Node:
        there = restricted.diagrams.indicator(status, (wanted,))
        return restricted.diagrams.forall(there, indifferent)

    for plan in decisions.plans:
        if plan.id == wish.intervention:
            return restricted.composed(plan.status, is_wanted)
    return FALSE_NODE
