"""Saved answers by earlier names: read by the names of today, and marked as carried over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.earlier_names import assessment_carried_over, carried_over
from triage.intake.reading import read_answers
from triage.interview.machine import begin
from triage.language.load import load
from triage.model.answer_path import AnswerPath
from triage.model.answers import Origin, Source
from triage.model.assessment import Assessment, HistoryEntry, Note, Step
from triage.model.rulebook import Rulebook

TODAY = date(2026, 11, 22)
BOOK = """\
rulebook: {id: today, version: 1}
questions:
  want: {formerly: [wish, desire], kind: choice, values: {now: , later: {formerly: never}}}
  again: {kind: choice, values_of: want}
  reasons: {kind: set, values: {money: , hope: {formerly: [wish, dream]}}}
  aims: {formerly: goals, kind: list, max: 2, item: {by: {formerly: near, kind: yes_no}}}
  hurdles:
    formerly: barriers
    kind: grid
    rows: {body: {formerly: health}, purse: Penge}
    item: {load: {formerly: weight, kind: choice, values: {light: , much: {formerly: heavy}}}}
typologies:
  values: [one]
  rules: [{id: T-one, when: {want: now}, then: one}]
"""
OLD = {
    "wish": "never",
    "again": "never",
    "reasons": ["dream", "money"],
    "goals": [{"near": "yes"}, {}],
    "barriers": {"health": {"weight": "heavy"}, "rest": {"weight": "light"}},
}
NEW = {
    "want": "later",
    "again": "later",
    "reasons": ["hope", "money"],
    "aims": [{"by": "yes"}, {}],
    "hurdles": {"body": {"load": "much"}, "rest": {"load": "light"}},
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Return a rulebook in which everything was called otherwise before."""
    file: Path = tmp_path_factory.mktemp("book") / "today.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load(file)


def test_all_is_read_by_the_names_of_today(book: Rulebook) -> None:
    """Questions, values (borrowed too), items, rows and cells are what they are called today."""
    assert carried_over(book, OLD).answers == NEW
    old, new = read_answers(book, OLD, TODAY), read_answers(book, NEW, TODAY)
    assert (old.given, old.counts, old.reasons) == (new.given, new.counts, new.reasons)


def test_it_is_carried_over(book: Rulebook) -> None:
    """What was read so is marked; what is said of its origin counts first; the rest was said."""
    answers = read_answers(book, {"wish": "now", "again": "later", "reasons": ["wish"]}, TODAY)
    assert answers[AnswerPath("want")].origin == Origin(Source.CARRIED_OVER)
    assert answers[AnswerPath("reasons")].origin == Origin(Source.CARRIED_OVER)
    assert answers[AnswerPath("again")].origin == Origin(Source.SAID)
    cells = read_answers(book, OLD, TODAY)
    assert {each.source for each in cells.origins.values()} == {Source.CARRIED_OVER}
    assert len(cells.origins) == len(list(cells))
    known = {AnswerPath("want"): Origin(Source.LOOKED_UP)}
    looked_up = read_answers(book, {"wish": "now"}, TODAY, known)
    assert looked_up[AnswerPath("want")].origin == Origin(Source.LOOKED_UP)


def test_names_are_told_and_values_are_not(book: Rulebook) -> None:
    """Which question or row was read as which; of values only whose they are."""
    carried = carried_over(book, OLD)
    assert carried.names == {
        "wish": "want",
        "goals": "aims",
        "near": "by",
        "barriers": "hurdles",
        "health": "body",
        "weight": "load",
    }
    assert "never" not in repr(carried)


def test_todays_answers_are_left_alone(book: Rulebook) -> None:
    """What says nothing by an earlier name is what it was."""
    carried = carried_over(book, NEW)
    assert (carried.answers, carried.names, carried.paths) == (NEW, {}, frozenset())


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ({"wish": "now", "want": "now"}, "want"),
        ({"want": "now", "wish": "later"}, "want"),
        ({"wish": "now", "desire": "now"}, "want"),
        ({"aims": [{"near": "yes", "by": "no"}]}, "aims.1.by"),
        ({"hurdles": {"body": {}, "health": {}}}, "hurdles.body"),
    ],
)
def test_twice_is_once_too_often(answers: dict[str, Any], path: str, book: Rulebook) -> None:
    """Which of two answers counts would be a guess, so neither does."""
    with pytest.raises(InvalidAssessment) as error:
        read_answers(book, answers, TODAY)
    assert [(each.code, each.path) for each in error.value.diagnostics] == [
        ("answered-twice", path)
    ]


def test_both_names_of_a_value_are_one_too_many(book: Rulebook) -> None:
    """A set holds each value once, whatever it is called."""
    with pytest.raises(InvalidAssessment, match="wrong-answer"):
        read_answers(book, {"reasons": ["hope", "wish"]}, TODAY)


@pytest.mark.parametrize("answers", [{"wihs": "now"}, {"wish": "Never"}, {7: "now"}, {"wish": 7}])
def test_the_unknown_stays_unknown(answers: dict[Any, Any], book: Rulebook) -> None:
    """What never was a name here is refused as before."""
    with pytest.raises(InvalidAssessment):
        read_answers(book, answers, TODAY)


def test_an_interview_goes_on(book: Rulebook) -> None:
    """Steps and notes of a saved interview are under the names of today; so is what is saved."""
    steps = [
        ("wish", "never", Step.ANSWERED),
        ("goals", 2, Step.ANSWERED),
        ("goals.1.near", "yes", Step.ANSWERED),
        ("goals.2.near", None, Step.SKIPPED),
        ("barriers", ["health"], Step.ANSWERED),
        ("barriers.health.weight", "heavy", Step.ANSWERED),
        ("barriers.rest.weight", "light", Step.ANSWERED),
        ("nobody", "knows", Step.ANSWERED),
    ]
    history = tuple(
        HistoryEntry(on=date(2026, 5, 4), path=path, answer=answer, step=step)
        for path, answer, step in steps
    )
    saved = Assessment(answers=OLD, history=history, notes=(Note(on=TODAY, path="wish", text="x"),))
    carried = assessment_carried_over(book, saved)
    assert [(each.path, each.answer) for each in carried.history or ()] == [
        ("want", "later"),
        ("aims", 2),
        ("aims.1.by", "yes"),
        ("aims.2.by", None),
        ("hurdles", ["body"]),
        ("hurdles.body.load", "much"),
        ("hurdles.rest.load", "light"),
        ("nobody", "knows"),
    ]
    assert [each.path for each in carried.notes or ()] == ["want"]
    interview = begin(book, Evaluator(book), saved, TODAY)
    assert interview.answers["want"] == "later"
    assert interview.answers["aims"] == NEW["aims"]
    by_hand = interview.history[len(steps) :]
    assert {(each.path, each.source) for each in by_hand} == {
        ("again", Source.CARRIED_OVER),
        ("reasons", Source.CARRIED_OVER),
    }
