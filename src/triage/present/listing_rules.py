"""The listing of what is concluded: findings, classes, interventions and every kind of rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.model.condition import Value
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding
from triage.model.rule import (
    Availability,
    Classification,
    ClassificationRule,
    Recommendation,
    Start,
    Verdict,
    WarningRule,
)
from triage.present.blocks import Line, Point
from triage.present.listing_view import ListingView


def list_findings(view: ListingView) -> dict[str, Point]:
    """List the findings with the rules of each."""
    return {id_: _finding(view, each) for id_, each in view.rulebook.findings.items()}


def _finding(view: ListingView, finding: Finding) -> Point:
    notes: list[Line] = []
    if finding.for_each:
        notes.extend(view.note("for_each", finding.for_each))
    match finding.body:
        case FirstMatch():
            notes.extend(_first_match(view, finding.id, finding.body))
        case YesNoFinding(when):
            notes.extend(view.when(when))
        case Extreme(highest, over):
            key = "highest" if highest else "lowest"
            notes.extend(view.note(key, f"{over.collection}.{over.id}"))
    return Point(view.titled(f"findings.{finding.id}"), tuple(notes))


def _first_match(view: ListingView, id_: str, body: FirstMatch) -> Iterator[Line]:
    path = f"findings.{id_}.values"
    if body.stated is not None:
        yield from view.note("stated", body.stated.id)
    for rule in body.rules:
        said = "; ".join(view.conditions.parts(rule.when)) or view.always
        yield Line(said, label=view.value(rule.then, path))
    yield from view.note("otherwise", view.value(body.otherwise, path))


def list_target_groups(view: ListingView) -> dict[str, Point]:
    """List the target groups, then the rules that assign them."""
    return _classes(view, view.rulebook.target_groups, "target_groups.values")


def list_typologies(view: ListingView) -> dict[str, Point]:
    """List the typologies, then the rules that assign them."""
    return _classes(view, view.rulebook.typologies, "typologies.values")


def _classes(view: ListingView, classes: Classification | None, path: str) -> dict[str, Point]:
    if classes is None:
        return {}
    values = {
        value: Point(
            view.titled(f"{path}.{value}"),
            tuple(view.text("for_participant", f"{path}.{value}.for_participant")),
        )
        for value in classes.values
    }
    return values | {rule.id: _class_rule(view, rule, path) for rule in classes.rules}


def _class_rule(view: ListingView, rule: ClassificationRule, path: str) -> Point:
    then = view.value(rule.then, path)
    notes = (*view.note("then", then), *view.when(rule.when), *_because(view, rule.id))
    return Point(view.titled(f"rules.{rule.id}"), notes)


def _because(view: ListingView, rule: str) -> Iterator[Line]:
    yield from view.text("because", f"rules.{rule}.because")
    yield from view.text("source", f"rules.{rule}.source")


def list_interventions(view: ListingView) -> dict[str, Point]:
    """List the catalogue."""
    return {id_: _intervention(view, id_) for id_ in view.rulebook.interventions}


def _intervention(view: ListingView, id_: str) -> Point:
    intervention = view.rulebook.interventions[id_]
    path = f"interventions.{id_}"
    facts = [intervention.kind, intervention.delivery, intervention.pay]
    notes = [*view.note("kind", ", ".join(fact for fact in facts if fact))]
    for key in ("description", "hours", "duration", "decided_by", "source"):
        notes.extend(view.text(key, f"{path}.{key}"))
    if not intervention.offered:
        notes.append(Line(view.words.say("book.not_offered")))
    return Point(view.titled(path), tuple(notes))


def list_recommendations(view: ListingView) -> dict[str, Point]:
    """List the rules that recommend, and those that give a reason against."""
    return {rule.id: _recommendation(view, rule) for rule in view.rulebook.recommendations}


def _recommendation(view: ListingView, rule: Recommendation) -> Point:
    notes: list[Line] = []
    if rule.recommend:
        strength = view.words.say(f"book.strength_{rule.strength}")
        facts = f"{_interventions(view, rule.recommend)} ({strength}; {_start(view, rule.start)})"
        notes.extend(view.note("recommend", facts))
    else:
        notes.extend(view.note("against", _interventions(view, rule.against)))
    notes.extend((*view.when(rule.when), *_because(view, rule.id)))
    return Point(view.titled(f"rules.{rule.id}"), tuple(notes))


def _start(view: ListingView, start: Start) -> str:
    return view.names.start(f"after:{start.after}" if start.after else start.when).lower()


def _interventions(view: ListingView, chosen: Iterable[str]) -> str:
    return ", ".join(view.names.intervention(each) for each in chosen)


def list_availability(view: ListingView) -> dict[str, Point]:
    """List the rules of law with their sources and dates."""
    return {rule.id: _availability(view, rule) for rule in view.rulebook.availability}


def _availability(view: ListingView, rule: Availability) -> Point:
    notes = [
        *view.note("then", _verdict(view, rule)),
        *view.note("about", _interventions(view, rule.interventions)),
        *view.when(rule.when),
        *_because(view, rule.id),
        *view.text("law", f"rules.{rule.id}.law"),
    ]
    if rule.valid_from or rule.valid_to:
        notes.append(Line(f"{view.validity(rule.valid_from, rule.valid_to)}."))
    if rule.checked_on:
        notes.extend(view.note("checked_on", view.scalar(rule.checked_on)))
    notes.extend(view.note("confidence", rule.confidence))
    return Point(view.titled(f"rules.{rule.id}"), tuple(notes))


def _verdict(view: ListingView, rule: Availability) -> str:
    limits = ", ".join(_limit(view, name, value) for name, value in rule.limits.items())
    if rule.verdict is Verdict.AVAILABLE:
        return view.words.say("book.verdict_limit", limits=limits)
    said = view.words.say(f"book.verdict_{rule.verdict}")
    return f"{said}; {view.words.say('book.verdict_limit', limits=limits)}" if limits else said


def _limit(view: ListingView, name: str, value: Value) -> str:
    said = f"{value.value} {view.names.limit(name)}"
    return f"{said} (${value.parameter})" if value.parameter else said


def list_warnings(view: ListingView) -> dict[str, Point]:
    """List the warnings."""
    return {rule.id: _warning(view, rule) for rule in view.rulebook.warnings}


def _warning(view: ListingView, rule: WarningRule) -> Point:
    notes = [*view.text("warn", f"rules.{rule.id}.warn"), *view.when(rule.when)]
    if rule.plan is not None:
        notes.extend(view.note("plan_count", view.conditions.plan_count(rule.plan)))
    return Point(view.titled(f"rules.{rule.id}"), tuple(notes))
