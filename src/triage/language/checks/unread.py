"""Questions asked for nothing, and findings nobody uses (section 2, data minimisation)."""

from __future__ import annotations

from collections.abc import Iterable

from triage.diagnostics import Severity
from triage.language.reading.problems import Problems
from triage.model.condition import Condition, Ref, RefKind
from triage.model.finding import Extreme, Finding, FirstMatch
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of

Name = tuple[str | None, str]
"""A question by the list or grid it stands in, if any, and its id."""


def check_unread(rulebook: Rulebook, problems: Problems) -> None:
    """Record every question that no rule reads and nobody says the use of, and idle findings."""
    reading = _Reading(rulebook)
    reading.follow(rulebook.conditions.values())
    reading.follow_what_is_used_otherwise()
    for owner, question in rulebook.every_question():
        if (owner, question.id) not in reading.questions:
            path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
            _record("unread-question", question.id, path, rulebook, problems)
    # Guarantees speak about findings but are no reason to ask anybody anything.
    reading.follow(when for each in rulebook.guarantees for when in each.conditions)
    for id_ in rulebook.findings:
        if id_ not in reading.findings:
            _record("unread-finding", id_, f"findings.{id_}", rulebook, problems)


def _record(code: str, name: str, path: str, rulebook: Rulebook, problems: Problems) -> None:
    place = rulebook.places.get(path)
    problems.add(code, place, path, severity=Severity.WARNING, name=name)


class _Reading:
    """The questions and findings that are read, followed from conditions to what they rest on."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._by_name = {(owner, each.id): each for owner, each in rulebook.every_question()}
        self.questions: set[Name] = set()
        self.findings: set[str] = set()

    def follow(self, conditions: Iterable[Condition]) -> None:
        """Add all that these conditions read."""
        for condition in conditions:
            for ref in refs_of(condition):
                self._reach(ref)

    def follow_what_is_used_otherwise(self) -> None:
        """Add questions with a stated use, a programme's scales, and lookups that fill these."""
        for owner, question in self._rulebook.every_question():
            around = self._by_name.get((None, owner)) if owner else None
            if question.used_for or (around is not None and around.used_for):
                self._reach_question(owner, question.id)
        programme = self._rulebook.programme
        for counted in () if programme is None else programme.outcomes.values():
            if counted.scale is not None:
                self._reach_question(None, counted.scale)
        for (owner, lookup), columns in self._rulebook.fillings.items():
            if any((owner, column) in self.questions for _, column in columns):
                self._reach_question(owner, lookup)

    def _reach(self, ref: Ref) -> None:
        if ref.kind is RefKind.FINDING and ref.id not in self.findings:
            self.findings.add(ref.id)
            self._reach_finding(self._rulebook.findings[ref.id])
        elif ref.kind is RefKind.QUESTION:
            self._reach_question(ref.collection, ref.id)

    def _reach_question(self, owner: str | None, id_: str) -> None:
        if (owner, id_) in self.questions:
            return
        self.questions.add((owner, id_))
        asked_when = self._by_name[owner, id_].asked_when
        self.follow(() if asked_when is None else (asked_when,))
        if owner is not None:
            self._reach_question(None, owner)

    def _reach_finding(self, finding: Finding) -> None:
        if finding.for_each is not None:
            self._reach_question(None, finding.for_each)
        self.follow(finding.conditions)
        match finding.body:
            case FirstMatch(stated=Ref() as read) | Extreme(over=read):
                self._reach(read)
