"""What a rule rests on: the questions its condition reads, directly or through findings.

Where it tests the typology, that stands for itself: it has reasons of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.engine.intake.answers import Answers
from triage.explain.answered import Answered, answered
from triage.model.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Negation,
    Ref,
    RefKind,
    refs_of,
)
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding
from triage.model.rule import Availability, Recommendation, TypologyRule, WarningRule
from triage.model.rulebook import Rulebook

Ground = Answered

Place = tuple[str | None, str | None, str]
"""List or grid, row of a grid (`None`: whichever), question."""


def grounds(
    rulebook: Rulebook, rule: str, answers: Answers, still_open: Iterable[str] = ()
) -> tuple[Ground, ...]:
    """Give the answers a rule rests on, in file order, and those of `still_open` it waits for.

    Questions that were not answered and are not open stay out: they do not apply.
    """
    read = set(questions_read(rulebook, conditions(rulebook)[rule]))
    waiting = set(still_open)
    return tuple(
        found
        for found in answered(rulebook, answers)
        if is_read(found, read) and (found.answer is not None or found.path in waiting)
    )


def conditions(rulebook: Rulebook) -> dict[str, Condition]:
    """Give the condition of every rule an outcome reports on, by id."""
    return {rule.id: rule.when for rule in _rules(rulebook)}


def _rules(
    rulebook: Rulebook,
) -> Iterator[TypologyRule | Recommendation | Availability | WarningRule]:
    if rulebook.typologies is not None:
        yield from rulebook.typologies.rules
    yield from rulebook.recommendations
    yield from rulebook.availability
    yield from rulebook.warnings


def is_read(found: Answered, read: set[Place]) -> bool:
    """Say whether an answer stands at one of the places read."""
    parts = found.path.split(".")
    if len(parts) == 1:
        return (None, None, parts[0]) in read
    owner, element, question = parts
    return (owner, None, question) in read or (owner, element, question) in read


def asserted(condition: Condition) -> Condition:
    """Give a condition without what it excludes."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(map(asserted, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(asserted, parts)))
        case Negation():
            return ALWAYS
        case _:
            return condition


def questions_read(rulebook: Rulebook, condition: Condition) -> Iterator[Place]:
    """Give the place of every question a condition reads, through findings too."""
    reading = _Reading(rulebook)
    yield from reading.of(condition)


class _Reading:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._seen: set[str] = set()

    def of(self, condition: Condition) -> Iterator[Place]:
        for ref in refs_of(condition):
            yield from self._of_ref(ref)

    def _of_ref(self, ref: Ref) -> Iterator[Place]:
        if ref.kind is RefKind.QUESTION:
            yield ref.collection, ref.row, ref.id
        elif ref.kind is RefKind.FINDING and ref.id not in self._seen:
            self._seen.add(ref.id)
            yield from self._of_finding(self._rulebook.findings[ref.id])

    def _of_finding(self, finding: Finding) -> Iterator[Place]:
        match finding.body:
            case FirstMatch(_, rules, _, stated):
                if stated is not None:
                    yield stated.collection, stated.row, stated.id
                for rule in rules:
                    yield from self.of(rule.when)
            case YesNoFinding(when):
                yield from self.of(when)
            case Extreme(_, over):
                yield from self._of_ref(over)
