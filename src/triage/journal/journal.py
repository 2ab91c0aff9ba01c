"""`Journal`: what embedders use. Every call is one transaction, and holds no lock afterwards.

What several threads record at once goes into one transaction together (`group_commit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from triage.diagnostics import Diagnostic, TriageError
from triage.journal import erasing
from triage.journal.archives import keep_rulebook, rulebook_files
from triage.journal.backing_up import Backup, backup_lines, restore
from triage.journal.database import (
    JournalError,
    engine_for,
    reading,
    refusing,
    version_of,
    writing,
)
from triage.journal.drafts import Draft, OpenDraft, end_draft, open_drafts
from triage.journal.due import DueIn, Rhythm, due
from triage.journal.erasing import ErasureList
from triage.journal.events import Actor, Erased, Ground, Read, ReadReason
from triage.journal.exporting import export_lines, import_lines
from triage.journal.group_commit import GroupCommit
from triage.journal.keyed_store import KeyedStore
from triage.journal.keys import KeyProblem, MasterKey
from triage.journal.master_keys import KeySource
from triage.journal.noted import Noted, Stamp, ToNote
from triage.journal.retention import RetentionPolicy
from triage.journal.sequence import Sequence
from triage.journal.statements import Driver
from triage.journal.store import Appended, Store, begin
from triage.journal.verifying import Anchor, Verification, anchor_of, verify


class Journal:
    """The journal of an office: events of cases, appended and never changed.

    `url` is the path of an SQLite file or the URL of a database. Who did something, and when, the
    caller says: `by` and `at`, a time with its zone. Any thread may call any method.

    Raises:
        JournalError: there is no journal (see `create`), another program's, or none to reach.
        KeyProblem: the key is missing or is another journal's.
        ExtraMissing: it takes the extra `journal`.
    """

    def __init__(self, url: str, keys: KeySource) -> None:
        self.url, self._keys = url, keys
        self._engine = engine_for(url)
        self._writes = GroupCommit(self._engine)
        try:
            self._keyed = KeyedStore(self._engine, keys)
        except TriageError:
            self.close()
            raise

    @classmethod
    def create(cls, url: str, keys: KeySource, at: datetime) -> Journal:
        """Make a journal, or bring the tables of one to what this program knows."""
        engine = engine_for(url)
        begin(engine, keys.current(), _utc(at))
        engine.dispose()
        return cls(url, keys)

    @staticmethod
    def is_there(url: str) -> bool:
        """Say whether a database that can be reached holds a journal, of whichever version."""
        engine = engine_for(url)
        try:
            with reading(engine) as connection:
                return version_of(connection) is not None
        except JournalError:
            return False
        finally:
            engine.dispose()

    @property
    def id(self) -> str:
        """What the journal is called, by itself alone."""
        return self._keyed.store.journal

    @property
    def is_on_a_server(self) -> bool:
        """Whether it is in a database whose files nobody looks at from here."""
        return self._engine.dialect.name != "sqlite"

    def close(self) -> None:
        """Close the connections to the database."""
        self._writes.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def record(
        self,
        case: str,
        *events: ToNote,
        by: Actor,
        at: datetime,
        after: int | None = None,
        draft: int | None = None,
        connection: sa.Connection | None = None,
    ) -> tuple[Noted, ...]:
        """Note events of a case, all or none; `after` is the last event the caller has seen of it.

        An event that names another noted beside it may be given as a function of its own number.
        With `draft`, a version of an unfinished conversation, that ends with them.
        With a `connection` of the caller's, to the same database, they are noted in its
        transaction: they are there if and when it commits; it must not where this raises.

        Raises:
            OutOfSequence: an event cannot follow those before it.
            ChangedMeanwhile: somebody else has noted something after `after`, or saved another
                version of the conversation.
            JournalError: there is no such case, or the database refused.
        """
        stamp = _stamp(by, at)

        def append(store: Store, driver: Driver) -> Appended:
            appended = store.append(driver, case, events, stamp, after)
            if draft is not None:
                end_draft(driver.connection, appended.case, draft)
            return appended

        def note(store: Store) -> tuple[Noted, ...]:
            if connection is not None:
                with refusing():
                    if not connection.in_transaction():  # drivers see statements past SQLAlchemy
                        connection.begin()
                    return append(store, Driver(connection)).noted
            appended = self._writes.write(partial(append, store))
            store.remember(appended)
            return appended.noted

        return self._keyed.do(note)

    def keep_rulebook(self, files: Mapping[str, bytes], digest: str) -> str:
        """Keep the files of a rulebook, once; return what `Assessed.archive` names it by."""
        with writing(self._engine) as connection:
            return keep_rulebook(connection, files, digest)

    def rulebook_files(self, archive: str) -> dict[str, bytes]:
        """Return the files of a rulebook that was kept.

        Raises:
            JournalError: there is none of that name.
        """
        with reading(self._engine) as connection:
            return rulebook_files(connection, archive)

    def history(
        self,
        case: str,
        *,
        by: Actor,
        at: datetime,
        why: ReadReason,
        once_in: timedelta = timedelta(),
    ) -> tuple[Noted, ...]:
        """Return all events of a case. That it was read is an event, as `note_reading` notes it.

        Raises:
            JournalError: there is no such case.
            KeyProblem: something was changed in the database.
        """
        self.note_reading(case, why, by=by, at=at, once_in=once_in)

        return self._keyed.read(
            lambda store, driver: store.history(driver, store.required(driver, case))
        )

    def note_reading(
        self,
        case: str,
        why: ReadReason,
        *,
        by: Actor,
        at: datetime,
        once_in: timedelta = timedelta(),
    ) -> None:
        """Note that somebody read a case; within `once_in`, for the same reason, once.

        Raises:
            JournalError: there is no such case.
        """
        since = _utc(at - once_in)

        def is_noted(store: Store, driver: Driver) -> bool:
            found = store.required(driver, case)
            return store.was_read(driver, found, by, why, since)

        if not once_in or not self._keyed.read(is_noted):
            self.record(case, Read(why=why), by=by, at=at)

    def has(self, case: str) -> bool:
        """Say whether there is a case of that local id that was not erased."""
        return self._keyed.read(lambda store, driver: store.case(driver, case) is not None)

    def standing(self, case: str) -> Sequence:
        """Return where a case stands: the events that count, without what is sealed of them.

        Nothing that was said is opened, so this is not noted as reading.

        Raises:
            JournalError: there is no such case.
        """
        return self._keyed.read(lambda store, driver: store.standing(driver, case))

    def cases(self) -> tuple[str, ...]:
        """Return the local ids of all cases that were not erased, in the order they were begun."""
        return self._keyed.read(
            lambda store, driver: tuple(name for _, name in store.names(driver))
        )

    def standings(self) -> tuple[tuple[str, Sequence], ...]:
        """Return where each case stands, as `standing` and `cases` have it, all of one moment."""

        def read(store: Store, driver: Driver) -> tuple[tuple[str, Sequence], ...]:
            return tuple(
                (name, store.sequence(driver, case)) for case, name in tuple(store.names(driver))
            )

        return self._keyed.read(read)

    def due(self, on: date, rhythm: Rhythm | None = None) -> tuple[DueIn, ...]:
        """Return what is due on a day in all cases, the longest due first; nothing is opened."""

        def read(store: Store, driver: Driver) -> Iterator[DueIn]:
            noted_on = partial(store.day_of, driver)
            for case, name in tuple(store.names(driver)):
                for each in due(store.sequence(driver, case), on, noted_on, rhythm):
                    yield DueIn(name, each)

        every = self._keyed.read(lambda *there: tuple(read(*there)))
        return tuple(sorted(every, key=lambda each: (each.due.since, each.case)))

    def run_out(self, policy: RetentionPolicy, on: date) -> tuple[str, ...]:
        """Return the cases a policy keeps no longer, the longest untouched first."""

        def read(store: Store, driver: Driver) -> Iterator[tuple[date, str]]:
            talks = {each.case: each.saved.day for each in open_drafts(driver, store)}
            for case, name in tuple(store.names(driver)):
                last = max(store.last_day(driver, case), talks.get(name, date.min))
                if policy.has_run_out(store.sequence(driver, case), last, on):
                    yield last, name

        return self._keyed.read(lambda *there: tuple(name for _, name in sorted(read(*there))))

    def draft(self, case: str, *, by: Actor, at: datetime) -> Draft:
        """Return where the unfinished conversation of a case is kept."""
        stamp = _stamp(by, at)
        return self._keyed.do(lambda store: Draft(self._engine, store, case, stamp))

    def drafts(self) -> tuple[OpenDraft, ...]:
        """Return the unfinished conversations, the longest untouched first; nothing is opened."""
        return self._keyed.read(lambda store, driver: tuple(open_drafts(driver, store)))

    def verify(self, anchor: Anchor | None = None) -> Verification:
        """Look whether all of it is whole, and holds the end an anchor names."""
        with reading(self._engine) as connection:
            return verify(connection, anchor)

    def anchor(self) -> Anchor:
        """Return the end of the journal as it is now, to be kept elsewhere."""
        with reading(self._engine) as connection:
            return anchor_of(connection)

    def erase(
        self, case: str, ground: Ground, listed: ErasureList, *, by: Actor, at: datetime
    ) -> int:
        """Erase a case; return in how many files of the database bytes of it were found after all.

        Raises:
            JournalError: there is no such case, or the list or the database cannot be written.
            KeyProblem: the master key cannot be replaced; the case is erased all the same.
        """
        event, stamp = Erased(ground=ground), _stamp(by, at)
        gone = self._keyed.do(
            lambda store: erasing.erase(self._engine, store, case, event, stamp, listed)
        )
        try:
            self.replace_key()
        except KeyProblem:
            erasing.settle(self._engine)
            raise
        return erasing.left_in_files(self._engine, gone)

    def backup(self, key: MasterKey) -> Iterator[str]:
        """Yield a backup, which opens with `key` alone: keep the two apart."""
        with reading(self._engine) as connection:
            self._keyed.store.require_current(Driver(connection))
            yield from backup_lines(connection, self._keyed.store, key)

    @classmethod
    def restore(
        cls,
        url: str,
        keys: KeySource,
        backup: Backup,
        listed: ErasureList,
        *,
        by: Actor,
        at: datetime,
    ) -> Journal:
        """Make a journal of a backup, and erase again what was erased since.

        Raises:
            JournalError: it is no backup, another journal is there, or there is no list of
                erasures: without it nothing is served.
            KeyProblem: the key is not that of the backup.
        """
        engine = engine_for(url)
        restore(engine, backup, keys, listed, _stamp(by, at))
        engine.dispose()
        return cls(url, keys)

    def replace_key(self) -> None:
        """Wrap the keys of all cases by a new master key."""
        self._keyed.do(lambda store: erasing.replace_master(self._engine, store, self._keys))

    def export(self) -> Iterator[str]:
        """Yield the journal as lines of JSON; what is sealed stays sealed."""
        with reading(self._engine) as connection:
            yield from export_lines(connection)

    def take(self, lines: Iterable[str]) -> int:
        """Take an export into an empty journal; return the events taken."""
        count = import_lines(self._engine, lines)
        self._keyed.open()
        return count


def _stamp(by: Actor, at: datetime) -> Stamp:
    return Stamp(by, _utc(at))


def _utc(at: datetime) -> str:
    """Return a time as it is noted.

    Raises:
        JournalError: it has no zone.
    """
    if at.tzinfo is None:
        raise JournalError((Diagnostic("journal-no-zone"),))
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
