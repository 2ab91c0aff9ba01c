"""Mutants of the rules: what is done to a condition, and to what a rule concludes from it.

Each is the typed rulebook with one part replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import TypeVar

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.model.condition import Condition, Value
from triage.model.finding import Extreme, Finding, FindingRule, FirstMatch, YesNoFinding
from triage.model.rule import (
    ALONGSIDE,
    NOW,
    Availability,
    Classification,
    ClassificationRule,
    Recommendation,
    Start,
    Strength,
    Verdict,
)
from triage.model.rulebook import Rulebook
from triage.verify.mutants.conditions import mutated
from triage.verify.mutants.mutant import Mutant
from triage.verify.mutants.operators import Operator
from triage.verify.mutants.ordering import order_mutants
from triage.verify.rewrites import in_some

R = TypeVar("R")


_Step = tuple[Operator, str, R | None]
"""What was done, in words, and the rule that came of it; `None`: it is gone."""


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every mutant of the rules and findings, in the order of the sections."""
    for section in ("target_groups", "typologies"):
        classes: Classification | None = getattr(rulebook, section)
        if classes is not None:
            steps = partial(_of_class_rule, classes)
            for operator, path, what, rules in _each(classes.rules, steps):
                changed = {section: replace(classes, rules=rules)}
                # The key names a field of this type, which `replace` cannot see through a mapping.
                yield Mutant(operator, path, what, replace(rulebook, **changed))  # type: ignore[arg-type]
    yield from _of_findings(rulebook)
    for operator, path, what, advice in _each(rulebook.recommendations, _of_recommendation):
        yield Mutant(operator, path, what, replace(rulebook, recommendations=advice))
    for operator, path, what, law in _each(rulebook.availability, _of_law):
        yield Mutant(operator, path, what, replace(rulebook, availability=law))
    for operator, path, what, warnings in _each(rulebook.warnings, _of_condition):
        yield Mutant(operator, path, what, replace(rulebook, warnings=warnings))


def mutants_about(rulebook: Rulebook, about: Sequence[str]) -> list[tuple[int, Mutant]]:
    """Return the mutants of some rules, findings, orders of first steps and interventions.

    Where none is named, they are those of all; each with its number.

    Raises:
        TriageError: there is nothing to mutate by a name.
    """
    every = list(enumerate(chain(mutants(rulebook), order_mutants(rulebook)), start=1))
    known = {*rulebook.findings, *(mutant.name for _, mutant in every)}
    problems = [nothing_called(name, known) for name in about if name not in known]
    if problems:
        raise TriageError(problems)
    return [each for each in every if not about or each[1].name in about]


def nothing_called(name: str, known: Collection[str]) -> Diagnostic:
    """Say that nothing that could be mutated has a name."""
    near = nearest(name, known)
    return Diagnostic("nothing-to-mutate", details={"name": quoted(name, near)}, nearest=near)


def conditions_tested(rulebook: Rulebook) -> Iterator[Condition]:
    """Yield every condition some mutant has: of items or rows, that it holds of one of them."""
    for when in rulebook.conditions.values():
        yield from (changed for _, _, changed in mutated(when))
    for finding in rulebook.findings.values():
        for when in finding.conditions:
            for _, _, changed in mutated(when):
                owner = finding.for_each
                yield changed if owner is None else in_some(owner, changed)


def _each(
    rules: Sequence[R], steps: Callable[[R], Iterator[_Step[R]]]
) -> Iterator[tuple[Operator, str, str, tuple[R, ...]]]:
    for place, rule in enumerate(rules):
        # Every kind of rule has an id and a condition; they share no class that says so.
        path = f"rules.{rule.id}"  # type: ignore[attr-defined]
        for operator, what, changed in steps(rule):
            between = () if changed is None else (changed,)
            yield operator, path, what, (*rules[:place], *between, *rules[place + 1 :])


def _of_condition(rule: R) -> Iterator[_Step[R]]:
    """Mutate what every rule has: its condition, and that it is there."""
    yield Operator.RULE_DROPPED, "left out", None
    # As in `_each`: every kind of rule has a condition.
    when: Condition = rule.when  # type: ignore[attr-defined]
    for operator, what, changed in mutated(when):
        # Every kind of rule is a dataclass, which `R` does not say.
        yield operator, what, replace(rule, when=changed)  # type: ignore[type-var]


