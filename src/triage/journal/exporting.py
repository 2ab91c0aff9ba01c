"""A journal as JSON Lines and back, without loss: what is sealed stays sealed.

The first line says which journal it is. Each other line is a row: cases, contents, rulebooks and
drafts as they are now, then the events in order. What is there already is passed over, so an import
that was broken off is run again; what differs refuses everything.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import sqlalchemy as sa

from triage.diagnostics import Diagnostic
from triage.journal.chain import beginning
from triage.journal.database import JournalError, writing
from triage.journal.events import JOURNAL_SCHEMA
from triage.journal.rows import CASE, CONTENT, DRAFT, EVENT, HEAD, JOURNAL, RULEBOOK

_EXPORT: Final = "triage.journal-export/1"
_TABLES: Final = {
    "case": CASE,
    "content": CONTENT,
    "rulebook": RULEBOOK,
    "draft": DRAFT,
    "event": EVENT,
}
_KEYS: Final = {
    "case": "no",
    "content": "hash",
    "rulebook": "hash",
    "draft": "case_no",
    "event": "number",
}
_AT_A_TIME: Final = 2_000


Row = dict[str, Any]


def export_lines(
    connection: sa.Connection, changed: Callable[[str, Row], Row] = lambda _, row: row
) -> Iterator[str]:
    """Yield the lines of an export; `changed` is asked of each row, by what it is a row of."""
    first = {"schema": _EXPORT, "events": JOURNAL_SCHEMA}
    yield json.dumps({**first, **changed("journal", _journal(connection))})
    for name, table in _TABLES.items():
        wanted = sa.select(table).order_by(table.c[_KEYS[name]])
        rows = connection.execute(wanted.execution_options(yield_per=_AT_A_TIME))
        for row in rows.mappings():
            told = changed(name, {key: _bytes(value) for key, value in row.items()})
            yield json.dumps({"row": name, **{key: _told(value) for key, value in told.items()}})


def import_lines(engine: sa.Engine, lines: Iterable[str]) -> int:
    """Take an export into a journal that is empty, or holds the beginning of it; return the events.

    Raises:
        JournalError: a line is none of an export, is of another journal, or differs from what is
            there; rows taken before it stay, and taking the right file again does the rest.
    """
    rows = iter(lines)
    first = _line(next(rows, ""), 1)
    if first.get("schema") != _EXPORT:
        raise _refused("journal-no-export", 1)
    importing = _Importing(engine)
    importing.begin(first)
    chunk: list[tuple[int, Row]] = []
    for number, line in enumerate(rows, start=2):
        if line.strip():
            chunk.append((number, _line(line, number)))
        if len(chunk) == _AT_A_TIME:
            importing.take(chunk)
            chunk = []
    importing.take(chunk)
    return importing.events


class _Importing:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine, self.events = engine, 0

    def begin(self, first: Row) -> None:
        """Make an empty journal the one that was exported; refuse any other that is not it."""
        wanted = {name: first.get(name) for name in ("id", "key_id", "created")}
        with writing(self._engine) as connection:
            if _journal(connection) == wanted:
                return
            if connection.execute(sa.select(HEAD.c.number)).scalar_one():
                raise _refused("journal-another", 1)
            connection.execute(sa.update(JOURNAL).values(wanted))
            empty = beginning(str(wanted["id"]), str(wanted["created"]))
            connection.execute(sa.update(HEAD).values(hash=empty))

    def take(self, chunk: list[tuple[int, Row]]) -> None:
        """Take some rows, all in one transaction."""
        with writing(self._engine) as connection:
            for number, row in chunk:
                self._row(connection, number, row)

    def _row(self, connection: sa.Connection, number: int, row: Row) -> None:
        name = row.pop("row", None)
        table = _TABLES.get(name)
        if table is None or set(row) != set(table.c.keys()):
            raise _refused("journal-no-export", number)
        values = {key: _read(value) for key, value in row.items()}
        key = table.c[_KEYS[name]]
        there = connection.execute(sa.select(table).where(key == values[key.name]))
        known = there.mappings().one_or_none()
        if known is None:
            connection.execute(sa.insert(table), values)
            self._advance(connection, name, values)
        elif {each: _bytes(value) for each, value in known.items()} != values:
            raise _refused("journal-differs", number)

    def _advance(self, connection: sa.Connection, name: str, values: Row) -> None:
        if name == "case":
            connection.execute(sa.update(HEAD).values(cases=values["no"]))
        if name == "event":
            connection.execute(sa.update(HEAD).values(number=values["number"], hash=values["hash"]))
            self.events += 1


def _journal(connection: sa.Connection) -> Row:
    return dict(connection.execute(sa.select(JOURNAL)).mappings().one())


def _told(value: object) -> object:
    """Return a value as JSON has it; bytes as base64 after a sign no other text begins with."""
    return f"\0{b64encode(value).decode()}" if isinstance(value, bytes) else value


def _read(value: object) -> object:
    return b64decode(value[1:]) if isinstance(value, str) and value.startswith("\0") else value


def _bytes(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _line(text: str, number: int) -> Row:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _refused("journal-no-export", number)
    return found


def _refused(code: str, line: int) -> JournalError:
    return JournalError((Diagnostic(code, details={"line": line}),))
