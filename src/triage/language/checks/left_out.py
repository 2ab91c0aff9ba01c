"""Texts for people that a rulebook leaves out: labels, purposes, reasons, sources (section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.diagnostics import Severity
from triage.language.reading.problems import Problems
from triage.language.reading.vocabulary import HEAD
from triage.model.finding import FirstMatch
from triage.model.programme import Programme
from triage.model.question import Choice, Grid, ListOf, Question, Subset
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook

Wanted = tuple[str, tuple[str, ...]]
"""The path of a thing, and keys of which it should have one; the first is asked for."""

_PROGRAMME_PARTS = (
    *("aims", "facts", "partners", "organisation", "legal_basis"),
    *("efforts", "outcomes", "targets", "capacity"),
)
_OWED = frozenset({"because", "law", "source", "checked_on", "confidence", "purpose"})
"""What a person is owed: why a rule says what it does, on which law, why a question is asked."""


def check_left_out(rulebook: Rulebook, problems: Problems) -> None:
    """Record what lacks a text somebody will look for; as an error, what a person is owed."""
    own, aliases = rulebook.texts.own, rulebook.texts.aliases
    if not rulebook.texts.language:
        _record(HEAD, "language", rulebook, problems)
    for path, keys in _wanted(rulebook):
        texts = (f"{path}.{key}" for key in keys)
        if not any(aliases.get(text, text) in own for text in texts):
            _record(path, keys[0], rulebook, problems)
    for rule in _law(rulebook):
        for key in ("checked_on", "confidence"):
            if getattr(rule, key) is None:
                _record(f"rules.{rule.id}", key, rulebook, problems)


def _record(path: str, key: str, rulebook: Rulebook, problems: Problems) -> None:
    severity = Severity.ERROR if _is_owed(path, key, rulebook) else Severity.WARNING
    place = rulebook.places.get(path)
    problems.add("left-out", place, path, severity=severity, place=path, key=key)


def _is_owed(path: str, key: str, rulebook: Rulebook) -> bool:
    """Say whether a person is owed a text; of guarantees, and of where something is from, none."""
    if path.startswith("interventions."):
        return False
    return key in _OWED and all(path != f"rules.{each.id}" for each in rulebook.guarantees)


def _wanted(rulebook: Rulebook) -> Iterator[Wanted]:
    yield HEAD, ("title",)
    yield from _of_programme(rulebook.programme)
    yield from _each("factors", rulebook.factors, ("label",))
    for question in rulebook.questions.values():
        yield from _of_question(question)
    for table in rulebook.tables.values():
        if table.key is None:
            yield from _each(f"tables.{table.id}.rows", table.rows, ("label",))
    yield from _each("parameters", rulebook.parameters, ("means", "label"))
    yield from _of_findings(rulebook)
    texts = (("label",), ("for_participant",), ("source",))
    yield from _each("interventions", rulebook.interventions, *texts)
    yield from _each("groups", rulebook.groups, ("label",))
    yield from _of_rules(rulebook)


def _of_programme(programme: Programme | None) -> Iterator[Wanted]:
    if programme is not None:
        for key in _PROGRAMME_PARTS:
            yield from _each(f"programme.{key}", getattr(programme, key), ("label",))
        if programme.budget is not None:
            yield from _each("programme.budget", programme.budget.lines, ("label",))


def _of_question(question: Question) -> Iterator[Wanted]:
    path = f"questions.{question.id}"
    yield path, ("ask", "label")
    yield path, ("purpose",)
    yield from _of_domain(question, path)
    if isinstance(question.domain, ListOf | Grid):
        for inner in question.domain.item:
            yield f"{path}.item.{inner.id}", ("ask", "label")
            yield from _of_domain(inner, f"{path}.item.{inner.id}")


def _of_domain(question: Question, path: str) -> Iterator[Wanted]:
    match question.domain:
        case Choice(values) | Subset(values):
            yield from _each(f"{path}.values", values, ("label",))
        case Grid(rows):
            yield from _each(f"{path}.rows", rows, ("label",))
        case _:
            pass


def _of_findings(rulebook: Rulebook) -> Iterator[Wanted]:
    for finding in rulebook.findings.values():
        path = f"findings.{finding.id}"
        yield path, ("label",)
        if isinstance(finding.body, FirstMatch):
            yield from _each(f"{path}.values", finding.body.values, ("label",))


def _of_rules(rulebook: Rulebook) -> Iterator[Wanted]:
    reason = ("because", "description")
    if rulebook.target_groups is not None:
        yield from _each("target_groups.values", rulebook.target_groups.values, ("label",))
    if rulebook.typologies is not None:
        values = rulebook.typologies.values
        yield from _each("typologies.values", values, ("label",), ("for_participant",))
    for classification in rulebook.classifications():
        yield from _each("rules", (rule.id for rule in classification.rules), reason)
    yield from _each("rules", (rule.id for rule in rulebook.recommendations), reason)
    yield from _each("rules", (r.id for r in _law(rulebook)), reason, ("law",), ("source",))
    yield from _each("rules", (rule.id for rule in rulebook.warnings), ("warn",))
    yield from _each("rules", (each.id for each in rulebook.guarantees), (*reason, "label"))


def _law(rulebook: Rulebook) -> tuple[Availability, ...]:
    """Return the rules of law; what a condition of a programme lacks is told as it is read."""
    return tuple(each for each in rulebook.availability if each.rests_on_law)


def _each(path: str, ids: Iterable[str], *wanted: tuple[str, ...]) -> Iterator[Wanted]:
    for id_ in ids:
        for keys in wanted:
            yield f"{path}.{id_}", keys
