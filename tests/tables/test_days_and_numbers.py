"""Days, months and numbers: read when they can mean one thing, else not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.tables import day_in, month_in, number_in

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01", "01-03-2026", "1-3-2026", "01.03.2026", "1.3.2026"),
        *("2026-03-01 00:00:00", "2026-03-01T00:00:00.000", "01-03-2026 00:00"),
    ],
)
def test_days(text: str) -> None:
    """ISO, or from the day on as in Danish; midnight, as databases add it, changes nothing."""
    assert day_in(text) == DAY
    assert month_in(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *("01/03/2026", "2026-02-29", "31-04-2026", "01-03-26", "2026-3-1", "01-03.2026", "46082"),
        *("1. marts 2026", "2026-03-01 14:30", "2026-13-01", "0000-01-01", "", "٢026-03-01"),
    ],
)
def test_no_days(text: str) -> None:
    """What is no day of the calendar, or could be two."""
    assert day_in(text) is None


@pytest.mark.parametrize("text", ["2026-03", "03-2026", "3.2026", "2026-03-31", "31-03-2026"])
def test_months(text: str) -> None:
    """A month, or a day in it."""
    assert month_in(text) == DAY


@pytest.mark.parametrize(
    "text", ["2026-05-99", "2026-13", "13-2026", "2026", "05/2026", "202605", ""]
)
def test_no_months(text: str) -> None:
    """A day that is not in the month makes no month of it."""
    assert month_in(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("37", "37"), ("7.5", "7.5"), ("7,5", "7.5"), ("-10,05", "-10.05"), ("0.125", "0.125")),
        *(("1.2340", "1.2340"), ("1234.567", "1234.567"), ("1240", "1240")),
    ],
)
def test_numbers(text: str, number: str) -> None:
    """A point or a comma before the decimals."""
    assert number_in(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("1.240", "1,240", "-1.234", "999.999", "1.234.567", "1.234,50", "1 240", "1,23E+10"),
        *("1e3", "NaN", "٣", "", "5.", ".5", "+5"),
    ],
)
def test_no_numbers(text: str) -> None:
    """What could have a sign between thousands, and what is no plain number."""
    assert number_in(text) is None


@given(st.dates())
def test_every_day_comes_back(day: date) -> None:
    """In each of the ways it is written."""
    ways = (day.isoformat(), f"{day.day}.{day.month}.{day.year:04}", f"{day:%d-%m-}{day.year:04}")
    assert {day_in(each) for each in ways} == {day}
