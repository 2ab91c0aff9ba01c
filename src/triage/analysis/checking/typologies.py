"""Typology rules: what they leave open, where they contradict each other, which are idle (4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from triage.analysis.checking.claims import Check, Claims, Subject, claim, rule
from triage.analysis.checking.proposal import proposed_rule
from triage.analysis.whole import Whole
from triage.diagnostics import Diagnostic
from triage.engine.exact.diagrams import Node
from triage.model.outcome import CONFLICT, GAP
from triage.model.rule import Policy, Typologies

SECTION = "typologies"


def gaps(claims: Claims, typologies: Typologies) -> Iterator[Diagnostic]:
    """Find assessments no typology rule covers."""
    whole = claims.whole
    gap = whole.typology_is(GAP)
    example = whole.some(gap)
    if example is not None:
        proposal = proposed_rule(whole, typologies, example, gap)
        seen = claims.seen(example, _concludes(GAP))
        evidence = claims.evidence(example, seen, gap, proposal=proposal)
        yield claim(claims.whole.rulebook, "typology-gap", _section(typologies), evidence)


def conflicts(claims: Claims, typologies: Typologies) -> Iterator[Diagnostic]:
    """Find rules that give two typologies to the same person, pair by pair."""
    if typologies.policy is Policy.FIRST:
        return
    whole = claims.whole
    if whole.some(whole.typology_is(CONFLICT)) is None:
        return
    for one, other in combinations(typologies.rules, 2):
        if one.then.value == other.then.value:
            continue
        both = whole.diagrams.conjunction([whole.rules[one.id], whole.rules[other.id]])
        example = whole.some(both)
        if example is not None:
            seen = claims.seen(example, _conflict(one.id, other.id))
            evidence = claims.evidence(example, seen, both)
            subject = rule(other.id, one.id)
            yield claim(claims.whole.rulebook, "typology-conflict", subject, evidence, other=one.id)


def never_assigned(whole: Whole, typologies: Typologies) -> frozenset[str]:
    """Give the typologies nobody is assigned on the day."""
    return frozenset(
        value for value in typologies.values if whole.some(whole.typology_is(value)) is None
    )


def never_decisive(whole: Whole, typologies: Typologies) -> frozenset[str]:
    """Give the rules without which every typology on the day would be the same."""
    ids = [one.id for one in typologies.rules]
    return frozenset(
        id_
        for id_ in ids
        if _typology(whole, typologies, [other for other in ids if other != id_])
        == whole.decisions.typology
    )


def covering(typologies: Typologies, id_: str) -> tuple[str, ...]:
    """Give the rules that can cover another: those before it, or those that conclude the same."""
    ids = [each.id for each in typologies.rules]
    place = ids.index(id_)
    if typologies.policy is Policy.FIRST:
        return tuple(ids[:place])
    then = typologies.rules[place].then.value
    return tuple(each.id for each in typologies.rules if each.then.value == then and each.id != id_)


def _typology(whole: Whole, typologies: Typologies, ids: list[str]) -> Node:
    """Conclude the typology from some of the rules."""
    diagrams = whole.diagrams
    values = whole.program.typology.values if whole.program.typology else ()
    then = {each.id: values.index(str(each.then.value)) for each in typologies.rules}
    gap, conflict = values.index(GAP), values.index(CONFLICT)
    if typologies.policy is Policy.FIRST:
        return diagrams.first_match([(whole.rules[id_], then[id_]) for id_ in ids], gap)
    assigned = {
        code: diagrams.disjunction(whole.rules[id_] for id_ in ids if then[id_] == code)
        for code in dict.fromkeys(then[id_] for id_ in ids)
    }
    several = diagrams.count(assigned.values(), ((2, max(2, len(assigned))),))
    cases = [(several, conflict), *((node, code) for code, node in assigned.items())]
    return diagrams.first_match(cases, gap)


def _section(typologies: Typologies) -> Subject:
    """Point at the first rule, or at nothing where there is none."""
    first = typologies.rules[0].id if typologies.rules else ""
    return Subject(f"rules.{first}" if first else SECTION, SECTION)


def _concludes(typology: str) -> Check:
    return lambda seen: seen.conclusion.typology == typology


def _conflict(one: str, other: str) -> Check:
    return lambda seen: (
        seen.conclusion.typology == CONFLICT and {one, other} <= seen.conclusion.rules
    )
