"""Saved answers of an earlier version: carried over where that is certain, else kept and named."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import triage as triage_package
from tests.cli.running import Exit, triage
from triage.engine import Evaluator
from triage.intake.earlier_names import carried_over
from triage.intake.reading import read_answers
from triage.interview.machine import begin
from triage.language.load import load
from triage.model.assessment import Assessment
from triage.model.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
SAVED = {
    "talk_setting": "relative_interpreted",
    "participation_wish": "wants",
    "trial_willing": "not_willing",
    "goal_state": "none",
    "goal_state_retold": "still_none",
    "says_no_to": "Natarbejde",
}
"""Answers as version 1.0.0 asked for them."""


@cache
def rulebook() -> Rulebook:
    """Return the shipped rulebook."""
    return load(ROOT / "rules" / "projekt-500")


def saved(tmp_path: Path, **more: object) -> Path:
    """Write a case of version 1.0.0."""
    file = tmp_path / "saved.json"
    case = {"schema": "triage.assessment/1", "rulebook": "projekt-500", "as_of": "2026-11-24"}
    file.write_text(json.dumps({**case, "answers": SAVED, **more}), encoding="utf-8")
    return file


def test_what_is_certain_is_carried_over() -> None:
    """The words of a no, and that nothing new came up, mean what they meant."""
    carried = carried_over(rulebook(), SAVED)
    assert carried.answers["no_to_words"] == "Natarbejde"
    assert carried.answers["goal_state_retold"] == "still_the_same"


def test_what_is_not_certain_answers_nothing() -> None:
    """A no to seeing or trying a workplace is a no to neither by itself."""
    carried = carried_over(rulebook(), SAVED)
    assert carried.replaced == {"trial_willing": "not_willing"}
    answers = read_answers(rulebook(), SAVED, DAY)
    assert not {"visit_willing", "unpaid_willing"} & {path.question for path in answers.given}


def test_the_case_opens_and_says_so(tmp_path: Path) -> None:
    """What was kept is named, with what is asked in its place; which answer it was, is not."""
    done = triage("assess", str(saved(tmp_path)))
    assert done.exit is Exit.DONE
    assert "trial_willing → visit_willing, unpaid_willing" in " ".join(done.err.split())
    assert "not_willing" not in done.err


def test_the_outcome_says_so() -> None:
    """Embedders read which question it was, and what is asked now; never what was answered."""
    assessing = triage_package.Rulebook(rulebook())
    outcome = assessing.assess(SAVED, as_of=DAY)
    (replaced,) = outcome.replaced
    assert (replaced.question, replaced.asked_now) == (
        "trial_willing",
        ("visit_willing", "unpaid_willing"),
    )
    said = outcome.to_dict()
    assert said["replaced"] == [
        {"question": "trial_willing", "asked_now": ["visit_willing", "unpaid_willing"]}
    ]
    today = {key: each for key, each in SAVED.items() if key != "trial_willing"}
    plain = assessing.assess(today, as_of=DAY)
    assert "replaced" not in plain.to_dict()
    assert {**said, "replaced": []} == {**plain.to_dict(), "replaced": []}


def test_an_interview_keeps_it_and_asks_again() -> None:
    """It stands among the steps once, and the questions of today are open."""
    given = Assessment(answers=SAVED)
    evaluator = Evaluator(rulebook())
    interview = begin(rulebook(), evaluator, given, DAY)
    kept = [each for each in interview.history if each.path == "trial_willing"]
    assert [each.answer for each in kept] == ["not_willing"]
    assert "visit_willing" not in interview.answered
    again = begin(rulebook(), evaluator, interview.assessment, DAY)
    assert [each for each in again.history if each.path == "trial_willing"] == kept


def test_a_local_rulebook_reads_it_too() -> None:
    """It inherits what its parent says of questions there are no more."""
    local = load(ROOT / "rules" / "herning-2019")
    assert local.replaced == rulebook().replaced


def test_the_versions_are_told() -> None:
    """Of the rulebook and on its page."""
    assert rulebook().carries_over == ("1.0.0",)
    assert (
        "Gemte sager og samtaler kan tages med fra: 1.0.0."
        in triage("rules", "show", "projekt-500").out
    )
