"""Guarantees made weaker in one thing, and slips that read what must make no difference.

Which of the changed conditions are narrower is not said here: that is told over all assessments
(`guarded`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from triage.model.answer_path import AnswerPath
from triage.model.condition import (
    ALWAYS,
    AllOf,
    Among,
    Compared,
    Condition,
    Elapsed,
    Members,
    Membership,
    Order,
    Ref,
    RefKind,
    Test,
    Tested,
    Value,
)
from triage.model.finding import FirstMatch
from triage.model.guarantee import (
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    Status,
    StatusClaim,
    Whenever,
)
from triage.model.question import Choice, Dates, Grid, ListOf, Number, Question, Subset, YesNo
from triage.model.rule import (
    AnyRule,
    Availability,
    ClassificationRule,
    Recommendation,
    WarningRule,
)
from triage.model.rulebook import Rulebook
from triage.verify.mutants.conditions import mutated
from triage.verify.mutants.mutant import Mutant
from triage.verify.mutants.operators import Operator
from triage.verify.rewrites import in_some

R = TypeVar("R", bound=AnyRule)

_A_FEW = 2
"""So many rules of an output are made to read what they must not."""

_YEARS = 30


@dataclass(frozen=True, slots=True)
class Weakened:
    """A guarantee that is gone (`by` is `None`), or says a little less.

    `narrower` is a condition of it now, `wider` what it was: it is weaker only if nobody meets the
    first who does not meet the second.
    """

    of: Guarantee
    what: str
    by: Guarantee | None = None
    narrower: Condition = ALWAYS
    wider: Condition = ALWAYS


def weakened(guarantee: Guarantee) -> Iterator[Weakened]:
    """Yield a guarantee without itself, and every way to say a little less."""
    yield Weakened(guarantee, "left out")
    match guarantee.form:
        case NeverDepends() as form:
            yield from _depends(guarantee, form)
        case Whenever() as form:
            for what, narrower in _mutated(form.whenever):
                less = replace(form, whenever=narrower)
                yield _by(guarantee, what, less, narrower, form.whenever)
            for what, wider in _mutated(form.then):
                yield _by(guarantee, what, replace(form, then=wider), form.then, wider)
            for what, claims in _claims(form):
                yield _by(guarantee, what, replace(form, claims=claims))
        case Never(never):
            for what, narrower in _mutated(never):
                yield _by(guarantee, what, Never(narrower), narrower, never)
        case NeverSettled(typologies) as form:
            for each in typologies if len(typologies) > 1 else ():
                rest = tuple(other for other in typologies if other != each)
                yield _by(guarantee, f"without {each}", replace(form, typology=rest))


def conditions_of(every: tuple[Weakened, ...]) -> Iterator[Condition]:
    """Yield the conditions weakened guarantees have."""
    for each in every:
        if each.by is not None:
            yield from each.by.conditions


def _by(
    guarantee: Guarantee,
    what: str,
    form: NeverDepends | Whenever | Never | NeverSettled,
    narrower: Condition = ALWAYS,
    wider: Condition = ALWAYS,
) -> Weakened:
    return Weakened(guarantee, what, replace(guarantee, form=form), narrower, wider)


def _mutated(condition: Condition) -> Iterator[tuple[str, Condition]]:
    return ((f"{operator}, {what}", changed) for operator, what, changed in mutated(condition))


def _depends(guarantee: Guarantee, form: NeverDepends) -> Iterator[Weakened]:
    for output in form.outcome if len(form.outcome) > 1 else ():
        rest = tuple(other for other in form.outcome if other is not output)
        yield _by(guarantee, f"without {output}", replace(form, outcome=rest))
    for path in form.on if len(form.on) > 1 else ():
        fewer = tuple(other for other in form.on if other != path)
        yield _by(guarantee, f"without {path}", replace(form, on=fewer))
    for what, narrower in _mutated(form.among):
        yield _by(guarantee, what, replace(form, among=narrower), narrower, form.among)


def _claims(form: Whenever) -> Iterator[tuple[str, tuple[StatusClaim, ...]]]:
    for place, claim in enumerate(form.claims):
        before, after = form.claims[:place], form.claims[place + 1 :]
        for what, less in _weaker(claim):
            yield what, (*before, less, *after)


def _weaker(claim: StatusClaim) -> Iterator[tuple[str, StatusClaim]]:
    for status in Status:
        if status not in claim.statuses:
            yield f"{status} too", replace(claim, statuses=(*claim.statuses, status))
    for id_ in claim.interventions if claim.every and len(claim.interventions) > 1 else ():
        fewer = tuple(other for other in claim.interventions if other != id_)
        yield f"without {id_}", replace(claim, interventions=fewer)


# --- slips that read too much


def reading_slips(rulebook: Rulebook, form: NeverDepends) -> Iterator[Mutant]:
    """Yield rulebooks in which a rule of an output also tests an answer it must not depend on."""
    for path in form.on:
        test = _test_of(rulebook, path)
        if test is None:
            continue
        for output in form.outcome:
            for rule in _rules_of(rulebook, output)[:_A_FEW]:
                when = AllOf((rule.when, test))
                changed = _with(rulebook, rule, replace(rule, when=when))
                yield Mutant(Operator.TEST_ADDED, f"rules.{rule.id}", f"and {path}", changed)


def tests_planted(rulebook: Rulebook, form: NeverDepends) -> Iterator[Condition]:
    """Yield the tests such slips add."""
    tests = (_test_of(rulebook, path) for path in form.on)
    yield from (test for test in tests if test is not None)


def _test_of(rulebook: Rulebook, path: AnswerPath) -> Condition | None:
    owner, inner = path.place
    question = rulebook.siblings[owner][inner]
    if isinstance(question.domain, ListOf | Grid):
        tests = (_tested(rulebook, each, question.id) for each in question.domain.item)
        first = next((test for test in tests if test is not None), None)
        return None if first is None else in_some(question.id, first)
    tested = _tested(rulebook, question, owner)
    return tested if tested is None or owner is None else in_some(owner, tested)


def _tested(rulebook: Rulebook, question: Question, owner: str | None) -> Condition | None:
    ref = Ref(RefKind.QUESTION, question.id, owner)
    bodies = (finding.body for finding in rulebook.findings.values())
    if any(isinstance(body, FirstMatch) and body.stated == ref for body in bodies):
        return None  # only its finding may test it
    test = _some_test(question)
    return None if test is None else Tested(ref, (test,))


def _some_test(question: Question) -> Test | None:
    match question.domain:
        case Choice(values) | YesNo(values=values):
            return Among((Value(values[0]),))
        case Number(low, high):
            return Compared(Order.AT_MOST, Value((low + high) // 2))
        case Dates():
            return Elapsed(12, (Compared(Order.AT_LEAST, Value(_YEARS)),))
        case Subset(values):
            return Members(Membership.ANY, (Value(values[0]),))
        case _:
            return None


def _rules_of(rulebook: Rulebook, output: Output) -> tuple[AnyRule, ...]:
    """Return the rules that decide an output; law is no slip of the method's."""
    groups, typologies = rulebook.target_groups, rulebook.typologies
    match output:
        case Output.TARGET_GROUP:
            return groups.rules if groups else ()
        case Output.TYPOLOGY:
            return typologies.rules if typologies else ()
        case Output.AGAINST:
            return tuple(each for each in rulebook.recommendations if each.against)
        case Output.LAW:
            return rulebook.availability
        case Output.WARNINGS:
            return tuple(each for each in rulebook.warnings if not each.rests_on_law)
        case _:
            return tuple(each for each in rulebook.recommendations if each.recommend)


def _with(rulebook: Rulebook, rule: AnyRule, changed: AnyRule) -> Rulebook:
    """Return a rulebook with a rule in the place of another of its kind."""
    match rule, changed:
        case ClassificationRule(), ClassificationRule():
            for section in ("target_groups", "typologies"):
                classes = getattr(rulebook, section)
                if classes is not None and rule in classes.rules:
                    held = {section: replace(classes, rules=_put(classes.rules, rule, changed))}
                    # The key names a field of this type, which `replace` cannot see.
                    return replace(rulebook, **held)
        case Recommendation(), Recommendation():
            return replace(rulebook, recommendations=_put(rulebook.recommendations, rule, changed))
        case Availability(), Availability():
            return replace(rulebook, availability=_put(rulebook.availability, rule, changed))
        case WarningRule(), WarningRule():
            return replace(rulebook, warnings=_put(rulebook.warnings, rule, changed))
    raise ValueError(rule.id)


def _put(rules: tuple[R, ...], rule: R, changed: R) -> tuple[R, ...]:
    return tuple(changed if each is rule else each for each in rules)
