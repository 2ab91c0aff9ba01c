from __future__ import annotations

from datetime import date

import pytest

import triage
from tests.cli.running import ROOT
from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.present import render_text
from triage.present.heard_page import heard_page

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Load the shipped one."""
    return load(ROOT / "rules" / "projekt-500")


def test_only_what_she_said_stands_on_it(rulebook: Rulebook) -> None:
    """Not what was looked up, noted by the caseworker, kept private, left open, or concluded."""
    interview = triage.Rulebook(rulebook).interview(as_of=DAY)
    for path, value in (
        ("talk_setting", "alone_professional"),
        ("participation_wish", "wants"),
        ("own_words", "Jeg vil gerne ud blandt folk"),
        ("goal_state", "named"),
        ("goals", 1),
        ("goals.1.title", "Pedel"),
        ("goal_owner", "suggested"),
        ("goal_certainty", "unknown"),
        ("safety", "concern"),
        ("residence_basis", "refugee"),
    ):
        interview = interview.answer(path, value)
    page = heard_page(rulebook, interview, "da")
    text = render_text(page, 100)
    assert "Jeg vil gerne ud blandt folk" in text
    assert "Hvad vil du gerne have ud af at være her? Vil gerne være med" in text
    assert "Pedel" in text
    kept_off = (
        "tolk",
        "egen idé",
        "sikker",
        "foreslået",
        "Til medarbejderen",
        "Flygtning",
        "Typologi",
    )
    for kept in kept_off:
        assert kept not in text
