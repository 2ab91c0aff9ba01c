"""Months as calendars count them, from a day on and up to one."""

from __future__ import annotations

from datetime import date

from triage.program.calendar import latest_day_at_least, months_between


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it has no such day."""
    return date.fromordinal(latest_day_at_least(-months, day))


def months_until(day: date, last: date) -> int:
    """Count the months from one day to another, begun ones too; 0 when it has come."""
    if last <= day:
        return 0
    whole = months_between(day, last)
    return whole + (months_after(day, whole) < last)
