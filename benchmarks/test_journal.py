"""Times the journal: events noted beside raw commits, and a million events verified and shown."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.targets import APPENDED, AT_ONCE, BARE, COMMITTED, ON_DISK, SHOWN, VERIFIED
from triage.journal import Actor, Event, Informed, Journal, KeyFile, LifeChanged, Opened, ReadReason
from triage.journal.database import engine_for
from triage.journal.statements import ADD_EVENT, FIND_CASE, LOCK_HEAD, MOVE_HEAD

Note = Callable[[str, float], None]

NOW, DAY = datetime(2026, 11, 29, tzinfo=UTC), date(2026, 11, 29)
WORKER = Actor(role="caseworker", id="w-7")
TURNS, EACH = 10, 500
CASES, OF_EACH = 10_000, 100
CHANGED = LifeChanged(on=DAY, what="Hun er flyttet, og barnet er begyndt i skole. " * 4)


def made(folder: Path) -> Journal:
    """Make an empty journal."""
    keys = KeyFile(folder / "key")
    keys.create()
    return Journal.create(str(folder / "journal.db"), keys, NOW)


def test_noted(tmp_path: Path, measured: Note) -> None:
    """One event each, over and over in twenty cases, beside a bare insert and commit."""
    journal, bare = begun(tmp_path / "journal"), Bare(tmp_path / "bare")

    def note(at: int) -> None:
        journal.record(f"c-{at % 20}", CHANGED, by=WORKER, at=NOW)

    def one_by_one(write: Callable[[int], None]) -> None:
        for at in range(EACH):
            write(at)

    with ThreadPoolExecutor(8) as pool:
        ways: dict[str, Callable[[], object]] = {
            APPENDED: lambda: one_by_one(note),
            COMMITTED: lambda: one_by_one(bare.insert),
            BARE: lambda: one_by_one(bare.note),
            AT_ONCE: lambda: [*pool.map(note, range(EACH))],
        }
        for _ in range(TURNS):
            for name, write in ways.items():
                start = time.perf_counter()
                write()
                measured(name, (time.perf_counter() - start) / EACH)
    journal.close()
    bare.close()


def begun(folder: Path) -> Journal:
    """Make a journal of twenty cases."""
    folder.mkdir()
    journal = made(folder)
    for number in range(20):
        journal.record(f"c-{number}", Opened(), CHANGED, by=WORKER, at=NOW)
    return journal


class Bare:
    """The same database by its driver alone, on a connection that is set up as a journal's."""

    def __init__(self, folder: Path) -> None:
        begun(folder).close()
        self._engine = engine_for(str(folder / "journal.db"))
        self._connection = self._engine.raw_connection()
        driver: Any = self._connection.driver_connection
        self._do = driver.execute
        self._number, *self._event = self._do(
            "SELECT * FROM triage_event ORDER BY number DESC"
        ).fetchone()
        self._bytes = sum(len(each) for each in self._event if isinstance(each, str | bytes))
        self._case = self._do("SELECT lookup FROM triage_case").fetchone()
        self._do("CREATE TABLE raw (number INTEGER PRIMARY KEY, content BLOB)")
        self._lock, self._find, self._add, self._move = (
            str(each.made.compile(dialect=self._engine.dialect))
            for each in (LOCK_HEAD, FIND_CASE, ADD_EVENT, MOVE_HEAD)
        )

    def insert(self, _: int) -> None:
        """Write as many bytes as an event has."""
        self._do("BEGIN IMMEDIATE")
        self._do("INSERT INTO raw (content) VALUES (?)", (os.urandom(self._bytes),))
        self._do("COMMIT")

    def note(self, _: int) -> None:
        """Write an event that is ready, by the statements a journal notes one with."""
        self._number += 1
        self._do("BEGIN IMMEDIATE")
        self._do(self._lock).fetchone()
        self._do(self._find, self._case).fetchone()
        self._do(self._add, (self._number, *self._event))
        self._do(self._move, (self._number, self._event[-1], 20))
        self._do("COMMIT")

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()
        self._engine.dispose()


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
