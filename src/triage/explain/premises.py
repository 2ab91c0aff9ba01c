"""What a rule rests on: the questions its condition reads, directly or through findings.

Where it tests the typology, that stands for itself: it has reasons of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.answered import Answered, answered
from triage.model.answers import Answers
from triage.model.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Negation,
)
from triage.model.questions_read import Place, questions_read
from triage.model.rule import Availability, ClassificationRule, Recommendation, WarningRule
from triage.model.rulebook import Rulebook

Premise = Answered


def premises(
    rulebook: Rulebook, rule: str, answers: Answers, still_open: Iterable[str] = ()
) -> tuple[Premise, ...]:
    """Return the answers a rule rests on, in file order, and those of `still_open` it waits for.

    Questions that were not answered and are not open stay out: they do not apply.
    """
    read = set(questions_read(rulebook.findings, conditions(rulebook)[rule]))
    waiting = set(still_open)
    return tuple(
        found
        for found in answered(rulebook, answers)
        if is_read(found, read) and (found.answer is not None or found.path in waiting)
    )


def conditions(rulebook: Rulebook) -> dict[str, Condition]:
    """Return the condition of every rule an outcome reports on, by id."""
    return {rule.id: rule.when for rule in _rules(rulebook)}


def reads_private(rulebook: Rulebook, condition: Condition) -> bool:
    """Say whether a condition reads a question that is kept private, through findings too."""
    read = {
        owner or question for owner, _, question in questions_read(rulebook.findings, condition)
    }
    return any(rulebook.questions[each].keep_private for each in read)


def _rules(
    rulebook: Rulebook,
) -> Iterator[ClassificationRule | Recommendation | Availability | WarningRule]:
    for classification in rulebook.classifications():
        yield from classification.rules
    yield from rulebook.recommendations
    yield from rulebook.availability
    yield from rulebook.warnings


def is_read(found: Answered, read: set[Place]) -> bool:
    """Say whether an answer stands at one of the places read."""
    owner, question = found.path.place
    return (owner, None, question) in read or (owner, found.path.row, question) in read


def asserted(condition: Condition) -> Condition:
    """Return a condition without what it excludes."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(map(asserted, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(asserted, parts)))
        case Negation():
            return ALWAYS
        case _:
            return condition
