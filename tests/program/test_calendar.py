"""Whole months, as section 2 of the language counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.program.calendar import latest_day_at_least, months_between


@pytest.mark.parametrize(
    ("day", "as_of", "months"),
    [
        ("2026-11-22", "2026-11-22", 0),
        ("2026-10-22", "2026-11-22", 1),
        ("2026-10-23", "2026-11-22", 0),
        ("2008-02-29", "2026-02-28", 215),
        ("2008-02-29", "2026-03-01", 216),
        ("2026-01-31", "2026-02-28", 0),
        ("2026-12-22", "2026-11-22", -1),
        ("2026-11-23", "2026-11-22", -1),
        ("2026-12-23", "2026-11-22", -2),
    ],
)
def test_months_elapsed(day: str, as_of: str, months: int) -> None:
    """12 times the years plus the months, less one before the day of the month."""
    assert months_between(date.fromisoformat(day), date.fromisoformat(as_of)) == months


@given(
    st.dates(date(1850, 1, 1), date(2150, 12, 31)),
    st.integers(-900, 900),
    st.integers(-70, 70),
)
def test_the_latest_day_is_where_the_count_turns(as_of: date, months: int, near: int) -> None:
    """A day is early enough exactly up to the latest day."""
    latest = latest_day_at_least(months, as_of)
    day = date.fromordinal(latest) + timedelta(near)
    assert (months_between(day, as_of) >= months) == (day.toordinal() <= latest)


def test_counts_beyond_the_calendar() -> None:
    """No day is early enough for 100,000 months, and every day late enough for minus as many."""
    as_of = date(2026, 11, 22)
    assert latest_day_at_least(100_000, as_of) < date.min.toordinal()
    assert latest_day_at_least(-100_000, as_of) >= date.max.toordinal()
