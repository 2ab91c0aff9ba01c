"""What is due in a case on a day: a new assessment, a follow-up, something agreed and never begun.

The rhythm is the method's: an outcome holds for three months, and less where life has changed;
whoever has begun something is asked after three days, two weeks and three months. What was agreed
on without a day is to have begun within two weeks.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from triage.journal.events import Agreed, Assessed, Declined, FollowedUp, LifeChanged, Started
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
    begun_within_days: int = 14
    followed_up_days: tuple[int, ...] = (3, 14)
    followed_up_months: tuple[int, ...] = (3,)

    def follow_ups(self, start: date) -> Iterator[date]:
        """Yield the days on which to ask how something goes that began on `start`."""
        yield from (start + timedelta(days) for days in self.followed_up_days)
        yield from (months_after(start, months) for months in self.followed_up_months)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due in a case, since when, and the event it is about.

    `intervention` is what that event agreed on, where it is an agreement.
    """

    what: DueKind
    since: date
    event: int
    intervention: str | None = None


@dataclass(frozen=True, slots=True)
class DueIn:
    """What is due in a case, which goes by its local id."""

    case: str
    due: Due


def due(
    case: Sequence, on: date, noted_on: Callable[[int], date], rhythm: Rhythm | None = None
) -> Iterator[Due]:
    """Yield what is due in a case on a day, of each thing the latest only.

    In one closed, nothing is, nor in a vignette, which is of nobody. The days are those of the
    events: a follow-up on the day or later does. `noted_on` gives the day an event was noted on.
    """
    if case.is_open and not case.is_vignette:
        steps = rhythm or Rhythm()
        yield from _assessment(case, on, steps)
        for number, agreed in _standing_agreements(case):
            yield from _agreement(case, number, agreed, on, noted_on, steps)


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


def _standing_agreements(case: Sequence) -> Iterator[tuple[int, Agreed]]:
    """Yield the agreements that still hold, by number.

    She has not said no since; and one that has not begun gives way to a later one on the same.
    """
    begun = {each.agreed for each in case.counting.values() if isinstance(each, Started)}
    last = dict[str, int]()
    for number, event in case.counting.items():
        if isinstance(event, Agreed | Declined):
            last[event.intervention] = number
    for number, event in case.counting.items():
        if isinstance(event, Agreed):
            latest = last[event.intervention]
            refused = isinstance(case.counting[latest], Declined)
            if not refused and (number in begun or number == latest):
                yield number, event


def _agreement(
    case: Sequence,
    number: int,
    agreed: Agreed,
    on: date,
    noted_on: Callable[[int], date],
    rhythm: Rhythm,
) -> Iterator[Due]:
    events, id_ = case.counting.values(), agreed.intervention
    begun = [each.on for each in events if isinstance(each, Started) and each.agreed == number]
    if not begun:
        day = agreed.by or noted_on(number) + timedelta(rhythm.begun_within_days)
        if day < on:
            yield Due(DueKind.NOT_STARTED, day, number, id_)
        return
    asked = [each.on for each in events if isinstance(each, FollowedUp) and each.agreed == number]
    past = [day for day in rhythm.follow_ups(begun[0]) if day <= on]
    if past and not any(day >= past[-1] for day in asked):
        yield Due(DueKind.FOLLOW_UP, past[-1], number, id_)
