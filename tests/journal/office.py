"""A journal to test with, and a case in it from its beginning to what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from triage.journal import (
    About,
    Actor,
    Agreed,
    Assessed,
    Confirmed,
    Event,
    Journal,
    KeyFile,
    Noted,
    Opened,
    Suggested,
)
from triage.journal.database import engine_for
from triage.model.outcome import RulebookStamp

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
DAY = date(2026, 11, 29)
WORKER = Actor(role="caseworker", id="w-7")
PLANTED = "hun er bange derhjemme"
"""What somebody said; it must be found nowhere but by the key."""


def made(folder: Path, url: str | None = None) -> Journal:
    """Make a journal in a folder, or in a database; its key is in the folder."""
    keys = KeyFile(folder / "key")
    keys.create()
    return Journal.create(url or str(folder / "journal.db"), keys, NOW)


def emptied(url: str) -> str:
    """Empty a PostgreSQL database; return its URL."""
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def assessed() -> Assessed:
    """Return an assessment in which something was said."""
    stamp = RulebookStamp(id="projekt-500", version="1", digest="d" * 64)
    said = {"schema": "triage.assessment/1", "answers": {"own_words": PLANTED}}
    return Assessed(
        rulebook=stamp,
        as_of=DAY,
        typology=("flexible",),
        assessment=said,
        outcome={"schema": "triage.outcome/1", "typology": {"possible": ["flexible"]}},
    )


def agreed(first: int = 1) -> Sequence[Event]:
    """Return the events of a case until something was agreed, where the first has this number."""
    return (
        Opened(),
        assessed(),
        Suggested(assessed=first + 1, typology="flexible", interventions=("internship",)),
        Confirmed(suggested=first + 2, about=About(typology="flexible")),
        Confirmed(suggested=first + 2, about=About(intervention="internship"), words=PLANTED),
        Agreed(intervention="internship", by=DAY),
    )


def begun(journal: Journal, case: str, by: Actor = WORKER) -> tuple[Noted, ...]:
    """Note the events of a case until something was agreed."""
    first = journal.anchor().number + 1
    return journal.record(case, *agreed(first), by=by, at=NOW)
