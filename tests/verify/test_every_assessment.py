"""What everything is held against walks all there is: a small rulebook, counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from tests.verify.every_assessment import every_assessment
from triage.language.load import load
from triage.model.answer_path import AnswerPath

BOOK = """
rulebook: {id: small, version: 1}
questions:
  wish: {kind: yes_no}
  goals:
    kind: list
    max: 2
    asked_when: {wish: yes}
    item: {said: {kind: scale, values: [far, now]}}
findings:
  reach: {for_each: goals, values: [far, now], unless_stated: said, rules: [], otherwise: far}
warnings:
  - {id: W-near, when: {goals: {some: {reach: now}}}, warn: Nært}
"""


def test_a_list_need_not_be_there_for_what_its_items_state(tmp_path: Path) -> None:
    """Without the wish no list; with it none to two goals, each said to be far, now, or nothing."""
    file = tmp_path / "small.yaml"
    file.write_text(BOOK, encoding="utf-8")
    walked = every_assessment(load(file), date(2026, 7, 1), 100)
    assert Counter(each.answers.get(AnswerPath.of("goals")) for each in walked) == {
        None: 1,
        0: 1,
        1: 3,
        2: 9,
    }
    assert sum("W-near" in each.conclusion.rules for each in walked) == 1 + 5
