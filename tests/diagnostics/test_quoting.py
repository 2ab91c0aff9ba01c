"""What a message quotes: a misspelt id, a short number, a day; never a name or a CPR number."""

from __future__ import annotations

from datetime import date

import pytest

from triage.diagnostics import HIDDEN, quoted, quoted_day, quoted_number

KNOWN = ("title", "goal_state", "own_words")


@pytest.mark.parametrize(
    ("said", "near", "told"),
    [
        ("goal_stat", "goal_state", "goal_stat"),
        ("title", None, "title"),
        ("Tilde", "title", HIDDEN),
        ("T-nne", "T-none", "T-nne"),
        ("anna", "any", HIDDEN),
        ("goal state", "goal_state", HIDDEN),
        ("goal_stat", None, HIDDEN),
        ("g" * 1_000, "g" * 999, HIDDEN),
        (None, "none", HIDDEN),
    ],
)
def test_words(said: object, near: str | None, told: str) -> None:
    """What is known, and an id spelt almost like one that is; names begin with capitals."""
    assert quoted(said, near, KNOWN) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [("7", "7"), (-12, "-12"), ("0101801234", HIDDEN), (101801234, HIDDEN), ("3o", HIDDEN)],
)
def test_numbers(said: object, told: str) -> None:
    """Too short to be anybody's."""
    assert quoted_number(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-13-41", "2026-13-41"),
        ("31-03-2026", "31-03-2026"),
        (date(2026, 1, 1), "2026-01-01"),
        ("010180-1234", HIDDEN),
        ("01-01-80-1234", HIDDEN),
        ("i morgen", HIDDEN),
    ],
)
def test_days(said: object, told: str) -> None:
    """What has the shape of one."""
    assert quoted_day(said) == told
