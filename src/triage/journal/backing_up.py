"""Backups: an export whose case keys are wrapped by a key of its own, and its way back.

The master key of a journal is replaced after every erasure, and would open no older copy. The key
of a backup opens what was erased since it was made: it is kept apart from it, and restoring erases
all that again before the journal can be opened with the office's own key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from triage.journal.database import writing
from triage.journal.entries import CaseRow
from triage.journal.erasing import ErasureList, replay_erasures, rewrap, settle
from triage.journal.exporting import Row, export_lines, import_lines
from triage.journal.keys import MasterKey
from triage.journal.master_keys import KeySource
from triage.journal.noted import Stamp
from triage.journal.statements import Driver
from triage.journal.store import Store, begin


def backup_lines(connection: sa.Connection, store: Store, key: MasterKey) -> Iterator[str]:
    """Yield the lines of a backup whose case keys are wrapped by `key`."""

    def rewrapped(what: str, row: Row) -> Row:
        if what == "journal":
            return {**row, "key_id": key.id}
        if what != "case" or row["wrapped"] is None:
            return row
        case = CaseRow(row["no"], store.master.unwrap(row["wrapped"]))
        return {**row, **store.row_of_case(case, store.name_of(case, row["name"]), key)}

    yield from export_lines(connection, rewrapped)


@dataclass(frozen=True, slots=True)
class Backup:
    """The lines of a backup, and the key that opens it."""

    lines: Iterable[str]
    key: MasterKey


def restore(
    engine: sa.Engine, backup: Backup, keys: KeySource, listed: ErasureList, stamp: Stamp
) -> int:
    """Make a journal of a backup; return how many cases were erased again.

    INVARIANT: until they are, the database is wrapped by the key of the backup, so that nobody
    opens it with another. Broken off, the same call does the rest.

    Raises:
        JournalError: the lines are no backup, the database holds another journal, or there is no
            list of erasures.
        KeyProblem: the key is not that of the backup, or there is none to wrap it by.
    """
    office = keys.current()
    begin(engine, backup.key, stamp.at)
    import_lines(engine, backup.lines)
    with writing(engine) as connection:
        store, driver = Store.opened(connection, backup.key), Driver(connection)
        count = replay_erasures(driver, store, listed, stamp)
        rewrap(driver, store, office)
    settle(engine)
    return count
