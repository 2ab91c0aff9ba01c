"""Interviews kept in a storage of an embedder's own: nobody writes over anybody else."""

from __future__ import annotations

import pytest

import triage
from tests.present.pages import BOOK as FOLDER

BOOK = triage.load_rulebook(FOLDER)
DAY = "2026-05-04"


class Row:
    """One row of a table: an assessment as JSON, and a number that every save raises."""

    def __init__(self) -> None:
        self.kept, self.number = triage.Assessment(answers={}).model_dump_json(), 0

    def load(self) -> tuple[triage.Assessment, int]:
        """Return what is kept, and its number."""
        return triage.Assessment.model_validate_json(self.kept), self.number

    def save(self, assessment: triage.Assessment, expected: int) -> int:
        """Keep it where the number is the one expected."""
        if expected != self.number:
            raise triage.ChangedMeanwhile
        self.kept, self.number = assessment.model_dump_json(), self.number + 1
        return self.number


def test_every_step_is_saved() -> None:
    """And another meeting goes on from there."""
    row = Row()
    talk = BOOK.kept_interview(row, as_of=DAY)
    talk.step(lambda now: now.answer("goal_state", "named"))
    talk.step(lambda now: now.answer("danish", "some").note("Noted"))
    assert row.number == 2
    again = BOOK.kept_interview(row, as_of="2026-05-06").interview
    assert again.answers == {"goal_state": "named", "danish": "some"}
    assert again.history == talk.interview.history
    assert "some" not in repr(talk)


def test_nobody_writes_over_anybody_else() -> None:
    """The second is told, keeps its state, and goes on from what the first has saved."""
    row = Row()
    first, second = (BOOK.kept_interview(row, as_of=DAY) for _ in range(2))
    first.step(lambda now: now.answer("goal_state", "named"))
    kept = row.kept
    with pytest.raises(triage.ChangedMeanwhile, match="changed-meanwhile"):
        second.step(lambda now: now.answer("danish", "some"))
    assert row.kept == kept
    assert second.interview.answers == {}
    assert second.reload().answers == {"goal_state": "named"}
    second.step(lambda now: now.answer("danish", "some"))
    assert BOOK.kept_interview(row, as_of=DAY).interview.answers["danish"] == "some"


def test_a_step_that_cannot_be_taken_is_not_saved() -> None:
    """The interview is as before."""
    row = Row()
    talk = BOOK.kept_interview(row, as_of=DAY)
    with pytest.raises(triage.InvalidAssessment):
        talk.step(lambda now: now.answer("danish", "nobody knows"))
    assert (row.number, talk.interview.answers) == (0, {})


def test_it_says_what_to_do() -> None:
    """In both languages, and nothing of what was said."""
    (problem,) = triage.ChangedMeanwhile().diagnostics
    assert "nothing was written" in problem.message("en")
    assert "intet er overskrevet" in problem.message("da")
