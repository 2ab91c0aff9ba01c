"""Guarantees that do not hold, with what breaks them (section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.analysis.checking.claims import Claims, claim, rule
from triage.analysis.examples import answers_in_silence
from triage.analysis.guarantees import Breach, breach
from triage.analysis.silence import Silence
from triage.analysis.whole import Example, Whole
from triage.analysis.witness import Witness, concluded, witness
from triage.diagnostics import Diagnostic, EnginesDisagree, Evidence, Shown
from triage.engine.evaluator import disagreement
from triage.model.guarantee import Guarantee, Never, NeverSettled, StatusClaim, Whenever


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
        case Silence() as silence:
            return (_shown_in_silence(claims.whole, silence, found.about),)
        case (one, other):
            first = witness(claims.whole, one)
            second = claims.seen(other, lambda seen: seen.conclusion != first.conclusion)
            return claims.shown(one, first), claims.shown(other, second)


def _shown_in_silence(whole: Whole, silence: Silence, typology: str | None) -> Shown:
    answers = answers_in_silence(whole, silence)
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
