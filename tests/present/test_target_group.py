"""The target group on the page, in a listing, and asked why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.small import DAY, rulebook
from triage.engine import Evaluator
from triage.explain.assessed import Explainer
from triage.intake.reading import read_answers
from triage.present import build_page, explanation_page, list_rulebook, page_of, render_text
from triage.present.explanation_writer import Audience

BOOK = rulebook("""
    questions:
      support:
        ask: Hvordan forsørges hun?
        kind: choice
        values: {spouse: Af ægtefælle, benefits: Offentligt}
        programme_only: yes
      years:
        ask: (I sagen) Hvor mange år?
        label: År med ydelse
        kind: number
        min: 0
        max: 5
        asked_when: {support: benefits}
        programme_only: yes
      alone: {ask: Er du alene?, kind: yes_no}
    target_groups:
      values: {primary: Primær målgruppe, secondary: Sekundær målgruppe}
      rules:
        - {id: M-1, when: {years: {at_least: 4}}, then: primary, because: Længe på ydelse.}
        - {id: M-2, when: {support: spouse}, then: secondary, because: Forsørget af ægtefælle.}
        - {id: M-3, when: {alone: yes}, then: secondary}
    typologies:
      values: [near]
      rules: [{id: T-1, when: {alone: yes}, then: near}]
""")
EXPLAINER = Explainer(BOOK, Evaluator(BOOK))


def first_section(answers: dict[str, Any], language: str = "da") -> str:
    """Return the first section of a page, as text."""
    outcome = EXPLAINER.evaluator.assess(
        read_answers(EXPLAINER.evaluator.rulebook, answers, DAY), DAY
    )
    page = build_page(BOOK, read_answers(BOOK, answers, outcome.as_of), outcome, language)
    return render_text(page, 100).split("\n\n")[1]


def test_settled() -> None:
    """It stands first, with its reason and its rule."""
    told = first_section({"support": "spouse", "alone": "no"})
    assert told.splitlines() == [
        "Målgruppe",
        "  Sekundær målgruppe.",
        "  Hvorfor: Forsørget af ægtefælle.",
        "  Reglen: Hvordan forsørges hun? Af ægtefælle.",
    ]


def test_open() -> None:
    """All that are possible, and the questions they wait for."""
    told = first_section({"support": "benefits", "alone": "no"})
    assert told.splitlines()[1:] == [
        "  Åbent: Primær målgruppe eller ingen målgruppe passer (et hul i reglerne).",
        "  Afhænger af: (I sagen) Hvor mange år?",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "Flere målgrupper på én gang (reglerne er uenige) (Primær målgruppe og Sekundær"),
        ("sv", "Flera målgrupper på en gång (reglerna är oense) (Primær målgruppe och Sekundær"),
        ("en", "Several target groups at once (the rules disagree) (Primær målgruppe and Sekundær"),
    ],
)
def test_conflict(language: str, said: str) -> None:
    """What the rules disagree about is named."""
    assert said in first_section({"support": "benefits", "years": 4, "alone": "yes"}, language)


def test_listing() -> None:
    """The classes and their rules, under the name of the section."""
    text = render_text(list_rulebook(BOOK, "da", "target_groups"), 100)
    assert "Målgrupper" in text
    assert "Primær målgruppe" in text
    assert "Længe på ydelse." in text


def explained(asked: str, answers: dict[str, Any], audience: Audience) -> str:
    """Return the page that explains something, as text."""
    found = EXPLAINER.of(read_answers(EXPLAINER.rulebook, answers, DAY), DAY)
    made = found.why_not("primary") if asked == "why_not" else found.why("secondary")
    page = explanation_page(
        BOOK, read_answers(BOOK, answers, found.outcome.as_of), found.outcome, made, "da", audience
    )
    return render_text(page, 100)


def test_why_and_why_not() -> None:
    """The rules that find it, and what those of another lack."""
    answers = {"support": "spouse", "alone": "no"}
    told = explained("why", answers, Audience.STAFF)
    assert "Giver målgruppen: Forsørget af ægtefælle." in told
    told = explained("why_not", answers, Audience.STAFF)
    assert "Giver målgruppen: Længe på ydelse." in told
    assert "Sekundær målgruppe: Forsørget af ægtefælle." in told


def test_what_if() -> None:
    """Another answer may lead to another group: told to staff, and as data where it differs."""
    answers = {"support": "spouse", "alone": "no"}
    found = EXPLAINER.of(read_answers(EXPLAINER.rulebook, answers, DAY), DAY)
    changed = found.what_if({"support": "benefits", "years": 4})
    staff, person = (
        render_text(
            explanation_page(
                BOOK,
                read_answers(BOOK, answers, found.outcome.as_of),
                found.outcome,
                changed,
                "da",
                each,
            ),
            100,
        )
        for each in (Audience.STAFF, Audience.PARTICIPANT)
    )
    assert "Målgruppe\n  Nu: Sekundær målgruppe\n  Så: Primær målgruppe\n" in staff
    assert "målgruppe" not in person
    assert changed.to_dict()["target_group"]["after"] == ["primary"]
    same = EXPLAINER.of(
        read_answers(EXPLAINER.rulebook, {"support": "spouse", "alone": "no"}, DAY), DAY
    ).what_if({"alone": "yes"})
    assert "target_group" not in same.to_dict()


SHIELDED = rulebook("""
    questions:
      woman: {ask: Kvinde?, kind: yes_no, programme_only: yes, keep_private: yes}
      ill: {ask: Syg?, kind: yes_no, programme_only: yes, off_page: yes}
    findings:
      wanted: {label: Kvinde, when: {woman: yes}}
    target_groups:
      policy: first
      values: {ill: Syge kvinder, women: Kvinder, outside: Andre}
      rules:
        - {id: M-ill, when: {wanted: yes, ill: yes}, then: ill, because: Hun er syg.}
        - {id: M-women, when: {wanted: yes}, then: women, because: Hun er kvinde.}
        - {id: M-outside, when: {}, then: outside, because: Ingen af dem.}
""")


@pytest.mark.parametrize(
    ("answers", "told", "everything"),
    [
        ({"woman": "yes", "ill": "no"}, "Åbent: Syge kvinder eller Kvinder.", "Hun er kvinde."),
        ({"woman": "yes", "ill": "yes"}, "Åbent: Syge kvinder eller Kvinder.", "Hun er syg."),
        ({"woman": "no", "ill": "no"}, "Andre.", "Ingen af dem."),
    ],
)
def test_what_the_group_would_tell_stays_off_the_page(
    answers: dict[str, Any], told: str, everything: str
) -> None:
    """A private reason is left out, and what is shielded counts as open; staff see both."""
    assessed = Explainer(SHIELDED, Evaluator(SHIELDED)).of(
        read_answers(SHIELDED, answers, DAY), DAY
    )
    page, whole = (
        render_text(page_of(assessed, "da", everything=every), 100) for every in (False, True)
    )
    assert ("Målgruppe\n" in page) == bool(told)
    assert f"  {told}" in page
    assert "Hun er" not in page
    assert everything in whole


def test_open_questions_that_are_off_the_page_are_not_named() -> None:
    """What the group waits for is told but for them."""
    outcome = Evaluator(SHIELDED).assess(read_answers(SHIELDED, {}, DAY), DAY)
    page = render_text(
        build_page(SHIELDED, read_answers(SHIELDED, {}, outcome.as_of), outcome, "da"), 100
    )
    assert "Afhænger af: Kvinde?\n" in page
