"""The history of a case: a sentence fits what its event has, and nothing it holds is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from tests.present.pages import book
from triage.journal import (
    About,
    Actor,
    Agreed,
    Assigned,
    Came,
    Confirmed,
    Declined,
    Departed,
    Event,
    Interpreter,
    InterpreterUsed,
    Noted,
    Released,
    Suggested,
    Withdrawn,
)
from triage.model.departure import DepartureReason
from triage.model.programme import OutcomeKind
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.blocks import Point
from triage.present.journal_page import history_page

DAY = date(2026, 12, 1)
MENTOR, CV = About(intervention="mentor"), About(intervention="cv")
MISSES = DepartureReason.RULE_MISSES
TOLD: tuple[tuple[Event, str], ...] = (
    (Suggested(assessed=2, typology="open"), "suggested: still open; no steps yet"),
    (
        Departed(suggested=3, about=MENTOR, instead=MENTOR, reason=MISSES),
        "chosen although it was not suggested: mentor",
    ),
    (
        Departed(suggested=3, about=MENTOR, instead=CV, reason=MISSES),
        "departed from the suggestion of mentor; instead: cv",
    ),
    (
        Departed(suggested=3, about=MENTOR, reason=MISSES),
        "left out although it was suggested: mentor",
    ),
    (Agreed(intervention="mentor"), "agreed: mentor"),
    (
        Agreed(intervention="mentor", by=DAY),
        "agreed: mentor (begun no later than: 1 December 2026)",
    ),
    (Assigned(team="north"), "the case was given to north"),
    (Released(team="north", worker="w-1"), "north (w-1) no longer has the case"),
    (Released(team="north"), "north no longer has the case"),
    (Declined(intervention="cv"), "the person said no to cv"),
    (Withdrawn(on=DAY), "the person no longer takes part from 1 December 2026"),
)
EVENTS = [event for event, _ in TOLD]


def told(
    events: Sequence[Event],
    language: str = "en",
    *,
    to_her: bool = False,
    rulebook: Rulebook | None = None,
) -> list[str]:
    """Return the lines of a history, those beneath an event after it."""
    by = Actor(role="caseworker", id="w-7")
    noted = [
        Noted(number, "2026-11-30T12:00:00Z", by, each) for number, each in enumerate(events, 1)
    ]
    page = history_page("c-1", noted, rulebook, Words(language), for_participant=to_her)
    return [
        said
        for each in page.sections[0].blocks
        if isinstance(each, Point)
        for said in (each.text, *(note.said for note in each.notes))
    ]


@pytest.mark.parametrize(("event", "said"), TOLD)
def test_a_sentence_fits(event: Event, said: str) -> None:
    """Nothing stands for what an event has not."""
    first, *_ = told([event])
    assert first == f"1. 30 November 2026, w-7: {said}"


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_language_has_them(language: str) -> None:
    """To staff and to the person, who is spoken to."""
    for to_her in (False, True):
        lines = told(EVENTS, language, to_her=to_her)
        nothing = Words(language).say("journal.nothing")
        assert not any(f"({nothing})" in each or each.endswith(nothing) for each in lines)
    assert told(EVENTS, language) != told(EVENTS, language, to_her=True)
    assert "you said no to cv" in told([Declined(intervention="cv")], to_her=True)[0]


def test_what_is_open_is_no_secret() -> None:
    """To her a typology is told by its text; that none is settled needs none."""
    first, *_ = told([Suggested(assessed=2, typology="open")], to_her=True, rulebook=book())
    assert first.endswith("suggested: still open; no steps yet")


def test_everything_is_told() -> None:
    """What became of a goal, in which language was interpreted, until when, and for how long."""
    events: list[Event] = [
        Confirmed(suggested=3, about=About(typology="open"), goal="raised"),
        InterpreterUsed(who=Interpreter.BY_PHONE, on=DAY, language="dari"),
        Came(what=OutcomeKind.SMALL_JOB, start=DAY, end=DAY, hours=Decimal("7.5")),
    ]
    notes = [each for each in told(events) if not each[0].isdigit()]
    assert notes == [
        *("The goal was set higher.", "Language: dari"),
        *("Until 1 December 2026", "Paid hours a week: 7.5"),
    ]
