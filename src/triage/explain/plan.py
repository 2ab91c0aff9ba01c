"""The plan an outcome amounts to, and the warnings a plan deserves.

An intervention is *in the plan* where it is recommended, or would be once the law is checked.
Where answers are open some stand in the plan for certain and others only perhaps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from triage.model.given_warnings import warning_state
from triage.model.guarantee import IN_PLAN, Status
from triage.model.outcome import Outcome, RuleState
from triage.model.plan_order import beside, in_order, recommended, stands_alone
from triage.model.rule import ALONGSIDE, NOW
from triage.model.rulebook import Rulebook

SUGGESTED = IN_PLAN | {Status.POSSIBLE}
AFTER = "after:"
MOST_STEPS = 5
"""So many new things at once are proposed to a person, and no more."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One intervention of the plan: its possible statuses, and its possible starts but absence."""

    intervention: str
    statuses: tuple[Status, ...]
    starts: tuple[str, ...]

    @property
    def to_check(self) -> bool:
        """Whether the law has to be checked first, or may have to be."""
        return Status.CHECK_FIRST in self.statuses

    @property
    def earliest_first(self) -> tuple[str, ...]:
        """Its possible starts: now, alongside, then after something else."""
        return tuple(sorted(self.starts, key=lambda each: (each.startswith(AFTER), each != NOW)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Interventions that are proposed, then those that more answers or a choice may bring in.

    `certain` stand in the plan whatever the open answers turn out to be; `awaited` would, but for
    facts still to be looked up. `first` are the first steps: of both, at most `MOST_STEPS`.
    `beside` holds, by first step, what makes sense only with it; nothing else that needs another
    intervention is among the first.

    All of them stand in the order of `triage.model.plan_order`.

    `by_hand` are those the caseworker adds, in the order of the catalogue.
    """

    certain: tuple[PlanItem, ...]
    awaited: tuple[PlanItem, ...]
    perhaps: tuple[PlanItem, ...]
    optional: tuple[PlanItem, ...]
    first: tuple[PlanItem, ...]
    beside: Mapping[str, tuple[PlanItem, ...]]
    by_hand: tuple[PlanItem, ...] = ()

    @property
    def now(self) -> tuple[PlanItem, ...]:
        """What begins now, or may."""
        return tuple(item for item in self.certain if _earliest(item) == NOW)

    @property
    def alongside(self) -> tuple[PlanItem, ...]:
        """What begins beside something else."""
        return tuple(item for item in self.certain if _earliest(item) not in (NOW, AFTER))

    @property
    def later(self) -> tuple[PlanItem, ...]:
        """What begins after something else."""
        return tuple(item for item in self.certain if _earliest(item) == AFTER)


def plan_of(
    rulebook: Rulebook,
    outcome: Outcome,
    left_out: Callable[[str], bool] = lambda _: False,
    by_hand: Collection[str] = (),
    awaited: Collection[str] = (),
) -> Plan:
    """Sort the interventions of an outcome into a plan, but for those left out.

    What starts after one that is left out is told as starting alongside. `by_hand` are those the
    caseworker adds; where they stand in the plan for certain, they stand there alone. `awaited` are
    those that wait for nothing but facts still to be looked up (`StillOpen.awaited`).
    """
    every = tuple(_items(rulebook, outcome, left_out))
    told = [item for item in every if not left_out(item.intervention)]
    told = [item for item in told if item.intervention not in by_hand or _is_certain(item)]
    items = _in_order(rulebook, outcome, told, awaited)
    certain = tuple(item for item in items if _is_certain(item))
    waiting = tuple(item for item in items if _perhaps(item) and item.intervention in awaited)
    first = _first(rulebook, (item for item in items if item in certain or item in waiting))
    standing = {item.intervention for item in certain}
    return Plan(
        certain=certain,
        awaited=waiting,
        perhaps=tuple(item for item in items if _perhaps(item) and item not in waiting),
        optional=tuple(item for item in items if set(item.statuses) == {Status.POSSIBLE}),
        first=first,
        beside=_beside(rulebook, first, certain),
        by_hand=tuple(
            item
            for item in every
            if item.intervention in by_hand and item.intervention not in standing
        ),
    )


def active_warnings(rulebook: Rulebook, outcome: Outcome) -> tuple[str, ...]:
    """Return the ids of the warnings that hold, in file order.

    One that counts the plan holds where every count between the certain and the possible one
    meets it.
    """
    return tuple(
        rule.id for rule in rulebook.warnings if warning_state(rule, outcome) is RuleState.HOLDS
    )


def may_be_core(rulebook: Rulebook, outcome: Outcome) -> tuple[str, ...]:
    """Return what stands in the plan perhaps, and a core rule may recommend; by the catalogue."""
    core = recommended(rulebook, outcome, (RuleState.HOLDS, RuleState.MAY_HOLD))
    found = filter(_perhaps, _items(rulebook, outcome))
    return tuple(item.intervention for item in found if item.intervention in core)


# --- what comes first


def _in_order(
    rulebook: Rulebook, outcome: Outcome, items: Iterable[PlanItem], awaited: Collection[str]
) -> list[PlanItem]:
    named = {item.intervention: item for item in items}
    return [named[id_] for id_ in in_order(rulebook, outcome, named, awaited)]


def _first(rulebook: Rulebook, items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """Return the first of those that stand by themselves."""
    alone = (item for item in items if stands_alone(rulebook, item.intervention))
    return tuple(islice(alone, MOST_STEPS))


def _beside(
    rulebook: Rulebook, first: Iterable[PlanItem], certain: Iterable[PlanItem]
) -> Mapping[str, tuple[PlanItem, ...]]:
    """Return what needs a first step, beside the first of those it needs."""
    named = {item.intervention: item for item in certain}
    found = beside(rulebook, (item.intervention for item in first), named)
    return {step: tuple(named[id_] for id_ in ids) for step, ids in found.items()}


# --- what stands where


def _items(
    rulebook: Rulebook, outcome: Outcome, left_out: Callable[[str], bool] = lambda _: False
) -> Iterator[PlanItem]:
    for intervention in rulebook.interventions:
        found = outcome.interventions[intervention]
        starts = (_told(start, left_out) for start in found.start.named)
        yield PlanItem(intervention, found.possible, tuple(dict.fromkeys(starts)))


def _told(start: str, left_out: Callable[[str], bool]) -> str:
    hidden = start.startswith(AFTER) and left_out(start.removeprefix(AFTER))
    return ALONGSIDE if hidden else start


def _is_certain(item: PlanItem) -> bool:
    return IN_PLAN.issuperset(item.statuses)


def _perhaps(item: PlanItem) -> bool:
    return not IN_PLAN.isdisjoint(item.statuses) and not _is_certain(item)


def _earliest(item: PlanItem) -> str:
    """Return the earliest possible start, with every `after` as one."""
    starts = {AFTER if start.startswith(AFTER) else start for start in item.starts}
    return min(starts, key=lambda start: (start == AFTER, start != NOW), default="")
