"""Days between two others, either of which may be open."""

from __future__ import annotations

from datetime import date


def holds_on(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Say whether what holds from one day through another holds on a day; open ends are none."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
