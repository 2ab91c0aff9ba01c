"""What of a journal can be counted without its key: events without anything that was said."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa

from triage.journal.database import engine_for, reading, refuse_older
from triage.journal.entries import entries_of
from triage.journal.events import (
    About,
    Assessed,
    Confirmed,
    Departed,
    Event,
    Suggested,
)
from triage.journal.noted import day_of
from triage.journal.parts import outline
from triage.journal.rows import EVENT
from triage.journal.sequence import Sequence
from triage.model.outcome import RulebookStamp

_VIGNETTES: Final = sa.select(EVENT.c.case_no).where(
    EVENT.c.kind == "opened", EVENT.c.open_part.contains('"vignette":true')
)
"""The cases that are nobody's: what is open is canonical JSON, so it is written in one way."""


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event that counts, and its number; its case is a number that says nothing elsewhere.

    Whoever noted it is left out: nothing that is counted is about one worker.
    """

    case: int
    number: int
    day: date
    event: Event


def workers(url: str, *, with_vignettes: bool = False) -> int:
    """Return how many have confirmed or departed from anything; who they are is left out.

    What they made of vignettes does not count, unless asked for, nor what was erased.

    Raises:
        JournalError: there is no journal there, or it cannot be read.
    """
    engine = engine_for(url)
    chose = EVENT.c.kind.in_(("confirmed", "departed")) & EVENT.c.open_part.is_not(None)
    if not with_vignettes:
        chose &= EVENT.c.case_no.not_in(_VIGNETTES)
    with reading(engine) as connection:
        refuse_older(connection)
        wanted = sa.select(sa.func.count(sa.distinct(EVENT.c.actor))).where(chose)
        found: int = connection.execute(wanted).scalar_one()
    engine.dispose()
    return found


@dataclass(frozen=True, slots=True)
class Rating:
    """What one worker's assessment of a vignette came to, and the typology they stood by.

    The rater is a number that is drawn anew each time, and says nothing elsewhere.
    """

    case: int
    as_of: date
    rater: int
    suggested: str
    chosen: str | None
    rulebook: RulebookStamp


def open_events(url: str) -> Iterator[OpenEvent]:
    """Yield the events that count of all cases of people that were not erased, case by case.

    Raises:
        JournalError: there is no journal there, or it cannot be read.
    """
    yield from _counting(url, vignettes=False)[0]


def ratings(url: str) -> Iterator[Rating]:
    """Yield what each assessment of a vignette came to, in the order they were noted.

    Raises:
        JournalError: there is no journal there, or it cannot be read.
    """
    events, actors = _counting(url, vignettes=True)
    known = sorted({*actors.values()})
    numbers = random.SystemRandom().sample(range(len(known)), len(known))
    raters = dict(zip(known, numbers, strict=True))
    chosen = {(at, actors[number]): typology for number, at, typology in _chosen(events)}
    assessed = {each.number: each.event for each in events if isinstance(each.event, Assessed)}
    for each in sorted(events, key=lambda each: each.number):
        if isinstance(each.event, Suggested):
            actor, of = actors[each.number], assessed[each.event.assessed]
            own = chosen.get((each.number, actor))
            yield Rating(each.case, of.as_of, raters[actor], each.event.typology, own, of.rulebook)


def _chosen(events: Iterable[OpenEvent]) -> Iterator[tuple[int, int, str]]:
    """Yield each event that settles on a typology, with the suggestion it is about."""
    for each in events:
        match each.event:
            case (
                Confirmed(suggested=at, about=About(typology=str(typology)))
                | Departed(suggested=at, instead=About(typology=str(typology)))
            ):
                yield each.number, at, typology
            case _:
                pass


def _counting(url: str, *, vignettes: bool) -> tuple[list[OpenEvent], dict[int, str]]:
    """Return the events that count of people or of vignettes, case by case, and who noted each."""
    engine = engine_for(url)
    sequences: dict[int, Sequence] = {}
    days: dict[int, date] = {}
    actors: dict[int, str] = {}
    with reading(engine) as connection:
        refuse_older(connection)
        for entry in entries_of(connection):
            if entry.open_part is None:
                continue
            event = outline(entry.kind, json.loads(entry.open_part))
            before = sequences.get(entry.case_no, Sequence())
            if entry.kind != "erased":
                sequences[entry.case_no] = before.following(entry.number, event)
                days[entry.number] = day_of(entry.at)
                actors[entry.number] = entry.actor
    engine.dispose()
    events = [
        OpenEvent(case, number, days[number], event)
        for case, sequence in sequences.items()
        if sequence.is_vignette is vignettes
        for number, event in sequence.counting.items()
    ]
    return events, actors
