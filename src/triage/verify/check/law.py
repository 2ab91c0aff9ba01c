"""Rules of law: idle ones, and periods of validity that overlap or leave days uncovered.

Law is looked at on every day it changes, those included for which the rulebook does not speak. It
reads no typology, so a rulebook with nothing but its law says as much of it, and is far smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations

from triage.diagrams.nodes import Node
from triage.engine.symbolic.decisions import Planning
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook
from triage.program.program import FlatIntervention
from triage.verify.check.recommendations import differ_without, offered
from triage.verify.state_space import StateSpace

_ONE_DAY = timedelta(days=1)


def law_alone(rulebook: Rulebook) -> Rulebook:
    """Return a rulebook with nothing but its questions, findings, interventions and law."""
    return replace(
        rulebook,
        target_groups=None,
        typologies=None,
        recommendations=(),
        warnings=(),
        guarantees=(),
    )


def never_decisive(whole: StateSpace) -> frozenset[str]:
    """Return the rules in force without which the law would say the same to everybody on the day.

    One about nothing but what is switched off is left alone: its rulebook is another's. What a
    programme asks and what the law says are two things, so neither covers the other.
    """
    # As if the rulebook spoke for the day: else every verdict would be a check at least.
    planning = partial(
        Planning, whole.diagrams, in_force=True, interventions=whole.program.interventions
    )
    every = whole.rulebook.availability
    return frozenset(
        rule.id
        for rule in every
        if rule.valid_at(whole.as_of)
        and any(offered(whole.rulebook, id_) for id_ in rule.interventions)
        and not differ_without(
            whole,
            rule.id,
            rule.interventions,
            planning,
            _outputs,
            [other.id for other in every if other.basis is not rule.basis],
        )
    )


def _outputs(planning: Planning, one: FlatIntervention) -> Iterator[Node]:
    yield planning.law(one)
    yield from (node for node, _ in planning.plan(one).limits.values())


# --- periods of validity


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days between two versions of a rule on which both are in force, or neither."""

    earlier: str
    later: str
    first: date
    last: date


def versions(rulebook: Rulebook) -> list[list[Availability]]:
    """Return the rules that look like successive versions of one another, the earliest first.

    Such are dated rules with the same verdict and the same kinds of limits on the same
    interventions. Rules with the same dates stand beside each other: they are no versions.
    """
    groups: dict[object, list[Availability]] = {}
    for rule in rulebook.availability:
        if rule.valid_from is not None or rule.valid_to is not None:
            key = (rule.verdict, frozenset(rule.limits), frozenset(rule.interventions))
            groups.setdefault(key, []).append(rule)
    return [
        sorted(group, key=_from)
        for group in groups.values()
        if len({(each.valid_from, each.valid_to) for each in group}) > 1
    ]


def overlaps(rulebook: Rulebook) -> Iterator[Stretch]:
    """Find versions of which the later begins before the earlier has ended."""
    for group in versions(rulebook):
        for one, other in combinations(group, 2):
            if _from(one) < _from(other) <= _to(one) < _to(other):
                yield Stretch(one.id, other.id, _from(other), _to(one))


def uncovered(rulebook: Rulebook) -> Iterator[Stretch]:
    """Find days between the first version and the last on which none is in force."""
    for group in versions(rulebook):
        latest = group[0]
        for rule in group[1:]:
            if _to(latest) < date.max and _from(rule) > _to(latest) + _ONE_DAY:
                first, last = _to(latest) + _ONE_DAY, _from(rule) - _ONE_DAY
                yield Stretch(latest.id, rule.id, first, last)
            latest = max(latest, rule, key=_to)


def _from(rule: Availability) -> date:
    return rule.valid_from or date.min


def _to(rule: Availability) -> date:
    return rule.valid_to or date.max
