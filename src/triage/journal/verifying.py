"""Whether a journal is whole: every event, every content, the end, and what keeps it append-only.

Without a key it is looked at as it is stored: any byte of it that was changed is found. The chain
alone does not show a tail that was cut off; an anchor, the number and hash of an earlier end kept
elsewhere, does.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from triage.journal.chain import NO_CONTENTS, Entry, beginning
from triage.journal.events import Erased
from triage.journal.migrations.triggers import triggers
from triage.journal.rows import CASE, CONTENT, EVENT, HEAD, JOURNAL, RULEBOOK

_ERASED = Erased.model_fields["kind"].default
_AT_A_TIME = 5_000
_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of a journal at some time, kept elsewhere."""

    journal: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.journal} {self.number} {self.hash}"


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that does not fit: what it is, and the event it concerns, if one."""

    what: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and the first problem, if any."""

    events: int
    contents: int
    head: Anchor
    problem: Problem | None = None


def anchor_of(connection: sa.Connection) -> Anchor:
    """Return the end of the journal as it is now."""
    journal = connection.execute(sa.select(JOURNAL.c.id)).scalar_one()
    row = connection.execute(sa.select(HEAD)).one()
    return Anchor(journal, row.number, bytes(row.hash).hex())


def verify(connection: sa.Connection, anchor: Anchor | None = None) -> Verification:
    """Look at everything that is stored, and stop at the first problem."""
    looking, head = _Looking(connection, anchor), Anchor("", 0, "")
    try:
        head = anchor_of(connection)
        problem = next(looking.problems(), None)
    except (
        AttributeError,
        TypeError,
        ValueError,
    ):  # SQLite hands on whatever type the header of a row says
        problem = Problem("type", looking.events + 1)
    return Verification(looking.events, looking.contents, head, problem)


class _Looking:
    def __init__(self, connection: sa.Connection, anchor: Anchor | None) -> None:
        self._connection, self._anchor = connection, anchor
        self.events = self.contents = 0
        self._wanted: set[tuple[int, str]] = set()
        self._archives: set[str] = set()
        self._emptied: dict[int, int] = {}
        self._erased: set[int] = set()
        self._last: Counter[int] = Counter()

    def problems(self) -> Iterator[Problem]:
        if self._anchor is not None and self._anchor.journal != anchor_of(self._connection).journal:
            yield Problem("other_journal")
        yield from self._chain()
        yield from self._cases()
        yield from self._kept_apart()
        yield from self._guards()
        yield from self._indexes()

    def _rows(self, wanted: sa.Select[tuple[object, ...]]) -> Iterator[sa.Row[tuple[object, ...]]]:
        yield from self._connection.execute(wanted.execution_options(yield_per=_AT_A_TIME))

    def _chain(self) -> Iterator[Problem]:
        journal = self._connection.execute(sa.select(JOURNAL)).one()
        previous, number = beginning(journal.id, journal.created), 0
        anchored = self._anchor.number if self._anchor else None
        for row in self._rows(sa.select(EVENT).order_by(EVENT.c.number)):
            entry = Entry._make(row)
            number += 1
            if entry.number != number:
                yield Problem("hole", number)
            what = entry.problem(previous)
            if what is not None:
                yield Problem(what, number)
            if number == anchored and self._anchor and entry.hash.hex() != self._anchor.hash:
                yield Problem("anchor", number)
            if entry.is_emptied:
                self._emptied.setdefault(entry.case_no, number)
            elif entry.contents != NO_CONTENTS:
                self._wanted.update(
                    (entry.case_no, each) for each in json.loads(entry.contents).values()
                )
            if entry.kind == _ERASED:
                self._erased.add(entry.case_no)
            elif entry.open_part is not None and '"archive"' in entry.open_part:
                self._archives.add(json.loads(entry.open_part).get("archive"))
            self._last[entry.case_no] = number
            previous = entry.hash
            self.events = number
        head = self._connection.execute(sa.select(HEAD)).one()
        if (head.number, bytes(head.hash)) != (number, previous):
            yield Problem("head")
        if anchored is not None and anchored > number:
            yield Problem("cut", number)

    def _cases(self) -> Iterator[Problem]:
        cases = 0
        for row in self._rows(sa.select(CASE).order_by(CASE.c.no)):
            last = self._last.pop(row.no, None)
            if last is None:
                yield Problem("case")
            if row.wrapped is None:
                if row.no not in self._erased:
                    yield Problem("emptied", self._emptied.get(row.no))
            elif sha256(row.lookup + row.wrapped + row.name).digest() != bytes(row.check):
                yield Problem("case", last)
            elif row.no in self._emptied:
                yield Problem("emptied", self._emptied[row.no])
            cases = row.no
        for number in self._last.values():
            yield Problem("case", number)
        if self._connection.execute(sa.select(HEAD.c.cases)).scalar_one() != cases:
            yield Problem("head")

    def _kept_apart(self) -> Iterator[Problem]:
        for row in self._rows(sa.select(CONTENT)):
            found = bytes(row.hash)
            if sha256(bytes(row.mark) + bytes(row.sealed)).digest() != found:
                yield Problem("content")
            self._wanted.discard((row.case_no, found.hex()))
            self.contents += 1
        if self._wanted:
            yield Problem("content_gone")
        for row in self._rows(sa.select(RULEBOOK)):
            if sha256(row.digest.encode() + bytes(row.archive)).digest() != bytes(row.hash):
                yield Problem("rulebook")
            self._archives.discard(bytes(row.hash).hex())
        if self._archives:
            yield Problem("rulebook_gone")

    def _indexes(self) -> Iterator[Problem]:
        """Find what stands otherwise in an index than in its table; a server sees to its own."""
        if self._connection.dialect.name == "sqlite":
            found = self._connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if found != "ok":
                yield Problem("index")

    def _guards(self) -> Iterator[Problem]:
        wanted = dict(_named(triggers(self._connection.dialect.name)))
        found = dict(_there(self._connection))
        for name, written in wanted.items():
            if name not in found:
                yield Problem("trigger_gone")
            elif found[name] is not None and found[name] != written:
                yield Problem("trigger")


def _named(statements: object) -> Iterator[tuple[str, str]]:
    assert isinstance(statements, list)
    for each in statements:
        if match := _TRIGGER.match(each):
            yield match[1], each


def _there(connection: sa.Connection) -> Iterator[tuple[str, str | None]]:
    """Yield the triggers a database has; where it tells how they are written, that too."""
    if connection.dialect.name == "sqlite":
        wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    elif connection.dialect.name == "postgresql":
        wanted = "SELECT tgname, NULL FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    else:
        wanted = "SELECT name, NULL FROM sys.triggers WHERE is_disabled = 0"
    yield from ((row[0], row[1]) for row in connection.exec_driver_sql(wanted))
