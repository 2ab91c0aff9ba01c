"""What warnings count: where the plan has as many interventions as a count asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from triage.diagrams.nodes import Diagrams, Node
from triage.engine.symbolic.decisions import STATUSES, Plan
from triage.model.guarantee import IN_PLAN
from triage.model.rule import PlanCount

_IN_PLAN = [STATUSES.index(status) for status in IN_PLAN]


def plan_count(
    diagrams: Diagrams,
    plans: Iterable[Plan],
    count: PlanCount,
    seen_as: Callable[[Node], Node] = lambda node: node,
) -> Node:
    """Return where a count is met; each status and start is first `seen_as` something else."""
    counted = [
        _in_plan(diagrams, plan, count.start, seen_as)
        for plan in plans
        if plan.id in count.interventions
    ]
    numbers = range(len(counted) + 1)
    return diagrams.count(counted, [(number, number) for number in numbers if count.meets(number)])


def _in_plan(
    diagrams: Diagrams, plan: Plan, start: str | None, seen_as: Callable[[Node], Node]
) -> Node:
    there = diagrams.indicator(seen_as(plan.status), _IN_PLAN)
    if start is None:
        return there
    starts = [code for code, name in enumerate(plan.starts) if name == start]
    return diagrams.conjunction([there, diagrams.indicator(seen_as(plan.start), starts)])
