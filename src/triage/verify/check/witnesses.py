"""What shows a warning: somebody it is about, seen by the reference, and how many there are.

A warning says that something is so for nobody. What is shown is somebody for whom it might have
been: the rule holds, and what it recommends is barred all the same. Where no rule leads there at
all, there is nobody to show.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagnostics import Evidence
from triage.model.answer_path import Element
from triage.model.condition import Ref, RefKind
from triage.model.finding import Finding, FindingRule
from triage.model.rule import Availability, Recommendation
from triage.verify.check.claims import Claims
from triage.verify.check.classes import Classes
from triage.verify.check.conditioned import Conditioned
from triage.verify.check.findings import cases_of, elements_of
from triage.verify.check.recommendations import OFFERED, SEEN
from triage.verify.rewrites import Without
from triage.verify.state_space import Example
from triage.verify.witness import Witness, witness


def idle_test(claims: Claims, one: Conditioned, without: Without) -> Evidence | None:
    """Show somebody for whom a condition holds, with the idle part as without it."""
    whole = claims.whole

    def check(seen: Witness, element: Element | None) -> bool:
        holds = seen.completion.holds
        return holds(one.when, element) and holds(without.condition, element)

    for element in elements_of(whole.rulebook, one.for_each):
        held = (whole.node(one.when, element), whole.exists(element))
        # The default keeps what the loop has now; of such a lambda no types are inferred.
        found = claims.somebody(lambda seen, at=element: check(seen, at), *held)  # type: ignore[misc]
        if found is not None:
            return found
    return None


def never_assigned(claims: Claims, classes: Classes, value: str) -> Evidence | None:
    """Show somebody for whom a rule assigns a class, and who is of another."""
    for rule in classes.of.rules:
        if rule.then.value != value:
            continue
        found = claims.somebody(
            # The default keeps what the loop has now; of such a lambda no types are inferred.
            lambda seen, id_=rule.id: (  # type: ignore[misc]
                id_ in seen.conclusion.rules and classes.concluded(seen.conclusion) != value
            ),
            claims.whole.rules[rule.id],
        )
        if found is not None:
            return found
    return None


def never_concluded(claims: Claims, id_: str, value: str) -> Evidence | None:
    """Show somebody for whom a rule of a finding concludes a value, and an earlier one another."""
    whole = claims.whole
    finding = whole.rulebook.findings[id_]
    for case in cases_of(whole.rulebook):
        if case.finding != id_ or case.rule.then.value != value:
            continue
        for element in elements_of(whole.rulebook, finding.for_each):
            held = (whole.node(case.rule.when, element), whole.exists(element))
            found = claims.somebody(
                # The default keeps what the loop has now; of such a lambda no types are inferred.
                lambda seen, rule=case.rule, at=element: (  # type: ignore[misc]
                    _has_another(seen, finding, rule, at)
                ),
                *held,
            )
            if found is not None:
                return found
    return None


def _has_another(
    seen: Witness, finding: Finding, rule: FindingRule, element: Element | None
) -> bool:
    ref = Ref(RefKind.FINDING, finding.id, finding.for_each)
    held = seen.completion.holds(rule.when, element)
    return held and seen.completion.finding(ref, element) != rule.then.value


def without_influence(claims: Claims, name: str) -> Evidence | None:
    """Show two people who answer a question differently, and are told the same."""
    for place in _asked(claims, name):
        whole = claims.whole
        applies = whole.decisions.applies[whole.decisions.space.variables[place - 1].index]
        example = whole.witness(applies)
        if example is None:
            continue
        if whole.decisions.space.sizes[place] == 1:  # nothing tells its answers apart
            return claims.evidence(example, witness(whole, example), applies)
        one, other = (Example({**example.classes, place: class_}) for class_ in (0, 1))
        first = witness(whole, one)
        # The default keeps what the loop has now; of such a lambda no types are inferred.
        second = claims.seen(other, lambda seen, like=first: seen.conclusion == like.conclusion)  # type: ignore[misc]
        return claims.pair((one, first), (other, second), applies)
    return None


def _asked(claims: Claims, name: str) -> Iterator[int]:
    space = claims.whole.decisions.space
    for variable in space.variables:
        if variable.path.name == name:
            yield space.levels[variable.index]


def never_seen(claims: Claims, rule: Recommendation) -> Evidence | None:
    """Show somebody for whom a recommendation holds, and nothing of it is on the page."""
    return claims.somebody(
        lambda seen: (
            rule.id in seen.conclusion.rules
            and all(seen.conclusion.statuses[id_] not in SEEN for id_ in rule.recommend)
        ),
        claims.whole.rules[rule.id],
    )


def never_obtained(claims: Claims, id_: str) -> Evidence | None:
    """Show somebody an intervention would fit, and who is not offered it."""
    whole = claims.whole
    fit = whole.planning.fit(whole.interventions[id_])
    fits = whole.diagrams.indicator(fit, range(1, whole.diagrams.terminals))
    return claims.somebody(lambda seen: seen.conclusion.statuses[id_] not in OFFERED, fits)


def in_force_together(
    claims: Claims, earlier: Availability, later: Availability
) -> Evidence | None:
    """Show somebody two versions of a rule speak of on the same day."""
    return claims.somebody(
        lambda seen: {earlier.id, later.id} <= seen.conclusion.rules,
        claims.whole.node(earlier.when),
        claims.whole.node(later.when),
    )


def neither_in_force(claims: Claims, earlier: Availability, later: Availability) -> Evidence | None:
    """Show somebody the later version would speak of, on a day on which there is none."""
    return claims.somebody(
        lambda seen: not {earlier.id, later.id} & seen.conclusion.rules,
        claims.whole.node(later.when),
    )
