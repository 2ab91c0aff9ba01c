"""Nine conversations a reader can follow: each kind of goal, three ways to talk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.cli.running import ROOT
from triage.cases.case_file import read_case
from triage.engine import Evaluator
from triage.interview.told import ToldTalk, told_talk
from triage.language.load import load
from triage.present import render_text
from triage.present.blocks import Point
from triage.present.talk_page import transcript_page

PEOPLE = {
    "named": "demo-settled",
    "any-job": "any-job-something-concrete",
    "none": "no-goal-heard-well",
}
UNSEEN = ("danish_written", "reads_own_language", "digital")
"""What cannot be seen by phone."""
HOW = {
    "interpreter": "Med tolk",
    "phone": "Pr. telefon, uden tolk",
    "stopped": "Standset efter fire spørgsmål",
}
FOUR_QUESTIONS = 6
"""The room, which is not asked; the wish, with her own words; what a job means; the goal; which."""
TOWARDS_WORK = ("employer_contact", "guidance_talk", "reality_visit")

pytestmark = pytest.mark.more


@cache
def evaluator() -> Evaluator:
    """Make the evaluator of Projekt 500 once."""
    return Evaluator(load(ROOT / "rules" / "projekt-500"))


def held(person: str, how: str) -> ToldTalk:
    """Hold the talk with somebody, with an interpreter or by phone, or stop early."""
    case = read_case(ROOT / "cases" / "projekt-500" / f"{PEOPLE[person]}.yaml")
    assert case.as_of is not None
    answers = dict(case.answers)
    answers["talk_setting"] = "alone_professional"
    if how == "phone":
        answers["talk_setting"] = "alone_shared_language"
        answers = {id_: each for id_, each in answers.items() if id_ not in UNSEEN}
    talk = told_talk(evaluator().rulebook, evaluator(), answers, case.as_of)
    return talk.first(FOUR_QUESTIONS) if how == "stopped" else talk


@pytest.mark.parametrize("how", ["interpreter", "phone", "stopped"])
@pytest.mark.parametrize("person", PEOPLE)
def test_a_talk_can_be_followed(person: str, how: str, golden: Callable[[str, str], None]) -> None:
    """What was asked and answered, theme by theme, how many prompts it took, and what it led to."""
    talk = held(person, how)
    page = transcript_page(
        evaluator().rulebook, evaluator(), f"{HOW[how]}: {PEOPLE[person]}", talk, "da"
    )
    golden(f"talk.{person}-{how}.da.txt", render_text(page, 80))


@pytest.mark.parametrize("person", PEOPLE)
def test_four_answers_give_a_useful_step(person: str) -> None:
    """Something towards work, and not only what supports it."""
    talk, texts = held(person, "stopped"), evaluator().rulebook.texts
    page = transcript_page(evaluator().rulebook, evaluator(), person, talk, "da")
    steps = {each.text for each in page.sections[-1].blocks if isinstance(each, Point)}
    assert steps & {texts.label(f"interventions.{each}") for each in TOWARDS_WORK}
