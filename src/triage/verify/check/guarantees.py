"""Guarantees that do not hold, with what breaks them (section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from triage.diagnostics import Diagnostic, EnginesDisagree, Evidence, Shown
from triage.engine.crosscheck import disagreement
from triage.model.guarantee import (
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


def _shown(claims: Claims, guarantee: Guarantee, found: Breach) -> tuple[Shown, ...]:
    match found.shown:
        case Example() as example:
            seen = claims.seen(example, lambda seen: _breaks(seen, guarantee))
            return (claims.shown(example, seen),)
        case SettledUnanswered() as found_unanswered:
            return (_shown_unanswered(claims.whole, found_unanswered, found.about),)
        case (one, other):
            first = witness(claims.whole, one)
            told = partial(_told, guarantee=guarantee, about=found.about)
            second = claims.seen(other, lambda seen: told(seen) != told(first))
            return claims.shown(one, first), claims.shown(other, second)


def _told(seen: Witness, guarantee: Guarantee, about: str | None) -> object:
    """Return what the reference concludes of what a guarantee says depends on nothing."""
    conclusion, book = seen.conclusion, seen.completion.rulebook
    if about is None:
        return conclusion.target_group, conclusion.typology
    held, verdicts = conclusion.rules, list(Verdict)
    fits = {
        one.strength for one in book.recommendations if one.id in held and about in one.recommend
    }
    law = {
        one.verdict for one in book.availability if one.id in held and about in one.interventions
    }
    every = {
        Output.FIT: (bool(fits), Strength.CORE in fits),
        Output.AGAINST: any(
            one.id in held and about in one.against for one in book.recommendations
        ),
        Output.LAW: (max(map(verdicts.index, law), default=0), conclusion.limits[about]),
        Output.INTERVENTIONS: conclusion.statuses[about],
    }
    assert isinstance(guarantee.form, NeverDepends)
    return [every[each] for each in guarantee.form.outcome if each in every]


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
