"""Conditions of a programme in words: under the programme, and never under the law."""

from __future__ import annotations

import pytest

from tests.engine.small import DAY, by_all, evaluator, rulebook
from triage.engine import Evaluator
from triage.explain.assessed import Explainer
from triage.intake.reading import read_answers
from triage.model.explanation import RulePart
from triage.present import build_page, list_rulebook, render_text
from triage.present.diff_page import diff_page
from triage.verify.diff import difference

HEAD = (
    "rulebook: {id: small, version: '1', language: da, sources: {grant: {title: Tilsagnsbrevet}}}\n"
)
BOOK = """
questions:
  wish: {kind: yes_no}
  ready: {label: Klar, kind: choice, values: {job: Til job, activity: Til aktivitet}}
interventions:
  course: {label: Kurset, kind: course}
recommendations: [{id: R-one, when: {wish: yes}, recommend: [course], because: Du vil.}]
availability:
  - id: P-ready
    basis: programme
    when: {ready: {not: activity}}
    interventions: [course]
    verdict: needs_check
    because: 'Kilden: ”For dem, der er klar til aktivitet.”'
    source: grant
"""
LAW = """
  - {id: L-one, when: {ready: job}, interventions: [course], verdict: needs_check, law: Loven § 1,
     because: Loven spørger., source: Lovbogen, checked_on: 2026-11-22, confidence: statute}
"""
ASKED = "Kilden: ”For dem, der er klar til aktivitet.” (Tilsagnsbrevet)."
OF_PROGRAMME = f"Projektet (1): undersøg først: {ASKED}"
OF_LAW = "Lov (1): undersøg først: Loven spørger (Loven § 1, lovteksten, Lovbogen)."
NOTHING_FOUND = "Lov (1): ingen hindring fundet i de regler, vi har læst."


def lines(text: str, answers: dict[str, object]) -> list[str]:
    """Return the lines of a page for staff, for a book written as text."""
    evaluating = evaluator(text, HEAD)
    read = read_answers(evaluating.rulebook, answers, DAY)
    outcome = evaluating.assess(read, DAY)
    page = build_page(evaluating.rulebook, read, outcome, "da", everything=True)
    return [line.strip() for line in render_text(page, 120).splitlines()]


def test_the_programme_asks_and_no_law_does() -> None:
    """The law stands in no way, and the page says so beside what the programme asks."""
    told = lines(BOOK, {"wish": "yes", "ready": "job"})
    assert {OF_PROGRAMME, NOTHING_FOUND} <= set(told)


def test_both_ask() -> None:
    """Each under its own name, with its own source."""
    told = lines(BOOK + LAW, {"wish": "yes", "ready": "job"})
    assert {OF_PROGRAMME, OF_LAW} <= set(told)
    assert NOTHING_FOUND not in told


def test_nothing_is_asked_of_those_who_meet_it() -> None:
    """What is known to be met is no longer said."""
    told = lines(BOOK, {"wish": "yes", "ready": "activity"})
    assert not [line for line in told if line.startswith("Projektet")]


def test_an_open_answer_leaves_it_open() -> None:
    """Nobody is told to check what may not be needed."""
    told = lines(BOOK, {"wish": "yes"})
    assert [line for line in told if line == f"Projektet (1): skal måske undersøges først: {ASKED}"]


@pytest.mark.parametrize("ready", ["job", "activity"])
def test_the_fit_is_what_it_was(ready: str) -> None:
    """It is recommended, or would be once somebody has asked, by every engine."""
    outcome = by_all(evaluator(BOOK, HEAD), {"wish": "yes", "ready": ready})
    status = "check_first" if ready == "job" else "recommended"
    assert outcome.interventions["course"].possible == (status,)
    assert [each.rule for each in outcome.interventions["course"].for_] == ["R-one"]


def test_json_names_the_condition_and_its_source() -> None:
    """It is among the rules of availability, and never among what rests on law."""
    outcome = by_all(evaluator(BOOK + LAW, HEAD), {"wish": "yes", "ready": "job"})
    told = outcome.to_dict()
    assert told["programme"] == {"P-ready": "grant"}
    assert list(told["law"]) == ["L-one"]
    assert {each["rule"] for each in told["interventions"]["course"]["law"]} == {
        "L-one",
        "P-ready",
    }
    met = by_all(evaluator(BOOK, HEAD), {"wish": "yes", "ready": "activity"})
    assert "programme" not in met.to_dict()


def test_an_explanation_says_what_it_is() -> None:
    """Its part is the programme's, and it rests on no provision."""
    book = rulebook(BOOK, HEAD)
    answers = read_answers(book, {"wish": "yes", "ready": "job"}, DAY)
    why = Explainer(book, Evaluator(book)).of(answers, DAY).why("course")
    (asking,) = [each for each in why.rules if each.rule == "P-ready"]
    assert (asking.part, asking.law) == (RulePart.PROGRAMME, None)


def test_a_listing_says_it_is_no_law() -> None:
    """Under a heading of both, with its source."""
    told = render_text(list_rulebook(rulebook(BOOK, HEAD), "da", "availability"), 120)
    for words in ("Lovregler og projektets vilkår", "Et vilkår i projektet, ingen lov."):
        assert words in told
    assert "Kilde: Tilsagnsbrevet" in told


def test_a_diff_names_it() -> None:
    """A condition that is new is no rule of law that is new."""
    without = BOOK[: BOOK.index("availability:")]
    found = difference(rulebook(without, HEAD), rulebook(BOOK, HEAD))
    told = render_text(diff_page(found, "da"), 120)
    assert "Vilkår i projektet P-ready" in told
    assert "Lovregel" not in told
