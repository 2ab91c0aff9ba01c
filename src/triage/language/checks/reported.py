"""What is asked for reports must be read by one (section 2, data minimisation)."""

from __future__ import annotations

from triage.language.reading.problems import Problems
from triage.model.question import REPORT
from triage.model.rulebook import Rulebook


def check_reported(rulebook: Rulebook, problems: Problems) -> None:
    """Record as an error every question that is said to be asked for reports, and none reads it."""
    read = read_by_reports(rulebook)
    for owner, question in rulebook.every_question():
        if REPORT in question.used_for and (owner is not None or question.id not in read):
            path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
            problems.add("no-report-reads", rulebook.places.get(path), path, name=question.id)


def read_by_reports(rulebook: Rulebook) -> frozenset[str]:
    """Return the questions that reports read: those on which a programme counts people as closer.

    A report is made from a table of participants, which holds no answers.
    """
    programme = rulebook.programme
    counted = () if programme is None else programme.outcomes.values()
    return frozenset(each.scale for each in counted if each.scale is not None)
