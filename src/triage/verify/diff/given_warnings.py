"""Whether warnings are given: it depends on their rule, and where they count the plan on that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from triage.diagnostics import LimitReached
from triage.engine.reference.plan import holds
from triage.engine.symbolic.decisions import Plan
from triage.model.guarantee import IN_PLAN
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook
from triage.verify.diff.joint_space import NEW, OLD
from triage.verify.diff.outputs import GIVEN, NOT_GIVEN, WARNINGS, Compared, Valued, aligned
from triage.verify.diff.version_product import VersionProduct
from triage.verify.witness import Witness

MOST_STEPS_OF_WARNINGS = 1_000_000
"""How many steps warnings that count the plan may take together; others are said to be left out."""

T = TypeVar("T")


def as_far_as_told(
    both: VersionProduct, tell: Callable[[Compared], Iterable[T]]
) -> tuple[list[T], tuple[str, ...]]:
    """Tell of the warnings that may be given to others; return the names of those left out, too.

    The first of which `tell` reaches a limit is left out, with all that count more of the plan.
    """
    found: list[T] = []
    waiting = [each for each in warnings_given(both) if not each.is_the_same()]
    with both.diagrams.within(MOST_STEPS_OF_WARNINGS), suppress(LimitReached):
        while waiting:
            found += tell(waiting[0].compared())
            del waiting[0]
    return found, tuple(each.name for each in waiting)


def warnings_given(both: VersionProduct) -> Iterator[GivenWarning]:
    """Yield every warning, those that count least of the plan first."""
    every = [{rule.id: rule for rule in whole.rulebook.warnings} for whole in both.sides]
    for id_ in sorted(dict.fromkeys((*every[NEW], *every[OLD])), key=partial(_counted, every)):
        yield GivenWarning(both, id_, (every[OLD].get(id_), every[NEW].get(id_)))


def _counted(every: Sequence[Mapping[str, WarningRule]], id_: str) -> int:
    plans = (rules[id_].plan for rules in every if id_ in rules)
    return max(0 if plan is None else len(plan.interventions) for plan in plans)


_Rules = tuple[WarningRule | None, WarningRule | None]
"""A warning in both versions, `None` where it is not there."""


class GivenWarning:
    """Whether a warning is given, in both versions."""

    def __init__(self, both: VersionProduct, id_: str, rules: _Rules) -> None:
        self.name = f"{WARNINGS}.{id_}"
        self._both, self.rules = both, rules

    def is_the_same(self) -> bool:
        """Say whether nothing it rests on is another function."""
        old, new = (self._rests_on(side) for side in (OLD, NEW))
        return old == new and self._both.same_typology

    def _rests_on(self, side: int) -> object:
        rule = self.rules[side]
        if rule is None:
            return None
        counted = [(each.id, each.status, each.start, each.starts) for each in self._plans(side)]
        return self._both.sides[side].rules[rule.id], rule.plan, counted

    def compared(self) -> Compared:
        """Return where it is given; making that may take long.

        Raises:
            LimitReached: it takes too many steps.
        """
        old, new = (self._given(side) for side in (OLD, NEW))
        return aligned(self._both, self.name, old, new)

    def _given(self, side: int) -> Valued | None:
        rule = self.rules[side]
        return None if rule is None else (self._both.sides[side].warning(rule), (NOT_GIVEN, GIVEN))

    def _plans(self, side: int) -> list[Plan]:
        """Return what becomes of the interventions a warning counts."""
        rule = self.rules[side]
        counted = rule.plan.interventions if rule is not None and rule.plan is not None else ()
        return [each for each in self._both.sides[side].decisions.plans if each.id in counted]


def is_given(seen: Witness, rulebook: Rulebook, id_: str) -> bool:
    """Say whether the reference gives a warning."""
    rule = rulebook.rules[id_]
    assert isinstance(rule, WarningRule), "nothing else is given"
    if not holds(seen.completion, rule) or rule.plan is None:
        return holds(seen.completion, rule)
    status, start = seen.plan.status, seen.plan.start
    there = [each for each in rule.plan.interventions if status(each) in IN_PLAN]
    return rule.plan.meets(sum(rule.plan.start in (None, start(each)) for each in there))
