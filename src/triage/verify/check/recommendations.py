"""Recommendations: idle ones, those nobody ever sees, and interventions nobody can get (4.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from triage.diagrams.nodes import FALSE_NODE, Node
from triage.engine.symbolic.decisions import Planning
from triage.model.guarantee import Status
from triage.model.rulebook import Rulebook
from triage.program.program import FlatIntervention
from triage.verify.state_space import StateSpace, status_in

OFFERED = frozenset({Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST})
"""The statuses with which an intervention is proposed to somebody."""

SEEN = OFFERED | {Status.ADVISED_AGAINST}
"""The statuses with which a recommendation is on the page."""


def never_decisive(whole: StateSpace) -> frozenset[str]:
    """Return the recommendations without which every plan on the day would be the same.

    One that speaks of nothing but what is switched off is left alone: its rulebook is another's.
    """
    spoken = {each.id: (*each.recommend, *each.against) for each in whole.rulebook.recommendations}
    return frozenset(
        rule
        for rule, ids in spoken.items()
        if any(offered(whole.rulebook, id_) for id_ in ids)
        and not differ_without(whole, rule, ids, whole.plans_with, _outputs)
    )


def offered(rulebook: Rulebook, id_: str) -> bool:
    """Say whether an intervention is not switched off."""
    return rulebook.interventions[id_].offered


def never_seen(whole: StateSpace) -> frozenset[str]:
    """Return the recommendations none of whose interventions is ever on the page."""
    plans = {plan.id: plan for plan in whole.decisions.plans}
    return frozenset(
        rule.id
        for rule in whole.rulebook.recommendations
        if rule.recommend
        and not any(
            whole.witness(whole.rules[rule.id], status_in(whole, plans[id_], SEEN))
            for id_ in rule.recommend
        )
    )


def never_obtained(whole: StateSpace) -> frozenset[str]:
    """Return the interventions that are offered by the rulebook and proposed to nobody."""
    return frozenset(
        plan.id
        for plan in whole.decisions.plans
        if whole.rulebook.interventions[plan.id].offered
        and whole.witness(status_in(whole, plan, OFFERED)) is None
    )


def idle_efforts(whole: StateSpace) -> frozenset[str]:
    """Return the efforts of the programme of which nothing is proposed to anybody.

    Those the rulebook says it never proposes are left alone.
    """
    programme = whole.rulebook.programme
    plans = {plan.id: plan for plan in whole.decisions.plans}
    return frozenset(
        effort.id
        for effort in (() if programme is None else programme.efforts.values())
        if not effort.never_proposed
        and not any(
            whole.witness(status_in(whole, plans[id_], OFFERED)) for id_ in effort.interventions
        )
    )


def _outputs(planning: Planning, one: FlatIntervention) -> tuple[Node, Node, Node]:
    return planning.fit(one), planning.against(one), planning.plan(one).start


def differ_without(
    whole: StateSpace,
    rule: str,
    interventions: Iterable[str],
    planning: Callable[[Sequence[Node]], Planning],
    outputs: Callable[[Planning, FlatIntervention], Iterable[Node]],
    aside: Iterable[str] = (),
) -> bool:
    """Say whether outputs of some interventions would be different for somebody without a rule.

    Rules set `aside` are taken to hold for nobody.
    """
    rules = list(whole.decisions.rules)
    for other in aside:
        rules[whole.numbers[other]] = FALSE_NODE
    without = list(rules)
    without[whole.numbers[rule]] = FALSE_NODE
    before, after = planning(rules), planning(without)
    every = [whole.interventions[id_] for id_ in interventions]
    pairs = (zip(outputs(before, one), outputs(after, one), strict=True) for one in every)
    return any(differ(whole, *pair) for pair in chain.from_iterable(pairs))


def differ(whole: StateSpace, one: Node, other: Node) -> bool:
    """Say whether two functions have different values for somebody."""
    if one == other:
        return False
    diagrams = whole.diagrams
    values = diagrams.reachable_terminals(one) | diagrams.reachable_terminals(other)
    return any(
        whole.differing(diagrams.indicator(one, (value,)), diagrams.indicator(other, (value,)))
        for value in values
    )


def covering(rulebook: Rulebook, id_: str) -> tuple[str, ...]:
    """Return the other recommendations that speak of what one speaks of."""
    every = {one.id: ({*one.recommend}, {*one.against}) for one in rulebook.recommendations}
    recommended, against = every[id_]
    return tuple(
        other
        for other, (beside, also) in every.items()
        if other != id_ and (beside & recommended or also & against)
    )
