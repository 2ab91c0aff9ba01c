"""Guarantees proved or refuted: what must hold for every possible assessment (section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.diagrams.nodes import Node
from triage.engine.symbolic.decisions import STATUSES
from triage.model.guarantee import (
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    StatusClaim,
    Whenever,
)
from triage.verify.pairs import Pair, differing_only_in
from triage.verify.settled_unanswered import SettledUnanswered, settled_unanswered
from triage.verify.state_space import Example, StateSpace

Broken = Example | Pair | SettledUnanswered
"""Why a guarantee does not hold: one assessment, two that differ, or one settled in silence."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What breaks a guarantee, and the intervention or typology it is about, if it is about one."""

    shown: Broken
    about: str | None = None


def breach(whole: StateSpace, guarantee: Guarantee) -> Breach | None:
    """Return what breaks a guarantee, or `None`: it is proved for the day.

    Raises:
        LimitReached: it takes too many steps.
    """
    return next(_breaches(whole, guarantee), None)


def _breaches(whole: StateSpace, guarantee: Guarantee) -> Iterator[Breach]:
    match guarantee.form:
        case NeverDepends(outcome, on):
            places = _levels(whole, on)
            for about, output in _outputs(whole, outcome):
                pair = differing_only_in(whole, output, places)
                if pair is not None:
                    yield Breach(pair, about)
        case Whenever() as form:
            yield from _whenever(whole, form)
        case Never(never):
            found = whole.witness(whole.node(never))
            if found is not None:
                yield Breach(found)
        case NeverSettled(typologies, while_open):
            for typology in typologies:
                found_unanswered = settled_unanswered(whole, typology, while_open)
                if found_unanswered is not None:
                    yield Breach(found_unanswered, typology)


def _whenever(whole: StateSpace, form: Whenever) -> Iterator[Breach]:
    whenever, negation = whole.node(form.whenever), whole.diagrams.negation
    found = whole.witness(whenever, negation(whole.node(form.then)))
    if found is not None:
        yield Breach(found)
    for claim in form.claims:
        outside = {id_: negation(node) for id_, node in _claimed(whole, claim)}
        if claim.every:
            for id_, node in outside.items():
                found = whole.witness(whenever, node)
                if found is not None:
                    yield Breach(found, id_)
        else:
            # Joined they soon leave nobody; searched side by side each would be followed for long.
            found = whole.witness(whenever, whole.diagrams.conjunction(outside.values()))
            if found is not None:
                yield Breach(found)


def _claimed(whole: StateSpace, claim: StatusClaim) -> Iterator[tuple[str, Node]]:
    """Yield where each intervention of a claim has one of its statuses."""
    claimed = {STATUSES.index(status) for status in claim.statuses}
    for plan in whole.decisions.plans:
        if plan.id in claim.interventions:
            yield plan.id, whole.diagrams.indicator(plan.status, claimed)


def _levels(whole: StateSpace, names: tuple[str, ...]) -> frozenset[int]:
    """Return the places of answers named by path, or by the question they all belong to."""
    space = whole.decisions.space
    return frozenset(
        space.levels[each.index]
        for each in space.variables
        if not {each.path, each.path.owner}.isdisjoint(names)
    )


def _outputs(whole: StateSpace, outcome: tuple[Output, ...]) -> Iterator[tuple[str | None, Node]]:
    for output in outcome:
        if output is Output.TARGET_GROUP:
            yield None, whole.decisions.target_group
            continue
        if output is Output.TYPOLOGY:
            yield None, whole.decisions.typology
            continue
        for plan in whole.decisions.plans:
            one = whole.interventions[plan.id]
            match output:
                case Output.FIT:
                    yield plan.id, whole.planning.fit(one)
                case Output.AGAINST:
                    yield plan.id, whole.planning.against(one)
                case Output.LAW:
                    yield plan.id, whole.planning.law(one)
                    yield from ((plan.id, node) for node, _ in plan.limits.values())
                case Output.INTERVENTIONS:
                    yield plan.id, plan.status
