"""Months as calendars count them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or its last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_until(day: date, last: date) -> int:
    """Count the months from one day to another, begun ones too; 0 when it has come."""
    if last <= day:
        return 0
    months = (last.year - day.year) * 12 + last.month - day.month
    return months + (months_after(day, months) < last)
