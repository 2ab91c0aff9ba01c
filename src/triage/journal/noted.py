"""Events with their number in the journal, and who noted them when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from triage.journal.events import Actor, Corrected, Event

ToNote = Event | Callable[[int], Event]
"""An event to be noted; one that names another noted beside it is given by its own number."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who notes something, and when: ISO 8601 in UTC."""

    by: Actor
    at: str

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Noted:
    """An event of a case as it was noted: its number in the journal, when, and by whom."""

    number: int
    at: str
    by: Actor
    event: Event

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return day_of(self.at)


def counting(noted: Iterable[Noted]) -> list[Noted]:
    """Return the events of a case that were not corrected."""
    every = list(noted)
    wrong = {each.event.event for each in every if isinstance(each.event, Corrected)}
    return [each for each in every if each.number not in wrong]


def day_of(at: str) -> date:
    """Return the day of a time as it is noted."""
    return date.fromisoformat(at[:10])
