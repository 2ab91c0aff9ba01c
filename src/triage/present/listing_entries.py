"""The entries of a listing, section by section: what is concluded and proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from triage.model.condition import AsOf, Condition, Value
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding
from triage.model.never_says import NeverSays
from triage.model.rule import (
    Availability,
    Classification,
    ClassificationRule,
    FirstSteps,
    Recommendation,
    Start,
    Verdict,
    WarningRule,
)
from triage.model.rulebook import Group, Parameter, Rulebook
from triage.present.blocks import Line, Point
from triage.present.conditions import ConditionWords
from triage.present.names import Names
from triage.present.wording import Words


class ListingView:
    """A rulebook and the words to list it in."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        """List `rulebook` in the language of `words`."""
        self.rulebook = rulebook
        self.words = words
        self.names = Names(rulebook, words)
        self.conditions = ConditionWords(rulebook, words, self.names)

    def titled(self, path: str) -> str:
        """Return a thing's name with its id, the way rules refer to it."""
        id_ = path.rsplit(".", 1)[-1]
        name = self.names.text(f"{path}.label") or self.names.text(f"{path}.ask")
        return f"{id_}: {name}" if name else id_

    def note(self, key: str, text: str | None) -> Iterator[Line]:
        """Yield a labelled note, where there is something to say."""
        if text:
            yield Line(text, label=self.words.say(f"book.{key}"))

    def text(self, key: str, path: str) -> Iterator[Line]:
        """Yield a text of the rulebook as a labelled note, where there is one.

        What is not translated is marked as being in another language.
        """
        if text := self.names.text(path):
            own, asked = self.rulebook.texts, self.words.language
            found = own.language_of(path, asked)
            lang = None if found == asked else found
            yield Line(text, label=self.words.say(f"book.{key}"), lang=lang)

    def where_from(self, path: str) -> Iterator[Line]:
        """Yield the source of a thing, then what of it is the rulebook's own reading."""
        source = self.names.text(f"{path}.source")
        titled = f"rulebook.sources.{source}.title"
        named = titled if source and self.names.text(titled) else f"{path}.source"
        yield from self.text("source", named)
        yield from self.text("reading", f"{path}.reading")

    def when(self, condition: Condition, key: str = "when") -> Iterator[Line]:
        """Yield a condition in words."""
        first, *others = self.conditions.parts(condition) or (self.always,)
        yield from self.note(key, first)
        for part in others:
            yield Line(part, label=self.words.say("and"))

    @property
    def always(self) -> str:
        """The words for a condition without parts."""
        return self.words.say("words.always")

    def value(self, value: Value, path: str) -> str:
        """Return a value by its label under `path`, and the parameter it comes from."""
        name = self.names.label(f"{path}.{value.value}")
        return f"{name} (${value.parameter})" if value.parameter else name

    def scalar(self, value: str | int | date | AsOf) -> str:
        """Return a bare value."""
        if isinstance(value, AsOf):
            return self.words.say("words.as_of")
        return self.words.date(value) if isinstance(value, date) else str(value)

    def validity(self, start: date | None, end: date | None) -> str:
        """Return two ends of a period, either of which may be missing."""
        if start and end:
            return self.words.say("book.valid", start=self.scalar(start), end=self.scalar(end))
        if start:
            return self.words.say("book.valid_from", start=self.scalar(start))
        return self.words.say("book.valid_to", end=self.scalar(end) if end else "")


def list_parameters(view: ListingView) -> dict[str, Point]:
    """List what a local office may tune, and how far."""
    return {id_: _parameter(view, each) for id_, each in view.rulebook.parameters.items()}


def _parameter(view: ListingView, parameter: Parameter) -> Point:
    path = f"parameters.{parameter.id}"
    value = view.names.with_unit(view.scalar(parameter.value), path, parameter.unit)
    notes = [*view.text("means", f"{path}.means")]
    notes.extend(view.note("allowed", _allowed(view, parameter)))
    return Point(f"{parameter.id}: {value}", tuple(notes))


def _allowed(view: ListingView, parameter: Parameter) -> str | None:
    if parameter.values:
        return ", ".join(parameter.values)
    low = parameter.min if parameter.min is not None else parameter.start
    high = parameter.max if parameter.max is not None else parameter.end
    if low is None or high is None:
        return None
    return view.words.say("book.from_to", low=view.scalar(low), high=view.scalar(high))


def list_tables(view: ListingView) -> dict[str, Point]:
    """List the reference tables by their size and the questions they answer."""
    return {
        table.id: Point(
            view.titled(f"tables.{table.id}"),
            (
                Line(view.words.count("book.rows", len(table.rows))),
                *view.note("fills", ", ".join(table.columns)),
            ),
        )
        for table in view.rulebook.tables.values()
    }


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
        value: Point(view.titled(f"{path}.{value}"), tuple(_class(view, f"{path}.{value}")))
        for value in classes.values
    }
    return values | {rule.id: _class_rule(view, rule, path) for rule in classes.rules}


