"""Rules that hold for nobody, with the tests that exclude each other, and rules others cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from triage.diagnostics import Diagnostic, Evidence
from triage.language.printing import condition_text
from triage.model.answer_path import Element
from triage.model.condition import AllOf, Condition, Negation
from triage.model.walk import conjuncts
from triage.verify.check.claims import Check, Claims, claim
from triage.verify.check.conditioned import Conditioned
from triage.verify.check.findings import elements_of
from triage.verify.state_space import StateSpace


def holds(whole: StateSpace, one: Conditioned) -> bool:
    """Say whether a condition holds for somebody on the day, in some item or row."""
    return _some(whole, one, one.when)


def never_holds(claims: Claims, one: Conditioned) -> Diagnostic:
    """Say that a condition holds for nobody, and which of its tests exclude each other.

    The example meets all of these but one.
    """
    parts = _excluding(claims.whole, one)
    together = condition_text(AllOf(tuple(parts)))
    return claim(
        claims.whole.rulebook,
        "never-holds",
        one.subject,
        _almost(claims, one, parts),
        tests=together,
    )


def never_decisive(claims: Claims, one: Conditioned, covering: Sequence[str]) -> Diagnostic:
    """Say that nothing would be different without a rule; the example is of somebody it covers.

    `covering` are rules that may cover it; those that hold in the example are pointed at.
    """
    whole = claims.whole
    for element in elements_of(whole.rulebook, one.for_each):
        node = whole.diagrams.conjunction([whole.node(one.when, element), whole.exists(element)])
        example = whole.witness(node)
        if example is not None:
            seen = claims.seen(example, _meets(one.when, element))
            held = [f"rules.{id_}" for id_ in covering if id_ in seen.conclusion.rules]
            subject = replace(one.subject, related=tuple(held))
            return claim(
                claims.whole.rulebook,
                "never-decisive",
                subject,
                claims.evidence(example, seen, node),
            )
    raise ValueError(f"{one.subject.name} holds for nobody")


def _excluding(whole: StateSpace, one: Conditioned) -> list[Condition]:
    """Return parts of a condition that cannot all hold, none of which can be spared."""
    kept: list[Condition] = list(conjuncts(one.when))
    for part in list(kept):
        fewer = [other for other in kept if other is not part]
        if fewer and not _some(whole, one, AllOf(tuple(fewer))):
            kept = fewer
    return kept


def _almost(claims: Claims, one: Conditioned, parts: Sequence[Condition]) -> Evidence:
    whole = claims.whole
    for part in parts:
        rest = AllOf(tuple(other for other in parts if other is not part))
        for element in elements_of(whole.rulebook, one.for_each):
            example = whole.witness(whole.node(rest, element), whole.exists(element))
            if example is not None:
                seen = claims.seen(example, _meets(Negation(one.when), element))
                return Evidence((claims.shown(example, seen),))
    return Evidence()


def _meets(condition: Condition, element: Element | None) -> Check:
    return lambda seen: seen.completion.holds(condition, element)


def _some(whole: StateSpace, one: Conditioned, condition: Condition) -> bool:
    return any(
        whole.witness(whole.node(condition, element), whole.exists(element)) is not None
        for element in elements_of(whole.rulebook, one.for_each)
    )
