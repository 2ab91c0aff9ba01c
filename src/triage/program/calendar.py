"""Whole months between two days (rulebook language, section 2), and the days a count allows."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

NEVER, ALWAYS = date.min.toordinal() - 1, date.max.toordinal()


def months_between(day: date, as_of: date) -> int:
    """Whole months from `day` to `as_of`; negative where `day` lies in the future."""
    months = 12 * (as_of.year - day.year) + as_of.month - day.month
    return months - (as_of.day < day.day)


def latest_day_at_least(months: int, as_of: date) -> int:
    """Ordinal of the last day from which at least `months` have passed.

    Where no day of the calendar is early enough it lies before the first one.
    """
    year, month = divmod(12 * as_of.year + as_of.month - 1 - months, 12)
    if year < date.min.year:
        return NEVER
    if year > date.max.year:
        return ALWAYS
    day = min(as_of.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day).toordinal()


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it has no such day."""
    return date.fromordinal(latest_day_at_least(-months, day))


def months_until(day: date, last: date) -> int:
    """Count the months from one day to another, begun ones too; 0 when it has come."""
    if last <= day:
        return 0
    whole = months_between(day, last)
    return whole + (months_after(day, whole) < last)
