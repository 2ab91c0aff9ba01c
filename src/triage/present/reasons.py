"""Why: the reasons rules state, and the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.answered import Answered
from triage.explain.context import is_private
from triage.explain.premises import premises
from triage.model.condition import TYPOLOGY
from triage.model.outcome import RuleState
from triage.model.rule import Availability, Strength, Verdict
from triage.model.walk import refs_of
from triage.present.blocks import Line, labelled
from triage.present.view import View


def reasons_for(view: View, intervention: str) -> Iterator[str]:
    """Yield the reasons of the rules that recommend it and hold, else may hold; core ones first."""
    strengths = {rule.id: rule.strength for rule in view.rulebook.recommendations}
    mentions = sorted(
        view.outcome.interventions[intervention].for_,
        key=lambda each: (
            each.state is not RuleState.HOLDS,
            strengths[each.rule] is not Strength.CORE,
        ),
    )
    holding = [mention for mention in mentions if mention.state is RuleState.HOLDS]
    for mention in holding or mentions:
        if not view.off_page.reason(mention.rule) and (reason := view.names.because(mention.rule)):
            yield reason


def law_reasons(view: View, intervention: str, verdict: Verdict) -> dict[str, str]:
    """Return the reasons of the rules of law with that verdict, each once, with its first rule.

    Rules that hold come first.
    """
    reasons: dict[str, str] = {}
    for rule in _speaking(view, intervention):
        if rule.verdict is verdict:
            reason = view.names.because(rule.id) or view.names.text(f"rules.{rule.id}.law")
            if reason:
                reasons.setdefault(reason, rule.id)
    return reasons


def limiting_rules(view: View, intervention: str) -> list[str]:
    """Return the rules of law that set its limits, those that hold first."""
    return [rule.id for rule in _speaking(view, intervention) if rule.limits]


def _speaking(view: View, intervention: str) -> Iterator[Availability]:
    """Yield the rules of law that speak of it and are not kept off the page."""
    rules = {rule.id: rule for rule in view.rulebook.availability}
    mentions = sorted(
        view.outcome.interventions[intervention].law,
        key=lambda each: each.state is not RuleState.HOLDS,
    )
    return (rules[each.rule] for each in mentions if not view.off_page.reason(each.rule))


def rests_on(view: View, rules: Iterable[str]) -> Iterator[Line]:
    """Yield the answers these rules rest on, private ones left out."""
    still_open = [each.path for each in view.outcome.open]
    known = view.rulebook.conditions
    said: dict[str, None] = {}
    for rule in rules:
        if TYPOLOGY in refs_of(known[rule]) and view.outcome.typology is not None:
            names = view.names.typologies(view.outcome.typology.possible)
            said[labelled(view.words.say("typology.word"), view.words.either(names))] = None
        for premise in premises(view.rulebook, rule, view.answers, still_open):
            if not is_private(view.rulebook, premise.path):
                said[_said(view, premise)] = None
    if said:
        yield Line(f"{'; '.join(said)}.", label=view.words.say("plan.rests_on"))


def _said(view: View, premise: Answered) -> str:
    return labelled(view.names.short(premise.path, view.answers), view.names.answer(premise))
