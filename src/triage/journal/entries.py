"""Events as rows: divided, sealed under the key of their case, chained; and opened again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import to_json

from triage.diagnostics import Diagnostic
from triage.journal.chain import NO_CONTENTS, Entry, canonical, hash_of_open
from triage.journal.database import JournalError
from triage.journal.events import EVENTS, Actor, Event
from triage.journal.keys import CaseKey
from triage.journal.noted import Noted, Stamp
from triage.journal.parts import parts
from triage.journal.rows import CONTENT, EVENT
from triage.journal.statements import ADD_CONTENT, FIND_CONTENT, Driver

_SALT: Final = 16
_AT_A_TIME: Final = 5_000


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case that was not erased; `last` is its last event, where there is one and it was asked."""

    no: int
    key: CaseKey
    last: int = 0


@dataclass(slots=True)
class Head:
    """The end of the journal, locked by whoever is writing."""

    number: int
    hash: bytes
    cases: int


class EventRows:
    """What makes rows of the events of a journal, and events of its rows."""

    def __init__(self, journal: str) -> None:
        self._journal = journal

    def made(
        self,
        driver: Driver,
        case: CaseRow,
        head: Head,
        event: Event,
        stamp: Stamp,
    ) -> Entry:
        """Return an event as the row that follows the end; its contents are added already."""
        number = head.number + 1
        open_part, sealed_part, contents = parts(event)
        kept = {
            name: self._content(driver, case, to_json(each)).hex()
            for name, each in contents.items()
        }
        open_, salt = canonical(open_part), secrets.token_bytes(_SALT)
        sealed = (
            case.key.seal(to_json(sealed_part), place(self._journal, case.no, str(number)))
            if sealed_part
            else None
        )
        entry = Entry(
            number=number,
            case_no=case.no,
            kind=event.kind,
            at=stamp.at,
            role=stamp.by.role,
            actor=stamp.by.id,
            salt=salt,
            open_part=open_,
            sealed=sealed,
            contents=canonical(kept) if kept else NO_CONTENTS,
            open_hash=hash_of_open(salt, open_),
            sealed_hash=None if sealed is None else sha256(sealed).digest(),
            previous=head.hash,
            hash=b"",
        )
        return Entry(*entry[:-1], entry.expected())

    def _content(self, driver: Driver, case: CaseRow, plain: bytes) -> bytes:
        """Keep content once for each case, and return the hash it is kept by."""
        mark = case.key.mark(plain)
        if (known := driver.one(FIND_CONTENT, case.no, mark)) is not None:
            return bytes(known[0])
        sealed = case.key.seal(plain, place(self._journal, case.no, "content"))
        found = sha256(mark + sealed).digest()
        driver.do(ADD_CONTENT, (found, case.no, mark, sealed))
        return found

    def opened(self, driver: Driver, case: CaseRow) -> tuple[Noted, ...]:
        """Return the events of a case with all that is sealed.

        Raises:
            KeyProblem: something was changed, or moved from elsewhere.
        """
        contents = self._contents(driver, case)
        every = entries_of(driver.connection, case.no)
        return tuple(self._noted(case, entry, contents) for entry in every)

    def _contents(self, driver: Driver, case: CaseRow) -> Mapping[str, Any]:
        rows = driver.connection.execute(sa.select(CONTENT).where(CONTENT.c.case_no == case.no))
        at = place(self._journal, case.no, "content")
        return {
            bytes(row.hash).hex(): json.loads(case.key.open(bytes(row.sealed), at)) for row in rows
        }

    def _noted(self, case: CaseRow, entry: Entry, contents: Mapping[str, Any]) -> Noted:
        data = {"kind": entry.kind, **json.loads(entry.open_part or "{}")}
        if entry.sealed is not None:
            at = place(self._journal, case.no, str(entry.number))
            data |= json.loads(case.key.open(entry.sealed, at))
        try:
            data |= {name: contents[hash_] for name, hash_ in json.loads(entry.contents).items()}
        except KeyError:
            raise JournalError((Diagnostic("journal-damaged"),)) from None
        by = Actor(role=entry.role, id=entry.actor)
        return Noted(entry.number, entry.at, by, EVENTS.validate_python(data))


def place(journal: str, case: int, what: str) -> str:
    """Return what sealed bytes are bound to: a journal, a case, and a place in it."""
    return f"{journal}/{case}/{what}"


def entries_of(connection: sa.Connection, case: int | None = None) -> Iterator[Entry]:
    """Go through the events as they are stored: of a case, or all of them; it takes no key."""
    wanted = sa.select(EVENT).order_by(EVENT.c.number)
    if case is not None:
        wanted = wanted.where(EVENT.c.case_no == case)
    for row in connection.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        yield Entry._make(row)
