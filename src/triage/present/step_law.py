"""What was read for a step of the law and of the programme: nothing in its way, checks, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from triage.explain.plan import PlanItem
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, RuleState
from triage.model.rule import Basis, Verdict
from triage.present.blocks import labelled
from triage.present.formats import raised
from triage.present.law_beside import with_law
from triage.present.reasons import limiting_rules, reasons_of, states_asking
from triage.present.view import View


def law_said(view: View, item: PlanItem) -> str:
    """Say what was found of the law, and in which; nothing where the rulebook has none.

    That all law has to be checked outside the rulebook's dates is said once, at the foot.
    """
    if not view.rulebook.availability:
        return ""
    limits = list(_limits(view, view.outcome.interventions[item.intervention]))
    if _law_asks(view, item):
        reasons = _first(view, reasons_of(view, item.intervention, Verdict.NEEDS_CHECK))
        told = " ".join((*reasons, *(f"{_capital(each)}." for each in limits)))
        if not told and not view.rulebook.valid_at(view.outcome.as_of):
            return ""
        found = _asked(view, item, Basis.LAW)
        said, rules = labelled(found, told) if told else found, tuple(reasons.values())
    else:
        said, rules = "; ".join(limits) or view.words.say("plan.law_ok"), ()
    return with_law(view, said, (*rules, *limiting_rules(view, item.intervention)))


def programme_said(view: View, item: PlanItem) -> str:
    """Say what the programme asks to be checked; nothing where it asks nothing."""
    reasons = _first(view, _conditions(view, item))
    if not reasons:
        return ""
    said = labelled(_asked(view, item, Basis.PROGRAMME), " ".join(reasons))
    return with_law(view, said, reasons.values())


def _first(view: View, reasons: Mapping[str, str]) -> Mapping[str, str]:
    """Return the first reason with its rule, or with everything all of them."""
    return dict(islice(reasons.items(), None if view.everything else 1))


def _law_asks(view: View, item: PlanItem) -> bool:
    """Say whether it is the law that asks for a check, alone or beside the programme."""
    if not item.to_check:
        return False
    by_law = Basis.LAW in states_asking(view, item.intervention)
    return by_law or not view.rulebook.valid_at(view.outcome.as_of) or not _conditions(view, item)


def _conditions(view: View, item: PlanItem) -> dict[str, str]:
    """Return what the programme asks, each with its rule; nothing where nothing is to check."""
    if not item.to_check:
        return {}
    return reasons_of(view, item.intervention, Verdict.NEEDS_CHECK, Basis.PROGRAMME)


def _asked(view: View, item: PlanItem, basis: Basis) -> str:
    """Say that something is to be checked, or that open answers say whether it is."""
    states = states_asking(view, item.intervention)
    holds = RuleState.HOLDS in states.get(basis, ())
    if basis is Basis.LAW:
        alone = states.keys() <= {basis}
        holds = item.statuses == (Status.CHECK_FIRST,) and (alone or holds)
    return view.words.say("plan.check_first" if holds else "plan.may_check")


def _capital(text: str) -> str:
    return raised(text)


def _limits(view: View, found: InterventionOutcome) -> Iterator[str]:
    for name, limit in sorted(found.limits.items()):
        values = [value for value in limit.possible if value is not None]
        if values:
            sure = len(limit.possible) == 1
            key = "plan.limit" if sure else "plan.limit_open"
            said = view.words.either(map(view.words.number, values))
            yield view.words.say(key, name=view.names.limit(name), value=said)
