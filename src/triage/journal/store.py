"""Events written and read: one transaction each, with everything that belongs together in it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from collections.abc import Sequence as Several
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from pydantic import ValidationError

from triage.diagnostics import ChangedMeanwhile, Diagnostic
from triage.journal.chain import Entry, beginning
from triage.journal.database import JournalError, keep_private, migrate, refuse_older, writing
from triage.journal.entries import CaseRow, EventRows, Head, entries_of, place
from triage.journal.events import (
    LOCAL_ID,
    Actor,
    Event,
    Opened,
    ReadReason,
)
from triage.journal.keys import CaseKey, KeyProblem, MasterKey
from triage.journal.noted import Noted, Stamp, ToNote, day_of
from triage.journal.parts import outline, outlined
from triage.journal.remembered import Remembered
from triage.journal.rows import CASE, EVENT, HEAD, JOURNAL
from triage.journal.sequence import Sequence, of_events
from triage.journal.statements import (
    ADD_CASE,
    ADD_EVENT,
    FIND_CASE,
    KEY_ID,
    LAST,
    LOCK_HEAD,
    MOVE_HEAD,
    Driver,
)

_ID: Final = 8
_KEYS: Final = 1_000
"""Of how many cases the keys stay unwrapped in memory, and what they are found by."""


class MasterReplaced(Exception):
    """Somebody else has replaced the master key since the store was opened; nothing was done."""


@dataclass(frozen=True, slots=True)
class Appended:
    """Events that were noted, and where their case stands then, once they are committed."""

    noted: tuple[Noted, ...]
    case: int
    last: int
    sequence: Sequence


class Store:
    """The events of one journal, under a master key. It holds nothing that changes but a cache."""

    def __init__(self, journal: str, master: MasterKey) -> None:
        self.journal, self._rows = journal, EventRows(journal)
        self._remembered = Remembered()
        self.go_by(master)

    def go_by(self, master: MasterKey) -> None:
        """Go by a master key from now on, and forget the keys of cases."""
        self.master = master
        self._lookup = lru_cache(_KEYS)(master.lookup)
        self._unwrap = lru_cache(_KEYS)(master.unwrap)

    @classmethod
    def opened(cls, connection: sa.Connection, master: MasterKey) -> Store:
        """Return the store of a database.

        Raises:
            JournalError: there is none, or its tables are of another version.
            KeyProblem: the master key is another journal's.
        """
        refuse_older(connection)
        row = connection.execute(sa.select(JOURNAL)).one()
        if row.key_id != master.id:
            raise KeyProblem((Diagnostic("journal-other-key"),))
        return cls(row.id, master)

    # --- writing

    def append(
        self,
        driver: Driver,
        case: str,
        events: Several[ToNote],
        stamp: Stamp,
        after: int | None = None,
    ) -> Appended:
        """Note events of a case, all of them or none; `remember` them once they are committed.

        What is remembered of them is what is open, as when they are read back.

        With `after`, the number of the last event the caller has seen of the case, nothing is
        noted over somebody else's.

        Raises:
            OutOfSequence: an event cannot follow those before it.
            ChangedMeanwhile: the case has events the caller has not seen.
            JournalError: there is no such case, or the database refused.
        """
        head = self.locked(driver)
        found = self.case(driver, case)
        if found is None:
            if not events or not isinstance(events[0], Opened):
                raise JournalError((Diagnostic("journal-no-such-case"),))
            found = self._begun(driver, case, head)
        if after is not None and after != found.last:
            raise ChangedMeanwhile()
        sequence = self.sequence(driver, found)
        entries: list[Entry] = []
        noted: list[Noted] = []
        for each in events:
            event = each(head.number + 1) if callable(each) else each
            sequence = sequence.following(head.number + 1, outlined(event))
            entry = self._rows.made(driver, found, head, event, stamp)
            entries.append(entry)
            noted.append(Noted(entry.number, stamp.at, stamp.by, event))
            head.number, head.hash = entry.number, entry.hash
        if not entries:
            return Appended((), found.no, found.last, sequence)
        self._write(driver, entries, head)
        return Appended(tuple(noted), found.no, head.number, sequence)

    def remember(self, appended: Appended) -> None:
        """Spare the next call reading the case; what may be rolled back must not be remembered."""
        self._remembered.keep(appended.case, appended.last, appended.sequence)

    def locked(self, driver: Driver) -> Head:
        """Return the head, held against others until the transaction ends."""
        number, last, cases, key_id = driver.one(LOCK_HEAD)
        self._require(key_id)
        return Head(number, bytes(last), cases)

    def _begun(self, driver: Driver, case: str, head: Head) -> CaseRow:
        try:
            LOCAL_ID.validate_python(case)
        except ValidationError:
            raise JournalError((Diagnostic("journal-case-id"),)) from None
        head.cases += 1
        key = CaseKey.made()
        begun = CaseRow(head.cases, key)
        row = self.row_of_case(begun, case, self.master)
        driver.do(ADD_CASE, (begun.no, *row.values()))
        return begun

    def row_of_case(self, case: CaseRow, local_id: str, master: MasterKey) -> dict[str, bytes]:
        """Return what of a case rests on the master key: its wrapped key, and its id."""
        wrapped, lookup = master.wrap(case.key), master.lookup(local_id)
        name = case.key.seal(local_id.encode(), place(self.journal, case.no, "name"))
        check = sha256(lookup + wrapped + name).digest()
        return {"lookup": lookup, "wrapped": wrapped, "name": name, "check": check}

    def note_erased(self, driver: Driver, case: CaseRow, event: Event, stamp: Stamp) -> None:
        """Note, as the last event of a case, that it was erased."""
        head = self.locked(driver)
        entry = self._rows.made(driver, case, head, event, stamp)
        head.number, head.hash = entry.number, entry.hash
        self._write(driver, [entry], head)
        self._remembered.forget(case.no)
        self.go_by(self.master)

    def _write(self, driver: Driver, entries: Several[Entry], head: Head) -> None:
        driver.do(ADD_EVENT, *entries)
        driver.do(MOVE_HEAD, (head.number, head.hash, head.cases))

    def require_current(self, driver: Driver) -> None:
        """Refuse to read on where the master key was replaced.

        Raises:
            MasterReplaced: it was.
        """
        self._require(*driver.one(KEY_ID))

    def _require(self, key_id: str) -> None:
        if key_id != self.master.id:
            raise MasterReplaced

    # --- reading

    def case(self, driver: Driver, case: str) -> CaseRow | None:
        """Return a case by its local id; `None` where there is none, or it was erased."""
        row = driver.one(FIND_CASE, self._lookup(case))
        if row is None:
            return None
        number, wrapped, last = row
        return CaseRow(number, self._unwrap(wrapped), last)

    def required(self, driver: Driver, case: str) -> CaseRow:
        """Return a case by its local id.

        Raises:
            JournalError: there is none, or it was erased.
        """
        found = self.case(driver, case)
        if found is None:
            raise JournalError((Diagnostic("journal-no-such-case"),))
        return found

    def names(self, driver: Driver) -> Iterator[tuple[CaseRow, str]]:
        """Go through the cases that were not erased, each with its local id."""
        there = sa.select(CASE, LAST.label("last")).where(CASE.c.wrapped.is_not(None))
        for row in driver.connection.execute(there.order_by(CASE.c.no)):
            case = CaseRow(row.no, self.master.unwrap(bytes(row.wrapped)), row.last)
            yield case, self.name_of(case, bytes(row.name))

    def name_of(self, case: CaseRow, sealed: bytes) -> str:
        """Return the local id of a case, which is sealed by its key."""
        return case.key.open(sealed, place(self.journal, case.no, "name")).decode()

    def sequence(self, driver: Driver, case: CaseRow) -> Sequence:
        """Return where a case stands, without opening what is sealed."""
        known = self._remembered.of(case.no, case.last)
        if known is not None:
            return known
        return of_events(
            (each.number, outline(each.kind, json.loads(each.open_part or "{}")))
            for each in entries_of(driver.connection, case.no)
        )

    def standing(self, driver: Driver, case: str) -> Sequence:
        """Return where a case stands by its local id, and remember it.

        `driver` must see only what is committed.

        Raises:
            JournalError: there is no such case.
        """
        found = self.required(driver, case)
        sequence = self.sequence(driver, found)
        self._remembered.keep(found.no, found.last, sequence)
        return sequence

    def last_day(self, driver: Driver, case: CaseRow) -> date:
        """Return the day on which something was last noted of a case; that it was read is not."""
        of_case = (EVENT.c.case_no == case.no) & (EVENT.c.kind != "read")
        last = sa.select(sa.func.max(EVENT.c.number)).where(of_case)
        return self.day_of(driver, driver.connection.execute(last).scalar_one())

    def day_of(self, driver: Driver, number: int) -> date:
        """Return the day on which an event was noted."""
        wanted = sa.select(EVENT.c.at).where(EVENT.c.number == number)
        return day_of(driver.connection.execute(wanted).scalar_one())

    def was_read(
        self, driver: Driver, case: CaseRow, by: Actor, why: ReadReason, since: str
    ) -> bool:
        """Say whether somebody read a case for a reason after a time, ISO 8601 in UTC."""
        wanted = sa.select(EVENT.c.open_part).where(
            EVENT.c.case_no == case.no,
            EVENT.c.kind == "read",
            EVENT.c.actor == by.id,
            EVENT.c.role == by.role,
            EVENT.c.at > since,
        )
        return any(
            json.loads(found)["why"] == why for found in driver.connection.execute(wanted).scalars()
        )

    def history(self, driver: Driver, case: CaseRow) -> tuple[Noted, ...]:
        """Return the events of a case with all that is sealed.

        Raises:
            KeyProblem: something was changed, or moved from elsewhere.
        """
        return self._rows.opened(driver, case)


def begin(engine: sa.Engine, master: MasterKey, at: str) -> None:
    """Make the tables, or bring them up to date; begin a journal where there is none.

    Raises:
        JournalError: a newer program has been there, or the database refused.
    """
    migrate(engine)
    keep_private(engine)
    with writing(engine) as connection:
        if connection.execute(sa.select(JOURNAL)).one_or_none() is None:
            journal = secrets.token_hex(_ID)
            row = {"id": journal, "key_id": master.id, "created": at}
            connection.execute(sa.insert(JOURNAL), row)
            head = {"number": 0, "hash": beginning(journal, at), "cases": 0}
            connection.execute(sa.insert(HEAD), head)
