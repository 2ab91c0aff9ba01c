"""Ids that hold a word nobody may read: on no page, in no message where a participant reads along.

The rulebook has no labels for them, as one that nobody has checked may.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import triage
from triage.diagnostics import LANGUAGES
from triage.explain import assessed_of
from triage.present import Audience, Explanation, explanation_page, render_text

BOOK = """
rulebook: {id: tiny, version: 1, title: Lille, language: da, page: {brings: [wish, hopeless_hope]}}
never_says: {hopeless: {words: {da: [håbløs*], en: [hopeless*]}, because: Ordet dømmer.}}
factors: {hopeless_factor: ~}
questions:
  wish: {kind: choice, values: [hopeless_case, later], changeable: yes, purpose: P}
  hopeless_hope: {kind: yes_no, factor: hopeless_factor, changeable: yes, purpose: P}
  worries:
    kind: grid
    rows: [hopeless_row, home]
    purpose: P
    item: {hopeless_weight: {kind: yes_no, changeable: yes}}
target_groups:
  values: [hopeless_group, other_group]
  rules:
    - {id: M-one, when: {wish: hopeless_case}, then: hopeless_group, because: B}
    - {id: M-two, when: {wish: later}, then: other_group, because: B}
typologies:
  values: [hopeless_goal, open]
  rules:
    - {id: T-hopeless, when: {hopeless_hope: yes}, then: hopeless_goal, because: B}
    - {id: T-open, when: {hopeless_hope: no}, then: open, because: B}
interventions: {hopeless_talk: {kind: talk}, visit: {kind: job}}
recommendations:
  - {id: R-one, when: {wish: hopeless_case}, recommend: [hopeless_talk], because: B}
  - id: R-two
    when: {wish: hopeless_case, worries.hopeless_row.hopeless_weight: yes}
    recommend: [visit]
    start: {after: hopeless_talk}
    because: B
availability:
  - {id: L-one, interventions: [visit], verdict: {limit: {hopeless_weeks: 4}}, because: B}
"""
ANSWERS = {
    "wish": "hopeless_case",
    "hopeless_hope": "yes",
    "worries": {"hopeless_row": {"hopeless_weight": "yes"}, "home": {"hopeless_weight": "no"}},
}
DAY = "2026-11-22"


@pytest.fixture
def book(tmp_path: Path) -> triage.Rulebook:
    """Load the rulebook."""
    file = tmp_path / "tiny.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return triage.load_rulebook(file)


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("answers", [{}, {"wish": "hopeless_case"}, ANSWERS])
def test_no_page_shows_one(
    book: triage.Rulebook, answers: dict[str, object], everything: bool
) -> None:
    """Nor the name of a case; what has no other name is left out."""
    outcome = book.assess(answers, as_of=DAY)
    for language in ("da", "en"):
        page = book.page(outcome, language=language, case="goal-hopeless", everything=everything)
        assert "hopeless" not in page.to_text()
        assert "…" in page.to_text()
        texts = book.texts(outcome, language=language)
        assert "hopeless" not in "".join((*texts.typologies.values(), *texts.questions.values()))


ASKED: dict[str, Callable[[triage.ExplainedOutcome], Explanation]] = {
    "why": lambda outcome: outcome.why("hopeless_goal"),
    "why-not": lambda outcome: outcome.why_not("open"),
    "towards": lambda outcome: outcome.towards("open"),
    "what-if": lambda outcome: outcome.what_if({"hopeless_hope": "no", "wish": "later"}),
    "stability": lambda outcome: outcome.stability(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_no_explanation_for_the_person_shows_one(book: triage.Rulebook, asked: str) -> None:
    """In whatever way she asks."""
    outcome = book.assess(ANSWERS, as_of=DAY)
    assessed = assessed_of(outcome)
    page = explanation_page(
        assessed.rulebook,
        assessed.answers,
        outcome,
        ASKED[asked](outcome),
        "en",
        Audience.PARTICIPANT,
    )
    assert "hopeless" not in render_text(page)


WRONG: dict[str, Callable[[triage.Rulebook], object]] = {
    "why": lambda book: book.assess({}, as_of=DAY).why("hopeless_goaal"),
    "status": lambda book: book.assess({}, as_of=DAY).why_not("hopeless_tlk=possible"),
    "what-if": lambda book: book.assess({}, as_of=DAY).what_if({"hopeless_hop": "yes"}),
    "question": lambda book: book.assess({"hopeless_hop": "yes"}, as_of=DAY),
    "value": lambda book: book.assess({"wish": "hopeless_cas"}, as_of=DAY),
    "another value": lambda book: book.assess({"wish": "lter"}, as_of=DAY),
    "row": lambda book: book.assess({"worries": {"hopeless_rw": {}}}, as_of=DAY),
    "next": lambda book: book.next_question({}, as_of=DAY, last="hopeless_hop"),
}


@pytest.mark.parametrize("slip", WRONG)
def test_no_message_proposes_one(book: triage.Rulebook, slip: str) -> None:
    """Neither as the nearest name nor among those that are known."""
    with pytest.raises(triage.TriageError) as refused:
        WRONG[slip](book)
    for each in refused.value.diagnostics:
        assert each.nearest is None or "hopeless" not in each.nearest
        assert not [lang for lang in LANGUAGES if "hopeless" in each.message(lang)]
        assert "hopeless" not in str(each.to_dict())


def test_other_names_are_still_proposed(book: triage.Rulebook) -> None:
    """What may be said is."""
    with pytest.raises(triage.TriageError) as refused:
        book.assess({"wish": "laater"}, as_of=DAY)
    assert [each.nearest for each in refused.value.diagnostics] == ["later"]
