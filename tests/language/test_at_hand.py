"""Rulebooks are found by path, by id, and where other packages offer them."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from triage.diagnostics import RulebookError
from triage.language import at_hand

HERE = Path(__file__).parent


def offered() -> Path:
    """Stand for a function of another package."""
    return HERE


def test_by_path() -> None:
    """A path that exists is taken as it is."""
    assert at_hand.find_rulebook(str(HERE)) == HERE


def test_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package offers a rulebook by id."""
    entry = EntryPoint("town-hall", f"{__name__}:offered", at_hand.ENTRY_POINTS)
    monkeypatch.setattr(EntryPoint, "load", lambda _: offered)
    monkeypatch.setattr(
        at_hand, "entry_points", lambda group: [entry] if group == at_hand.ENTRY_POINTS else []
    )
    assert at_hand.find_by_id("town-hall") == HERE


def test_not_there() -> None:
    """The nearest id is named."""
    with pytest.raises(RulebookError) as caught:
        at_hand.find_by_id("projekt-50")
    assert caught.value.diagnostics[0].nearest == "projekt-500"
