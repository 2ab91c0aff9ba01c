"""What stands first of a plan, and what stands beside it, as far as an outcome says.

INVARIANT: nothing else orders a plan. So equal answers have an equal order, and what only the law
reads, such as residence, does not move anything past anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from triage.model.guarantee import IN_PLAN
from triage.model.outcome import Outcome, RuleState
from triage.model.rule import Strength
from triage.model.rulebook import Rulebook


def standing_first(rulebook: Rulebook, outcome: Outcome) -> tuple[str, ...]:
    """Return what stands in the plan for certain and needs nothing else, in its order."""
    standing = in_order(rulebook, outcome, _certain(outcome))
    return tuple(id_ for id_ in standing if stands_alone(rulebook, id_))


def standing_beside(rulebook: Rulebook, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Return what stands in the plan for certain beside each of these, in its order."""
    certain = in_order(rulebook, outcome, _certain(outcome))
    return beside(rulebook, standing_first(rulebook, outcome), certain)


def in_order(
    rulebook: Rulebook, outcome: Outcome, ids: Iterable[str], awaited: Collection[str] = ()
) -> list[str]:
    """Return interventions in the order in which they stand in the plan.

    What a core rule recommends, or is `awaited`, comes first, then the rest; each as the rulebook
    says of its typology, then in the order of the catalogue.
    """
    core = {*recommended(rulebook, outcome, (RuleState.HOLDS,)), *awaited}
    order = declared_order(rulebook, outcome.typology.possible if outcome.typology else ())
    return sorted(ids, key=lambda id_: (id_ not in core, *place_in(rulebook, order, id_)))


def place_in(rulebook: Rulebook, order: Sequence[str], intervention: str) -> tuple[int, int]:
    """Return where an intervention stands by an order: after all it names, by the catalogue."""
    at = order.index(intervention) if intervention in order else len(order)
    return at, [*rulebook.interventions].index(intervention)


def declared_order(rulebook: Rulebook, typologies: Iterable[str]) -> tuple[str, ...]:
    """Return the order declared for all typologies that are possible, else that for the rest."""
    possible = set(typologies)
    orders = rulebook.first_steps.values()
    own = (each for each in orders if possible and possible.issubset(each.typologies))
    rest = (each for each in orders if not each.typologies)
    found = next(chain(own, rest), None)
    return () if found is None else found.interventions


def beside(
    rulebook: Rulebook, steps: Iterable[str], ids: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return what needs some steps, each beside the first of those it needs."""
    before = [*steps]
    found: dict[str, tuple[str, ...]] = {}
    for id_ in ids:
        needs = rulebook.interventions[id_].needs
        step = next((each for each in before if each in needs), None)
        if step is not None:
            found[step] = (*found.get(step, ()), id_)
    return found


def stands_alone(rulebook: Rulebook, intervention: str) -> bool:
    """Say whether an intervention makes sense by itself."""
    return not rulebook.interventions[intervention].needs


def recommended(
    rulebook: Rulebook, outcome: Outcome, states: Collection[RuleState]
) -> frozenset[str]:
    """Return what core rules in some states recommend."""
    return frozenset(
        intervention
        for rule in rulebook.recommendations
        if rule.strength is Strength.CORE and outcome.rules[rule.id] in states
        for intervention in rule.recommend
    )


def recommended_by(rulebook: Rulebook, intervention: str) -> tuple[str, ...]:
    """Return the core rules that recommend an intervention."""
    return tuple(
        rule.id
        for rule in rulebook.recommendations
        if rule.strength is Strength.CORE and intervention in rule.recommend
    )


def _certain(outcome: Outcome) -> list[str]:
    return [id_ for id_, each in outcome.interventions.items() if IN_PLAN.issuperset(each.possible)]
