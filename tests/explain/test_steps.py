"""What may be proposed as a step to a person: the changeable answers of the shipped rulebook."""

from __future__ import annotations

from collections.abc import Iterator

from tests.present.test_shipped_pages import shipped
from triage.model.question import Grid, ListOf

STEPS = {
    "goal_state",
    "asked_two_ways",
    "goal_state_retold",
    "yes_to",
    "goals",
    "goals.papers",
    "goals.experience",
    "goal_certainty",
    "goal_scope",
    "placement_in_view",
    "education_papers",
    "education_recognised",
    "english_at_work",
    "danish_spoken",
    "danish_written",
    "reads_own_language",
    "digital",
    "cv_state",
    "driving_licence",
    "network",
    "help_wanted",
    "hours_possible",
    "weekly_hours",
    "barriers.handling",
    "barriers.handled_by",
}
"""What people can work on. A wish, a belief, a need, contact and safety are none of it."""


def changeable() -> Iterator[str]:
    """Name the changeable questions, those of items after their list or grid."""
    for question in shipped()[0].questions.values():
        if question.changeable:
            yield question.id
        if isinstance(question.domain, ListOf | Grid):
            yield from (f"{question.id}.{e.id}" for e in question.domain.item if e.changeable)


def test_what_is_a_step() -> None:
    """Nothing is proposed that is not a person's to change, or that nobody may push."""
    assert set(changeable()) == STEPS


def test_what_is_shielded_is_no_step() -> None:
    """Safety, contact, health and the family are never proposed to be otherwise."""
    shielded = {q.id for q in shipped()[0].questions.values() if q.off_page}
    assert shielded
    assert not shielded & {each.partition(".")[0] for each in changeable()}
