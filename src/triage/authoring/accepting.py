"""What a golden case would expect if what comes out of it were right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from triage.cases.expectations import Expectation
from triage.cases.expected import leading
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, Outcome, PossibleClasses, RuleState
from triage.model.plan_order import standing_beside, standing_first
from triage.model.rulebook import Rulebook


def accepted(rulebook: Rulebook, expected: Expectation, outcome: Outcome) -> Expectation:
    """Return an expectation of the same things, with what came out in place of what differs.

    What the rulebook does not have is expected no longer, nor a limit that may be one of several.
    """
    rules = [id_ for id_ in (*expected.hold, *expected.not_hold) if id_ in outcome.rules]
    hold = [id_ for id_ in rules if outcome.rules[id_] is RuleState.HOLDS]
    about, first = expected.about, expected.first
    return replace(
        expected,
        target_group=_class(expected.target_group, outcome.target_group),
        typology=_class(expected.typology, outcome.typology),
        hold=_kept(expected.hold, hold),
        not_hold=_kept(expected.not_hold, [id_ for id_ in rules if id_ not in hold]),
        interventions=_by_id(expected.interventions, outcome, _statuses),
        start=_by_id(expected.start, outcome, lambda found: found.start.named),
        limits=_limits(expected, outcome),
        plan=None if expected.plan is None else _plan(expected.plan, expected, outcome),
        starts=(
            None if expected.starts is None else _whole_starts(expected.starts, expected, outcome)
        ),
        about=None if about is None else about.intersection(outcome.interventions),
        first=None if first is None else leading(standing_first(rulebook, outcome), first),
        beside=_beside(rulebook, expected.beside or {}, outcome) or None,
    )


def _beside(
    rulebook: Rulebook, before: Mapping[str, tuple[str, ...]], outcome: Outcome
) -> dict[str, tuple[str, ...]]:
    """Return what stands beside the same steps now."""
    now = standing_beside(rulebook, outcome)
    return {
        step: _kept(ids, now.get(step, ()))
        for step, ids in before.items()
        if step in outcome.interventions
    }


def _kept(before: tuple[str, ...], now: Iterable[str]) -> tuple[str, ...]:
    """Return what is the case now, what was expected already in its place."""
    found = set(now)
    return (*(id_ for id_ in before if id_ in found), *sorted(found.difference(before)))


def _class(
    expected: tuple[str, ...] | None, found: PossibleClasses | None
) -> tuple[str, ...] | None:
    if expected is None or found is None or set(expected) == set(found.possible):
        return None if found is None else expected
    return found.possible


def _statuses(found: InterventionOutcome) -> tuple[Status, ...]:
    return tuple(map(Status, found.possible))


_T = TypeVar("_T", bound=str)


def _by_id(
    expected: Mapping[str, tuple[_T, ...]],
    outcome: Outcome,
    now: Callable[[InterventionOutcome], tuple[_T, ...]],
) -> dict[str, tuple[_T, ...]]:
    found = outcome.interventions
    return {
        id_: values if set(values) == set(now(found[id_])) else now(found[id_])
        for id_, values in expected.items()
        if id_ in found
    }


def _limits(expected: Expectation, outcome: Outcome) -> dict[str, dict[str, int | None]]:
    known = {
        id_: {
            name: values[0]
            for name in limits
            if len(values := outcome.interventions[id_].limit(name)) == 1
        }
        for id_, limits in expected.limits.items()
        if id_ in outcome.interventions
    }
    return {id_: limits for id_, limits in known.items() if limits}


def _plan(
    before: Mapping[Status, tuple[str, ...]], expected: Expectation, outcome: Outcome
) -> dict[Status, tuple[str, ...]]:
    """Return the plan; what is suggested to nobody is named where it was named before."""
    unsuggested = before.get(Status.NOT_SUGGESTED, ())
    return _turned(
        before,
        (
            (id_, _statuses(found))
            for id_, found in outcome.interventions.items()
            if expected.is_about(id_)
            and (id_ in unsuggested or found.possible != (Status.NOT_SUGGESTED,))
        ),
    )


def _whole_starts(
    before: Mapping[str, tuple[str, ...]], expected: Expectation, outcome: Outcome
) -> dict[str, tuple[str, ...]]:
    every = outcome.interventions.items()
    return _turned(
        before, ((id_, each.start.named) for id_, each in every if expected.is_about(id_))
    )


def _turned(
    before: Mapping[_T, tuple[str, ...]], now: Iterable[tuple[str, tuple[_T, ...]]]
) -> dict[_T, tuple[str, ...]]:
    """Return by value what has it, the values in the order they had before."""
    found: dict[_T, list[str]] = {value: [] for value in before}
    for id_, values in now:
        for value in values:
            found.setdefault(value, []).append(id_)
    return {value: tuple(sorted(ids)) for value, ids in found.items() if ids}
