"""Defects put into a rulebook on purpose, each with what a check must say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from triage.model.answer_path import AnswerPath
from triage.model.condition import (
    AllOf,
    AnyOf,
    Condition,
    Negation,
    RefKind,
    Value,
)
from triage.model.finding import Finding, FirstMatch
from triage.model.guarantee import Guarantee, Never, NeverDepends, Output
from triage.model.rule import (
    Availability,
    Classification,
    ClassificationRule,
    Intervention,
    Verdict,
)
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of, tests_of

NEW = "X-new"


@dataclass(frozen=True)
class Seeded:
    """A rulebook with one defect, and a finding that must name it."""

    rulebook: Rulebook
    code: str
    paths: frozenset[str]
    """It must be about one of these."""


def seeded(book: Rulebook, seed: int) -> Seeded:
    """Put one defect into a rulebook."""
    draw = Random(seed)
    kinds: tuple[Callable[[Rulebook, Random], Seeded], ...] = (
        _gap,
        _conflict,
        _never_holds,
        _never_holds_in_finding,
        _covered_typology,
        _covered_recommendation,
        _covered_law,
        _covered_case,
        _idle_test,
        _never,
        _depends,
        _never_concluded,
        _never_obtained,
        _never_seen,
        _uncovered_days,
    )
    return kinds[seed % len(kinds)](book, draw)


def _typologies(book: Rulebook) -> Classification:
    assert book.typologies is not None
    return book.typologies


def _of_rules(path: str) -> frozenset[str]:
    return frozenset({f"rules.{path}"})


def _gap(book: Rulebook, draw: Random) -> Seeded:
    of = _typologies(book)
    gone = draw.choice(of.rules)
    rules = tuple(one for one in of.rules if one is not gone)
    found = replace(book, typologies=replace(of, rules=rules))
    return Seeded(found, "typology-gap", _of_rules(rules[0].id))


def _conflict(book: Rulebook, draw: Random) -> Seeded:
    of = _typologies(book)
    one = draw.choice(of.rules)
    then = draw.choice([value for value in of.values if value != one.then.value])
    more = ClassificationRule(NEW, one.when, Value(then))
    found = replace(book, typologies=replace(of, rules=(*of.rules, more)))
    return Seeded(found, "typology-conflict", _of_rules(NEW))


def _impossible(when: Condition) -> Condition:
    return AllOf((when, Negation(when)))


def _never_holds(book: Rulebook, draw: Random) -> Seeded:
    kind = draw.choice(("typologies", "recommendations", "availability", "warnings"))
    rules = list(_typologies(book).rules if kind == "typologies" else getattr(book, kind))
    place = draw.randrange(len(rules))
    rules[place] = replace(rules[place], when=_impossible(rules[place].when))
    if kind == "typologies":
        found = replace(book, typologies=replace(_typologies(book), rules=tuple(rules)))
    else:
        # The key names a field of this type, which `replace` cannot see through a mapping.
        found = replace(book, **{kind: tuple(rules)})  # type: ignore[arg-type]
    return Seeded(found, "never-holds", _of_rules(rules[place].id))


def _first_match(book: Rulebook, draw: Random) -> tuple[Finding, FirstMatch]:
    every = [
        (finding, finding.body)
        for finding in book.findings.values()
        if isinstance(finding.body, FirstMatch) and finding.body.rules
    ]
    return draw.choice(every)


def _with_body(book: Rulebook, finding: Finding, body: FirstMatch) -> Rulebook:
    findings = {**book.findings, finding.id: replace(finding, body=body)}
    return replace(book, findings=findings)


def _never_holds_in_finding(book: Rulebook, draw: Random) -> Seeded:
    finding, body = _first_match(book, draw)
    rules = list(body.rules)
    place = draw.randrange(len(rules))
    rules[place] = replace(rules[place], when=_impossible(rules[place].when))
    path = f"findings.{finding.id}.rules.{place + 1}"
    found = _with_body(book, finding, replace(body, rules=tuple(rules)))
    return Seeded(found, "never-holds", frozenset({path, f"rules.{rules[place].id}"}))


def _covered_typology(book: Rulebook, draw: Random) -> Seeded:
    of = _typologies(book)
    one = draw.choice(of.rules)
    more = replace(one, id=NEW)
    found = replace(book, typologies=replace(of, rules=(*of.rules, more)))
    return Seeded(found, "never-decisive", _of_rules(NEW))


def _covered_recommendation(book: Rulebook, draw: Random) -> Seeded:
    one = draw.choice(book.recommendations)
    more = replace(one, id=NEW)
    found = replace(book, recommendations=(*book.recommendations, more))
    return Seeded(found, "never-decisive", _of_rules(NEW))


def _covered_law(book: Rulebook, draw: Random) -> Seeded:
    one = draw.choice(book.availability)
    more = replace(one, id=NEW)
    return Seeded(
        replace(book, availability=(*book.availability, more)), "never-decisive", _of_rules(NEW)
    )


def _covered_case(book: Rulebook, draw: Random) -> Seeded:
    finding, body = _first_match(book, draw)
    one = replace(draw.choice(body.rules), id=NEW)
    found = _with_body(book, finding, replace(body, rules=(*body.rules, one)))
    return Seeded(found, "never-decisive", _of_rules(NEW))


def _idle_test(book: Rulebook, draw: Random) -> Seeded:
    rules = list(book.recommendations)
    place = draw.randrange(len(rules))
    one = rules[place]
    test = draw.choice(list(tests_of(draw.choice(rules).when)) or list(tests_of(one.when)))
    always = AnyOf((test, Negation(test)))
    rules[place] = replace(one, when=AllOf((*_parts(one.when), always)))
    return Seeded(replace(book, recommendations=tuple(rules)), "idle-test", _of_rules(one.id))


def _parts(when: Condition) -> tuple[Condition, ...]:
    return when.parts if isinstance(when, AllOf) else (when,)


def _never(book: Rulebook, draw: Random) -> Seeded:
    conditions = [rule.when for rule in _typologies(book).rules]
    conditions += [rule.when for rule in book.recommendations]
    broken = Guarantee(NEW, Never(draw.choice(conditions)))
    found = replace(book, guarantees=(*book.guarantees, broken))
    return Seeded(found, "guarantee-broken", _of_rules(NEW))


def _depends(book: Rulebook, draw: Random) -> Seeded:
    reads = ("goal_state", "goal_certainty", "goal_owner", "goal_scope", "goals", "yes_to")
    form = NeverDepends((Output.TYPOLOGY,), (AnswerPath.of(draw.choice(reads)),))
    found = replace(book, guarantees=(*book.guarantees, Guarantee(NEW, form)))
    return Seeded(found, "guarantee-broken", _of_rules(NEW))


def _never_concluded(book: Rulebook, draw: Random) -> Seeded:
    finding, body = _first_match(book, draw)
    found = _with_body(book, finding, replace(body, values=(*body.values, "never")))
    return Seeded(found, "never-concluded", frozenset({f"findings.{finding.id}.values.never"}))


def _never_obtained(book: Rulebook, draw: Random) -> Seeded:
    kind = draw.choice(list(book.interventions.values())).kind
    more = {**book.interventions, "x_new": Intervention("x_new", kind)}
    found = replace(book, interventions=more)
    return Seeded(found, "never-obtained", frozenset({"interventions.x_new"}))


def _never_seen(book: Rulebook, draw: Random) -> Seeded:
    rule = draw.choice([one for one in book.recommendations if one.recommend])
    barred = Availability(NEW, rule.when, rule.recommend, Verdict.NOT_AVAILABLE, {})
    if any(ref.kind is RefKind.TYPOLOGY for ref in refs_of(rule.when)):
        barred = replace(barred, when=AllOf(()))
    found = replace(book, availability=(*book.availability, barred))
    return Seeded(found, "never-seen", _of_rules(rule.id))


def _uncovered_days(book: Rulebook, draw: Random) -> Seeded:
    begins = date(2028, 1, 1)
    days = timedelta(days=draw.randrange(1, 300))
    later = draw.random() < 0.5
    rules = [
        replace(rule, valid_from=begins + days if later else begins - days)
        if rule.id == "L-igu-closed"
        else rule
        for rule in book.availability
    ]
    code = "period-gap" if later else "period-overlap"
    return Seeded(replace(book, availability=tuple(rules)), code, _of_rules("L-igu-closed"))
