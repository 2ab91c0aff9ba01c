"""Why: the reasons rules state, and the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.outcome import RuleState
from triage.model.rule import Availability, Basis, Strength, Verdict
from triage.present.view import View


def reasons_for(view: View, intervention: str, *, holding: bool = False) -> Iterator[str]:
    """Yield the reasons of the rules that recommend it and hold, else may hold; core ones first.

    With `holding`, only of those that hold.
    """
    strengths = {rule.id: rule.strength for rule in view.rulebook.recommendations}
    mentions = sorted(
        view.outcome.interventions[intervention].for_,
        key=lambda each: (
            each.state is not RuleState.HOLDS,
            strengths[each.rule] is not Strength.CORE,
        ),
    )
    certain = [mention for mention in mentions if mention.state is RuleState.HOLDS]
    for mention in certain or ([] if holding else mentions):
        if not view.off_page.reason(mention.rule) and (reason := view.names.because(mention.rule)):
            yield reason


def reasons_of(
    view: View, intervention: str, verdict: Verdict, basis: Basis = Basis.LAW
) -> dict[str, str]:
    """Return the reasons of the rules of law with that verdict, each once, with its first rule.

    Rules that hold come first. With another basis, they are those of conditions of the programme.
    """
    reasons: dict[str, str] = {}
    for rule in _speaking(view, intervention):
        if rule.verdict is verdict and rule.basis is basis:
            reason = view.names.because(rule.id) or view.names.text(f"rules.{rule.id}.law")
            if reason:
                reasons.setdefault(reason, rule.id)
    return reasons


def states_asking(view: View, intervention: str) -> dict[Basis, set[RuleState]]:
    """Return on what rules rest that ask for a check, or may, and whether they hold."""
    rules = {rule.id: rule for rule in view.rulebook.availability}
    states: dict[Basis, set[RuleState]] = {}
    for mention in view.outcome.interventions[intervention].law:
        rule = rules[mention.rule]
        if rule.verdict is Verdict.NEEDS_CHECK:
            states.setdefault(rule.basis, set()).add(mention.state)
    return states


def limiting_rules(view: View, intervention: str) -> list[str]:
    """Return the rules of law that set its limits, those that hold first."""
    return [rule.id for rule in _speaking(view, intervention) if rule.limits]


def _speaking(view: View, intervention: str) -> Iterator[Availability]:
    """Yield the rules of law and conditions that speak of it and are not kept off the page."""
    rules = {rule.id: rule for rule in view.rulebook.availability}
    mentions = sorted(
        view.outcome.interventions[intervention].law,
        key=lambda each: each.state is not RuleState.HOLDS,
    )
    return (rules[each.rule] for each in mentions if not view.off_page.reason(each.rule))