def _class(view: ListingView, path: str) -> Iterator[Line]:
    """Yield what is said of a class; the name its source uses is for staff."""
    yield from view.text("name_in_source", f"{path}.name_in_source")
    yield from view.text("for_participant", f"{path}.for_participant")
    yield from view.where_from(path)


def _class_rule(view: ListingView, rule: ClassificationRule, path: str) -> Point:
    then = view.value(rule.then, path)
    notes = (*view.note("then", then), *view.when(rule.when), *_because(view, rule.id))
    return Point(view.titled(f"rules.{rule.id}"), notes)


def _because(view: ListingView, rule: str) -> Iterator[Line]:
    yield from view.text("because", f"rules.{rule}.because")
    yield from view.where_from(f"rules.{rule}")


def list_interventions(view: ListingView) -> dict[str, Point]:
    """List the catalogue."""
    return {id_: _intervention(view, id_) for id_ in view.rulebook.interventions}


def _intervention(view: ListingView, id_: str) -> Point:
    intervention = view.rulebook.interventions[id_]
    path = f"interventions.{id_}"
    notes = [*view.note("kind", intervention.kind)]
    if intervention.delivery:
        given = view.words.say(f"book.delivery_{intervention.delivery}")
        notes.extend(view.note("delivery", given))
    if intervention.pay:
        paid = view.words.say(f"plan.{intervention.pay}")
        notes.append(Line(paid, label=view.words.say("plan.pay")))
    for key in ("description", "hours", "duration", "decided_by"):
        notes.extend(view.text(key, f"{path}.{key}"))
    notes.extend(view.note("needs", _interventions(view, intervention.needs)))
    notes.extend(view.where_from(path))
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
    return ", ".join(view.names.interventions(chosen))


def list_groups(view: ListingView) -> dict[str, Point]:
    """List the groups with what is in them."""
    return {id_: _group(view, group) for id_, group in view.rulebook.groups.items()}


def _group(view: ListingView, group: Group) -> Point:
    members = [
        *map(view.names.intervention, group.interventions),
        *(view.names.question(None, each) for each in group.questions),
    ]
    path = f"groups.{group.id}"
    said = (*view.note("in_group", ", ".join(members)), *view.text("because", f"{path}.because"))
    return Point(view.titled(path), said)


def list_first_steps(view: ListingView) -> dict[str, Point]:
    """List what comes first of a plan, typology by typology."""
    return {id_: _first_steps(view, order) for id_, order in view.rulebook.first_steps.items()}


def _first_steps(view: ListingView, order: FirstSteps) -> Point:
    path = f"first_steps.{order.id}"
    classes = view.words.either(view.names.typologies(order.typologies))
    named = ", ".join(map(view.names.intervention, order.interventions))
    said = (
        *view.note("first_steps_of", classes or view.words.say("book.first_steps_rest")),
        *view.note("first_steps_order", named),
        *view.text("because", f"{path}.because"),
    )
    return Point(view.titled(path), said)


def list_never_says(view: ListingView) -> dict[str, Point]:
    """List the words that no text for a participant may hold, language by language."""
    return {kind.id: _never_says(view, kind) for kind in view.rulebook.never_says}


def _never_says(view: ListingView, kind: NeverSays) -> Point:
    path = f"never_says.{kind.id}"
    aside = view.words.listed(view.words.say(f"book.aside_{each}") for each in kind.aside)
    notes = (
        *(Line(", ".join(words), label=language) for language, words in kind.words.items()),
        *view.note("aside", aside),
        *view.text("because", f"{path}.because"),
    )
    return Point(view.titled(path), notes)


def list_availability(view: ListingView) -> dict[str, Point]:
    """List the rules of law and the conditions of a programme, with their sources and dates."""
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
    if rule.rests_on_law:
        notes.extend(_law_read(view, rule))
    else:
        notes.append(Line(view.words.say("law.no_law")))
    return Point(view.titled(f"rules.{rule.id}"), tuple(notes))


def _law_read(view: ListingView, rule: Availability | WarningRule) -> Iterator[Line]:
    """Yield on which day the law was read, and where."""
    if rule.checked_on:
        yield from view.note("checked_on", view.scalar(rule.checked_on))
    yield from view.note("confidence", rule.confidence)


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
    if rule.on_top:
        notes.append(Line(view.words.say("book.on_top")))
    notes.extend((*view.text("law", f"rules.{rule.id}.law"), *_law_read(view, rule)))
    return Point(view.titled(f"rules.{rule.id}"), tuple(notes))
