"""A talk that is stopped after four answers leaves a useful step, whoever it is with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.counts import Count
from tests.present.test_shipped_pages import FILES, shipped
from triage.cases.case_file import read_case
from triage.explain import plan_of, still_open
from triage.intake.reading import read_answers
from triage.interview.told import told_talk

ANSWERS = 4
USEFUL = {
    "wants": {
        *("employer_contact", "guidance_talk", "reality_visit", "paid_hours_first"),
        *("student_job", "youth_sparetime_job"),
    },
    "wants_information": {"guidance_talk"},
    "not_now": {"reopen"},
    "does_not_want": {"close_kindly"},
}
"""By what she wants of being here: towards work, or what she asked for."""
_WISH = re.compile(r"^  participation_wish: (?!unknown|declined)", re.MULTILINE)
_GOAL = re.compile(r"^  goal_state: (?!unknown|declined)", re.MULTILINE)
_YOUNG = re.compile(r"^  birth_date: '?(?:200[89]|201|202)", re.MULTILINE)


def _is_told(file: Path) -> bool:
    """Say whether a case holds what an adult wants, and which goal: else no step is sure to fit.

    Of those under 18, what they study is asked later, and a job for them rests on it.
    """
    text = file.read_text("utf-8")
    return bool(_WISH.search(text) and _GOAL.search(text)) and not _YOUNG.search(text)


TOLD = [file for file in FILES if _is_told(file)]


@pytest.mark.sample("file", TOLD, "stopped")
def test_four_answers_give_a_useful_step(file: Path, counted: Count) -> None:
    """It is certain, or waits for nothing but what is looked up."""
    rulebook, evaluator = shipped()
    case = read_case(file)
    assert case.as_of is not None
    wish = case.answers["participation_wish"]
    talk = told_talk(rulebook, evaluator, case.answers, case.as_of, stopped_after=ANSWERS)
    read = read_answers(rulebook, talk.put[-1].after.answers, case.as_of)
    outcome = evaluator.assess(read, case.as_of, "compiled")
    awaited = still_open(rulebook, evaluator, read, outcome).awaited
    steps = {each.intervention for each in plan_of(rulebook, outcome, awaited=awaited).first}
    assert steps & USEFUL.get(str(wish), steps)
    counted("talks stopped after four answers", 1)
