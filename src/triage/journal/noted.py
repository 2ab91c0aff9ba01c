"""Events with their number in the journal, and who noted them when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triage.journal.events import Actor, Event

ToNote = Event | Callable[[int], Event]
"""An event to be noted; one that names another noted beside it is given by its own number."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who notes something, and when: ISO 8601 in UTC."""

    by: Actor
    at: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An event of a case as it was noted: its number in the journal, when, and by whom."""

    number: int
    at: str
    by: Actor
    event: Event
