"""Everything in a rulebook that holds where a condition does, with where the condition stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.model.condition import Condition
from triage.model.finding import YesNoFinding
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook
from triage.verify.check.claims import Subject, rule
from triage.verify.check.findings import cases_of


@dataclass(frozen=True, slots=True)
class Conditioned:
    """A condition, what it belongs to, and the list or grid whose items or rows it is about."""

    subject: Subject
    when: Condition
    for_each: str | None = None


def conditioned(rulebook: Rulebook) -> Iterator[Conditioned]:
    """Yield all of a rulebook but its law, which has days of its own."""
    for classes in rulebook.classifications():
        yield from (Conditioned(rule(one.id), one.when) for one in classes.rules)
    for finding in rulebook.findings.values():
        if isinstance(finding.body, YesNoFinding):
            subject = Subject(f"findings.{finding.id}", finding.id)
            yield Conditioned(subject, finding.body.when, finding.for_each)
    for case in cases_of(rulebook):
        each = rulebook.findings[case.finding].for_each
        yield Conditioned(Subject(case.path, case.name), case.rule.when, each)
    yield from (Conditioned(rule(one.id), one.when) for one in rulebook.recommendations)
    yield from (Conditioned(rule(one.id), one.when) for one in rulebook.warnings)


def conditioned_law(rulebook: Rulebook) -> Iterator[tuple[Conditioned, Availability]]:
    """Yield the rules of law."""
    for one in rulebook.availability:
        yield Conditioned(rule(one.id), one.when), one
