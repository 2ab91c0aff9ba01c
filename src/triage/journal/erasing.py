"""A case erased: its key destroyed, its bytes overwritten, and the master key replaced.

What is left is a tombstone: that there were events, of which kinds, and when. The chain stays
whole. Each erasure is also listed outside the database, so that a restored backup can be made to
forget again what was erased since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from triage.diagnostics import Diagnostic
from triage.journal.database import JournalError, files_of, refusing, writing
from triage.journal.events import Erased, Ground
from triage.journal.keys import MasterKey
from triage.journal.master_keys import KeySource
from triage.journal.noted import Stamp
from triage.journal.rows import CASE, CONTENT, DRAFT, EVENT, JOURNAL
from triage.journal.statements import Driver
from triage.journal.store import Store

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line of the list outside the database; the number of a case says nothing elsewhere."""

    journal: str
    case: int
    at: str


class ErasureList:
    """The list of erasures, a file of JSON Lines that only grows."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, erasure: Erasure) -> None:
        """Add a line, and have the disk know it.

        Raises:
            JournalError: it cannot be written; then nothing may be erased.
        """
        try:
            number = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as opened:
                opened.write(f"{json.dumps(asdict(erasure))}\n")
                opened.flush()
                os.fsync(opened.fileno())
        except OSError:
            raise JournalError((Diagnostic("journal-no-erasure-list"),)) from None

    def of(self, journal: str) -> Iterator[Erasure]:
        """Go through the erasures of a journal.

        Raises:
            JournalError: there is no list, or a line of it is none of ours.
        """
        try:
            lines = self._file.read_text(encoding="ascii").splitlines()
            every = [Erasure(**json.loads(line)) for line in lines]
        except (OSError, ValueError, TypeError):
            raise JournalError((Diagnostic("journal-no-erasure-list"),)) from None
        yield from (each for each in every if each.journal == journal)


def erase(
    engine: sa.Engine, store: Store, case: str, event: Erased, stamp: Stamp, listed: ErasureList
) -> tuple[bytes, ...]:
    """Erase a case; return the bytes that must not be found in any file once it is settled.

    The list is written first: broken off between the two, the same command does the rest.

    Raises:
        JournalError: there is no such case, or the list or the database cannot be written.
    """
    with writing(engine) as connection:
        driver = Driver(connection)
        store.locked(driver)
        found = store.required(driver, case)
        listed.add(Erasure(store.journal, found.no, stamp.at))
        gone = tuple(_bytes_of(connection, found.no))
        scrub(connection, found.no)
        store.note_erased(driver, found, event, stamp)
    return gone


def scrub(connection: sa.Connection, case: int) -> None:
    """Take away the key of a case, then everything the key was needed for."""
    empty = {"lookup": None, "wrapped": None, "name": None, "check": None}
    connection.execute(sa.update(CASE).where(CASE.c.no == case).values(empty))
    emptied = {"salt": None, "open_part": None, "sealed": None}
    there = (EVENT.c.case_no == case) & (EVENT.c.kind != Erased.model_fields["kind"].default)
    connection.execute(sa.update(EVENT).where(there).values(emptied))
    connection.execute(sa.delete(CONTENT).where(CONTENT.c.case_no == case))
    connection.execute(sa.delete(DRAFT).where(DRAFT.c.case_no == case))


def _bytes_of(connection: sa.Connection, case: int) -> Iterator[bytes]:
    """Yield what of a case stands in the database and could not be there by chance."""
    row = connection.execute(sa.select(CASE).where(CASE.c.no == case)).one()
    yield from (bytes(row.wrapped), bytes(row.name), bytes(row.lookup))
    for table in (EVENT, CONTENT, DRAFT):
        column = table.c.sealed
        there = (table.c.case_no == case) & column.is_not(None)
        yield from (
            bytes(each) for each in connection.execute(sa.select(column).where(there)).scalars()
        )


def settle(engine: sa.Engine) -> None:
    """Have the database let go of what was erased.

    SQLite copies everything from its log into the file, and empties the log. PostgreSQL writes the
    tables anew, holding others off meanwhile, some ten seconds for a gigabyte; what its own log
    (`pg_wal`) still has of them goes as that is written over.
    """
    statements = {
        "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
        "postgresql": f"VACUUM (FULL) {', '.join(map(str, (CASE, EVENT, CONTENT, DRAFT)))}",
    }
    if (statement := statements.get(engine.dialect.name)) is not None:
        outside = engine.execution_options(isolation_level="AUTOCOMMIT")
        with refusing(), outside.connect() as connection:
            connection.exec_driver_sql(statement)


def replace_master(engine: sa.Engine, store: Store, source: KeySource) -> MasterKey:
    """Wrap the keys of all cases by a new master key; broken off, the same call does the rest.

    Raises:
        KeyProblem: there is no new key, or a case has a key of another master.
        JournalError: the database refused; the old key still counts.
    """
    new = source.prepared()
    with writing(engine) as connection:
        driver = Driver(connection)
        store.locked(driver)
        rewrap(driver, store, new)
    settle(engine)
    source.replaced(new)
    store.go_by(new)
    return new


def rewrap(driver: Driver, store: Store, new: MasterKey) -> None:
    """Wrap the keys of all cases by a new master key.

    Raises:
        KeyProblem: a case has a key of another master.
    """
    for case, name in tuple(store.names(driver)):
        values = store.row_of_case(case, name, new)
        driver.connection.execute(sa.update(CASE).where(CASE.c.no == case.no).values(values))
    driver.connection.execute(sa.update(JOURNAL).values(key_id=new.id))


def left_in_files(engine: sa.Engine, gone: Iterable[bytes]) -> int:
    """Count the files of the database in which any of these bytes still stands."""
    needles = [each for each in gone if each]
    return sum(_holds(file, needles) for file in files_of(engine))


def _holds(file: Path, needles: Sequence[bytes]) -> bool:
    longest, before = max(map(len, needles), default=0), b""
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            window = before + chunk
            if any(each in window for each in needles):
                return True
            before = window[-longest:]
    return False


def replay_erasures(driver: Driver, store: Store, listed: ErasureList, stamp: Stamp) -> int:
    """Erase again, in a restored journal, what was erased since it was copied; return how many.

    Raises:
        JournalError: there is no list; the journal must not be served then.
    """
    there = {case.no: case for case, _ in store.names(driver)}
    gone = {each.case for each in listed.of(store.journal)} & there.keys()
    for number in sorted(gone):
        scrub(driver.connection, number)
        store.note_erased(driver, there[number], Erased(ground=Ground.ASKED), stamp)
    return len(gone)
