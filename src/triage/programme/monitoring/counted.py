"""What counts as an outcome, and when: by the programme's own words on hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.model.programme import Counted, Programme
from triage.programme.monitoring.histories import History
from triage.programme.monitoring.record import Came


def outcomes(
    history: History, programme: Programme, by: date, after: date | None = None
) -> Iterator[Came]:
    """Yield the outcomes of a case that count, begun on `by` at the latest, not before `after`."""
    for came in history.came:
        counted = programme.outcomes.get(came.what)
        in_time = came.start <= by and (after is None or came.start >= after)
        if in_time and counted is not None and _has_the_hours(came, counted):
            yield came


def hours_unknown(history: History, programme: Programme, by: date) -> bool:
    """Say whether a case has an outcome that is not counted, for want of its hours."""
    return any(
        came.start <= by and _takes_hours(programme.outcomes.get(came.what)) and came.hours is None
        for came in history.came
    )


def _takes_hours(counted: Counted | None) -> bool:
    return counted is not None and not (counted.min_hours is None and counted.max_hours is None)


def _has_the_hours(came: Came, counted: Counted) -> bool:
    """Say whether the hours are known to be enough and not too many; a silence is neither."""
    if not _takes_hours(counted):
        return True
    if came.hours is None:
        return False
    least = counted.min_hours if counted.min_hours is not None else 0
    return least <= came.hours and (counted.max_hours is None or came.hours <= counted.max_hours)
