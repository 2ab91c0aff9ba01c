"""Times the journal: events noted beside raw commits, and a million events verified and shown."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.targets import APPENDED, COMMITTED, ON_DISK, SHOWN, VERIFIED
from triage.journal import Actor, Event, Informed, Journal, KeyFile, LifeChanged, Opened, ReadReason

Note = Callable[[str, float], None]

NOW, DAY = datetime(2026, 11, 29, tzinfo=UTC), date(2026, 11, 29)
WORKER = Actor(role="caseworker", id="w-7")
TURNS, EACH = 10, 500
CASES, OF_EACH = 10_000, 100
ROW = 700
"""Bytes of a raw commit: what an event with a sentence takes."""


def made(folder: Path) -> Journal:
    """Make an empty journal."""
    keys = KeyFile(folder / "key")
    keys.create()
    return Journal.create(str(folder / "journal.db"), keys, NOW)


def test_noted(tmp_path: Path, measured: Note) -> None:
    """One event each, over and over in twenty cases; beside a bare insert and commit."""
    journal = made(tmp_path)
    for number in range(20):
        journal.record(f"c-{number}", Opened(), by=WORKER, at=NOW)
    changed = LifeChanged(on=DAY, what="Hun er flyttet, og barnet er begyndt i skole. " * 4)
    with closing(sqlite3.connect(tmp_path / "raw.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, content BLOB)")
        for _ in range(TURNS):
            start = time.perf_counter()
            for number in range(EACH):
                journal.record(f"c-{number % 20}", changed, by=WORKER, at=NOW)
            measured(APPENDED, (time.perf_counter() - start) / EACH)
            start = time.perf_counter()
            for _ in range(EACH):
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("INSERT INTO event (content) VALUES (?)", (os.urandom(ROW),))
                raw.execute("COMMIT")
            measured(COMMITTED, (time.perf_counter() - start) / EACH)
    journal.close()


def test_a_million(tmp_path: Path, measured: Note) -> None:
    """Of ten thousand cases; seconds of the processor."""
    journal, informed = made(tmp_path), Informed(article=13, on=DAY)
    events: list[Event] = [Opened(), *(informed for _ in range(OF_EACH - 1))]
    for number in range(CASES):
        journal.record(f"c-{number}", *events, by=WORKER, at=NOW)
    start = time.process_time()
    assert journal.verify().problem is None
    measured(VERIFIED, time.process_time() - start)
    start = time.process_time()
    journal.history("c-77", by=WORKER, at=NOW, why=ReadReason.AUDIT)
    measured(SHOWN, time.process_time() - start)
    journal.close()
    measured(ON_DISK, (tmp_path / "journal.db").stat().st_size / 1e6)
