"""Guarantees that do not hold, with what breaks them (section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagnostics import Diagnostic, EnginesDisagree, Evidence, Shown
from triage.engine.crosscheck import disagreement
from triage.engine.reference.walk import Outputs
from triage.intake.off_page import without_off_page
from triage.intake.reading import read_answers
from triage.model.condition import ALWAYS, Condition
from triage.model.guarantee import (
    IN_PLAN,
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    StatusClaim,
    Whenever,
)
from triage.model.rule import Strength, Verdict
from triage.verify.check.claims import Claims, claim, rule
from triage.verify.examples import answers_unanswered
from triage.verify.guarantees import Breach, breach
from triage.verify.settled_unanswered import SettledUnanswered
from triage.verify.state_space import Example, StateSpace
from triage.verify.witness import Witness, concluded, witness


def broken(claims: Claims) -> Iterator[Diagnostic]:
    """Find the guarantees that do not hold on the day."""
    for guarantee in claims.whole.rulebook.guarantees:
        found = breach(claims.whole, guarantee)
        if found is not None:
            evidence = Evidence(_shown(claims, guarantee, found))
            yield claim(claims.whole.rulebook, "guarantee-broken", rule(guarantee.id), evidence)


def about_nobody(whole: StateSpace) -> frozenset[str]:
    """Return the guarantees of whose people there are none on the day: they hold of nobody."""
    return frozenset(
        each.id
        for each in whole.rulebook.guarantees
        if whole.witness(whole.node(_about(each))) is None
    )


def _about(guarantee: Guarantee) -> Condition:
    """Return whom a guarantee speaks of."""
    match guarantee.form:
        case NeverDepends(among=those) | Whenever(whenever=those):
            return those
        case _:
            return ALWAYS


def _shown(claims: Claims, guarantee: Guarantee, found: Breach) -> tuple[Shown, ...]:
    match found.shown:
        case Example() as example:
            seen = claims.seen(example, lambda seen: _breaks(seen, guarantee))
            return (claims.shown(example, seen),)
        case SettledUnanswered() as found_unanswered:
            return (_shown_unanswered(claims.whole, found_unanswered, found.about),)
        case (one, other):
            first = witness(claims.whole, one)
            second = claims.seen(other, lambda seen: _told(seen, found) != _told(first, found))
            return claims.shown(one, first), claims.shown(other, second)


def _told(seen: Witness, breach: Breach) -> object:
    """Return what the reference concludes of what a guarantee says depends on nothing."""
    conclusion, book, about = seen.conclusion, seen.completion.rulebook, breach.about or ""
    held = conclusion.rules
    match breach.output:
        case Output.TARGET_GROUP:
            return conclusion.target_group
        case Output.TYPOLOGY:
            return conclusion.typology
        case Output.WARNINGS:
            return _is_heard(seen, about)
        case Output.PAGE:
            return _on_page(seen, about)
        case Output.STARTS:
            return conclusion.starts.get(about)
        case Output.INTERVENTIONS:
            return conclusion.statuses[about]
        case Output.AGAINST:
            return any(one.id in held and about in one.against for one in book.recommendations)
        case Output.FIT:
            rules = [one for one in book.recommendations if one.id in held]
            fits = {one.strength for one in rules if about in one.recommend}
            return bool(fits), Strength.CORE in fits
        case _:
            return _law(seen, about), conclusion.limits[about]


def _on_page(seen: Witness, about: str) -> object:
    """Return what a page that may be printed says of a rule, an intervention or the classes."""
    book = seen.completion.rulebook
    answers = read_answers(book, seen.answers, seen.as_of)
    told = Outputs(book, without_off_page(book, answers), seen.as_of)
    if about in book.rules:
        return told.rule(about)
    if about in book.interventions:
        return told.statuses(about), told.starts(about), told.limits(about)
    return told.target_group(), told.typology()


def _law(seen: Witness, about: str) -> int:
    rules = seen.completion.rulebook.availability
    held = [one for one in rules if one.id in seen.conclusion.rules]
    verdicts = list(Verdict)
    said = (verdicts.index(one.verdict) for one in held if about in one.interventions)
    return max(said, default=0)


def _is_heard(seen: Witness, warning: str) -> bool:
    conclusion = seen.conclusion
    [rule] = (one for one in seen.completion.rulebook.warnings if one.id == warning)
    if rule.id not in conclusion.rules or rule.plan is None:
        return rule.id in conclusion.rules
    plan = [id_ for id_ in rule.plan.interventions if conclusion.statuses[id_] in IN_PLAN]
    start = rule.plan.start
    return rule.plan.meets(sum(start in (None, conclusion.starts.get(id_)) for id_ in plan))


def _shown_unanswered(
    whole: StateSpace, found_unanswered: SettledUnanswered, typology: str | None
) -> Shown:
    answers = answers_unanswered(whole, found_unanswered)
    if concluded(whole.rulebook, answers, whole.as_of).conclusion.typology != typology:
        raise EnginesDisagree((disagreement("analysis"),))
    return Shown(whole.as_of.isoformat(), answers, answers)


def _breaks(seen: Witness, guarantee: Guarantee) -> bool:
    holds = seen.completion.holds
    match guarantee.form:
        case Whenever(whenever, then, claims):
            kept = holds(then) and all(_kept(seen, claim) for claim in claims)
            return holds(whenever) and not kept
        case Never(never):
            return holds(never)
        case NeverSettled(typologies):
            return seen.conclusion.typology in typologies
        case _:
            return True


def _kept(seen: Witness, claim: StatusClaim) -> bool:
    kept = [seen.conclusion.statuses[id_] in claim.statuses for id_ in claim.interventions]
    return all(kept) if claim.every else any(kept)
