"""The plan an outcome amounts to, and the warnings a plan deserves.

An intervention is *in the plan* where it is recommended, or would be once the law is checked.
Where answers are open some stand in the plan for certain and others only perhaps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from triage.model.guarantee import IN_PLAN, Status
from triage.model.outcome import InterventionOutcome, Outcome, RuleState
from triage.model.rule import ALONGSIDE, NOW, PlanCount, Strength
from triage.model.rulebook import Rulebook

SUGGESTED = IN_PLAN | {Status.POSSIBLE}
AFTER = "after:"


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


@dataclass(frozen=True, slots=True)
class Plan:
    """Interventions by when they start, then those that more answers or a choice may bring in.

    Within each, those a core rule recommends come first, in the order of the catalogue, then the
    others. INVARIANT: nothing else orders them. So equal answers have an equal order, and what only
    the law reads, such as residence, does not move anything past anything else.

    `by_hand` are those the caseworker adds, in the order of the catalogue.
    """

    now: tuple[PlanItem, ...]
    alongside: tuple[PlanItem, ...]
    later: tuple[PlanItem, ...]
    perhaps: tuple[PlanItem, ...]
    optional: tuple[PlanItem, ...]
    by_hand: tuple[PlanItem, ...] = ()

    @property
    def certain(self) -> tuple[PlanItem, ...]:
        """What stands in the plan whatever the open answers turn out to be."""
        return self.now + self.alongside + self.later


def plan_of(
    rulebook: Rulebook,
    outcome: Outcome,
    left_out: Callable[[str], bool] = lambda _: False,
    by_hand: Collection[str] = (),
) -> Plan:
    """Sort the interventions of an outcome into a plan, but for those left out.

    What starts after one that is left out is told as starting alongside. `by_hand` are those the
    caseworker adds; where they stand in the plan for certain, they stand there alone.
    """
    core = _firmly_recommended(rulebook, outcome)
    every = tuple(_items(rulebook, outcome, left_out))
    told = (item for item in every if not left_out(item.intervention))
    told = (item for item in told if item.intervention not in by_hand or _is_certain(item))
    items = sorted(told, key=lambda item: item.intervention not in core)
    certain = [item for item in items if _is_certain(item)]
    standing = {item.intervention for item in certain}
    return Plan(
        now=tuple(item for item in certain if _earliest(item) == NOW),
        alongside=tuple(item for item in certain if _earliest(item) not in (NOW, AFTER)),
        later=tuple(item for item in certain if _earliest(item) == AFTER),
        perhaps=tuple(item for item in items if _perhaps(item)),
        optional=tuple(item for item in items if set(item.statuses) == {Status.POSSIBLE}),
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
        rule.id
        for rule in rulebook.warnings
        if outcome.rules[rule.id] is RuleState.HOLDS
        and (rule.plan is None or _counts_hold(rule.plan, outcome))
    )


def _firmly_recommended(rulebook: Rulebook, outcome: Outcome) -> frozenset[str]:
    return frozenset(
        intervention
        for rule in rulebook.recommendations
        if rule.strength is Strength.CORE and outcome.rules[rule.id] is RuleState.HOLDS
        for intervention in rule.recommend
    )


def _items(
    rulebook: Rulebook, outcome: Outcome, left_out: Callable[[str], bool]
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


def _counts_hold(count: PlanCount, outcome: Outcome) -> bool:
    chosen = [outcome.interventions[each] for each in count.interventions]
    lowest = sum(_certainly_counts(each, count.start) for each in chosen)
    highest = sum(_possibly_counts(each, count.start) for each in chosen)
    return all(count.meets(number) for number in range(lowest, highest + 1))


def _certainly_counts(found: InterventionOutcome, start: str | None) -> bool:
    return IN_PLAN.issuperset(found.possible) and (
        start is None or found.start.possible == (start,)
    )


def _possibly_counts(found: InterventionOutcome, start: str | None) -> bool:
    return not IN_PLAN.isdisjoint(found.possible) and (
        start is None or start in found.start.possible
    )
