"""Whether a warning is given, as far as an outcome says: its rule holds, and its count is met.

Where answers are open, interventions stand in the plan for certain or only perhaps; a count is
looked at over every number in between.
"""

from __future__ import annotations

from collections.abc import Collection

from triage.model.guarantee import IN_PLAN
from triage.model.outcome import Outcome, RuleState
from triage.model.rule import PlanCount, WarningRule


def warning_state(rule: WarningRule, outcome: Outcome) -> RuleState:
    """Say whether a warning is given, may be, or is not: as its rule holds, and its count."""
    state, count = outcome.rules[rule.id], rule.plan
    if count is None:
        return state
    chosen = [outcome.interventions[each] for each in count.interventions]
    counts = [_counts(count.start, each.possible, each.start.possible) for each in chosen]
    lowest, highest = (sum(each) for each in zip(*counts, strict=True)) if counts else (0, 0)
    return counted_state(state, count, lowest, highest)


def counted_state(state: RuleState, count: PlanCount, lowest: int, highest: int) -> RuleState:
    """Say the same from the state of the rule, and the least and the most that may be counted."""
    if state is RuleState.CANNOT_HOLD:
        return state
    met = {count.meets(number) for number in range(lowest, highest + 1)}
    if len(met) > 1:
        return RuleState.MAY_HOLD
    return state if True in met else RuleState.CANNOT_HOLD


def _counts(
    start: str | None, statuses: Collection[str], starts: Collection[str | None]
) -> tuple[bool, bool]:
    """Say whether it certainly counts, and whether it possibly does."""
    certainly = IN_PLAN.issuperset(statuses) and (start is None or {start}.issuperset(starts))
    possibly = not IN_PLAN.isdisjoint(statuses) and (start is None or start in starts)
    return certainly, possibly
