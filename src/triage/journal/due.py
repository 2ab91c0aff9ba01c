"""What is due in a case on a day: a new assessment, a follow-up, something agreed and never begun.

The rhythm is the method's: an outcome holds for three months, and less where life has changed;
whoever has begun something is asked after three days, two weeks and three months.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from triage.journal.events import Agreed, Assessed, FollowedUp, LifeChanged, Started
from triage.journal.sequence import Sequence
from triage.program.calendar import months_after


class DueKind(enum.StrEnum):
    """What is due."""

    ASSESSMENT_OLD = "assessment_old"
    LIFE_CHANGED = "life_changed"
    FOLLOW_UP = "follow_up"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """After how long something is due."""

    assessed_again_months: int = 3
    followed_up_days: tuple[int, ...] = (3, 14)
    followed_up_months: tuple[int, ...] = (3,)

    def follow_ups(self, start: date) -> Iterator[date]:
        """Yield the days on which to ask how something goes that began on `start`."""
        yield from (start + timedelta(days) for days in self.followed_up_days)
        yield from (months_after(start, months) for months in self.followed_up_months)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due in a case, since when, and the event it is about."""

    what: DueKind
    since: date
    event: int


@dataclass(frozen=True, slots=True)
class DueIn:
    """What is due in a case, which goes by its local id."""

    case: str
    due: Due


def due(case: Sequence, on: date, rhythm: Rhythm | None = None) -> Iterator[Due]:
    """Yield what is due in a case on a day, of each thing the latest only.

    In one closed, nothing is, nor in a vignette, which is of nobody. The days are those of the
    events: a follow-up on the day or later does.
    """
    if case.is_open and not case.is_vignette:
        steps = rhythm or Rhythm()
        yield from _assessment(case, on, steps)
        yield from _agreements(case, on, steps)


def _assessment(case: Sequence, on: date, rhythm: Rhythm) -> Iterator[Due]:
    assessed = [(at, each) for at, each in case.counting.items() if isinstance(each, Assessed)]
    if not assessed:
        return
    number, last = assessed[-1]
    changed = [
        (at, each)
        for at, each in case.counting.items()
        if isinstance(each, LifeChanged) and at > number and each.on <= on
    ]
    again = months_after(last.as_of, rhythm.assessed_again_months)
    if changed:
        at, event = changed[-1]
        yield Due(DueKind.LIFE_CHANGED, event.on, at)
    elif again <= on:
        yield Due(DueKind.ASSESSMENT_OLD, again, number)


def _agreements(case: Sequence, on: date, rhythm: Rhythm) -> Iterator[Due]:
    events = case.counting.values()
    for number, agreed in case.counting.items():
        if not isinstance(agreed, Agreed):
            continue
        begun = [each.on for each in events if isinstance(each, Started) and each.agreed == number]
        asked = [
            each.on for each in events if isinstance(each, FollowedUp) and each.agreed == number
        ]
        if not begun:
            if agreed.by is not None and agreed.by < on:
                yield Due(DueKind.NOT_STARTED, agreed.by, number)
            continue
        past = [day for day in rhythm.follow_ups(begun[0]) if day <= on]
        if past and not any(day >= past[-1] for day in asked):
            yield Due(DueKind.FOLLOW_UP, past[-1], number)