def _of_class_rule(
    classes: Classification, rule: ClassificationRule
) -> Iterator[_Step[ClassificationRule]]:
    yield from _of_condition(rule)
    for value in classes.values:
        if value != rule.then.value:
            swapped = replace(rule, then=Value(value))
            yield Operator.CONCLUSION_SWAPPED, f"concludes {value}", swapped


def _of_recommendation(rule: Recommendation) -> Iterator[_Step[Recommendation]]:
    yield from _of_condition(rule)
    for key in ("recommend", "against"):
        named: tuple[str, ...] = getattr(rule, key)
        for id_ in named if len(named) > 1 else ():
            fewer = tuple(other for other in named if other != id_)
            changed: dict[str, tuple[str, ...]] = {key: fewer}
            # The key names a field of this type, which `replace` cannot see through a mapping.
            yield Operator.INTERVENTION_DROPPED, f"without {id_}", replace(rule, **changed)  # type: ignore[arg-type]
    if rule.recommend:
        other = Strength.POSSIBLE if rule.strength is Strength.CORE else Strength.CORE
        yield Operator.STRENGTH_SWAPPED, str(other), replace(rule, strength=other)
        for when in (NOW, ALONGSIDE):
            if when != rule.start.when:
                yield Operator.START_MOVED, when, replace(rule, start=Start(when))


def _of_law(rule: Availability) -> Iterator[_Step[Availability]]:
    yield from _of_condition(rule)
    for verdict in Verdict:
        # A condition of a programme can say nothing but that something is to be checked.
        if verdict is not rule.verdict and rule.rests_on_law:
            yield Operator.VERDICT_SWAPPED, str(verdict), replace(rule, verdict=verdict)
    for name, limit in rule.limits.items():
        for step in (-1, 1):
            moved = {**rule.limits, name: replace(limit, value=int(str(limit.value)) + step)}
            what = f"{name} {moved[name].value}"
            yield Operator.LIMIT_MOVED, what, replace(rule, limits=moved)
    if len(rule.interventions) > 1:
        for id_ in rule.interventions:
            fewer = tuple(other for other in rule.interventions if other != id_)
            yield (
                Operator.INTERVENTION_DROPPED,
                f"without {id_}",
                replace(rule, interventions=fewer),
            )
    for key in ("valid_from", "valid_to"):
        day = getattr(rule, key)
        for step in (-1, 1) if day is not None else ():
            dates = {key: day + timedelta(days=step)}
            yield Operator.DATE_MOVED, f"{key} {dates[key]}", replace(rule, **dates)


def _of_findings(rulebook: Rulebook) -> Iterator[Mutant]:
    for finding in rulebook.findings.values():
        for operator, path, what, changed in _of_finding(finding):
            findings = {**rulebook.findings, finding.id: changed}
            yield Mutant(operator, path, what, replace(rulebook, findings=findings))


def _of_finding(finding: Finding) -> Iterator[tuple[Operator, str, str, Finding]]:
    path = f"findings.{finding.id}"
    match finding.body:
        case YesNoFinding(when):
            for operator, what, changed in mutated(when):
                yield operator, path, what, replace(finding, body=YesNoFinding(changed))
        case FirstMatch() as body:
            for operator, where, what, other in _of_first_match(body):
                yield operator, f"{path}{where}", what, replace(finding, body=other)
        case Extreme() as body:
            other_end = replace(body, highest=not body.highest)
            what = "the other end"
            yield Operator.CONCLUSION_SWAPPED, path, what, replace(finding, body=other_end)


def _of_first_match(body: FirstMatch) -> Iterator[tuple[Operator, str, str, FirstMatch]]:
    rules = body.rules
    for place, rule in enumerate(rules):
        for operator, what, step in _of_case(body.values, rule):
            between = () if step is None else (step,)
            cases = (*rules[:place], *between, *rules[place + 1 :])
            yield operator, f".rules.{place + 1}", what, replace(body, rules=cases)
    for value in body.values:
        if value != body.otherwise.value:
            changed = replace(body, otherwise=Value(value))
            yield Operator.CONCLUSION_SWAPPED, "", f"otherwise {value}", changed


def _of_case(values: Sequence[str], rule: FindingRule) -> Iterator[_Step[FindingRule]]:
    yield from _of_condition(rule)
    for value in values:
        if value != rule.then.value:
            swapped = replace(rule, then=Value(value))
            yield Operator.CONCLUSION_SWAPPED, f"concludes {value}", swapped
