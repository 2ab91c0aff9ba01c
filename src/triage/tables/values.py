"""Days, months and numbers as tables write them, each one way or not at all.

Days are ISO, or from the day on as in Danish. `31/03/2026` is none: some programs put the month
first, and of `03/04/2026` nobody can tell. A time of day may follow where it is midnight, as in
exports of databases. Numbers have a point or a comma before the decimals and nothing between
thousands. `1.240` is no number, nor `1,240`: who writes a point between thousands means a thousand
times more than who writes one before decimals, and nobody can tell.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_MIDNIGHT}", re.ASCII)
_DANISH = re.compile(rf"(\d{{1,2}})([-.])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_DANISH_MONTH = re.compile(r"(\d{1,2})[-.](\d{4})", re.ASCII)


def day_in(text: str) -> date | None:
    """Return the day a text says, as `2026-03-31`, `31-03-2026` or `31.3.2026`; None if none."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DANISH.fullmatch(text):
        day, _, month, year = found.groups()
    else:
        return None
    return _day(year, month, day)


def month_in(text: str) -> date | None:
    """Return the first day of the month a text says, as `2026-03`, `03-2026` or a day in it."""
    if found := _MONTH.fullmatch(text):
        year, month = found.groups()
    elif found := _DANISH_MONTH.fullmatch(text):
        month, year = found.groups()
    else:
        day = day_in(text)
        return day and day.replace(day=1)
    return _day(year, month, "1")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def number_in(text: str) -> Decimal | None:
    """Return the number a text says for certain, None if it says none."""
    if not _NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))
