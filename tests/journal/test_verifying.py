from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from tests.journal.office import DAY, NOW, WORKER, begun
from triage.journal import (
    Anchor,
    Informed,
    Journal,
    JournalError,
    KeyProblem,
    LifeChanged,
    ReadReason,
)
from triage.journal.migrations.triggers import triggers

COLUMNS = {
    "triage_event": (
        *("number", "case_no", "kind", "at", "role", "actor", "salt", "open_part", "sealed"),
        *("contents", "open_hash", "sealed_hash", "previous", "hash"),
    ),
    "triage_content": ("hash", "case_no", "mark", "sealed"),
    "triage_case": ("no", "lookup", "wrapped", "name", "check"),
    "triage_head": ("number", "hash", "cases"),
    "triage_rulebook": ("hash", "digest", "archive"),
    "triage_journal": ("id", "created"),
}
"""Every column but that of the key in use: with another, the journal does not open."""


@pytest.fixture
def two(journal: Journal) -> Journal:
    """Return a journal of two cases and a rulebook."""
    journal.keep_rulebook({"rulebook.yaml": b"rulebook:"}, "d")
    begun(journal, "c-1")
    begun(journal, "c-2")
    return journal


def owned(journal: Journal) -> sqlite3.Connection:
    """Open the file as its owner would who means to change it: without the triggers."""
    connection = sqlite3.connect(journal.url)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def put_back(connection: sqlite3.Connection) -> None:
    """Make the triggers again, as if nothing had been."""
    for statement in triggers("sqlite"):
        connection.execute(statement)
    connection.commit()


def places() -> Iterator[tuple[str, str]]:
    """Yield every column in which a change must be found."""
    for table, columns in COLUMNS.items():
        yield from ((table, column) for column in columns)


@pytest.mark.parametrize(("table", "column"), [*places()])
def test_a_change_is_found(two: Journal, table: str, column: str) -> None:
    """Of any cell, by one bit; the triggers stand as if nothing had been."""
    with closing(owned(two)) as connection:
        wanted = f'SELECT rowid, "{column}" FROM {table} WHERE "{column}" IS NOT NULL'
        row, value = connection.execute(wanted).fetchall()[-1]
        changed = f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?'
        connection.execute(changed, (other(value), row))
        put_back(connection)
    assert two.verify().problem is not None


@pytest.mark.parametrize(
    ("table", "column"),
    [each for each in places() if each[1] not in ("number", "no")],  # SQLite keeps these numbers
)
def test_a_change_of_its_type_is_found(two: Journal, table: str, column: str) -> None:
    """The same bytes as a text, or a text as bytes: one bit in the header of a row says which."""
    with closing(owned(two)) as connection:
        wanted = f'SELECT rowid, "{column}" FROM {table} WHERE "{column}" IS NOT NULL'
        row, value = connection.execute(wanted).fetchall()[-1]
        kind = "TEXT" if isinstance(value, bytes) else "BLOB"
        changed = f'UPDATE {table} SET "{column}" = CAST("{column}" AS {kind}) WHERE rowid = ?'
        connection.execute(changed, (row,))
        put_back(connection)
    with suppress(JournalError):
        assert two.verify().problem is not None


def other(value: object) -> object:
    """Return a value one bit off."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1)
    assert isinstance(value, int)
    return value + 8


@pytest.mark.parametrize(
    ("table", "what"),
    [("triage_content", "content_gone"), ("triage_case", "case"), ("triage_event", "hole")],
)
def test_a_row_less_is_found(two: Journal, table: str, what: str) -> None:
    """Whichever it is, and what is gone is said."""
    with closing(owned(two)) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT MIN(rowid) FROM {table})")
        put_back(connection)
    assert problem(two) == what


@pytest.mark.parametrize(
    "emptied",
    [
        "triage_event SET salt = NULL, open_part = NULL, sealed = NULL WHERE number = 5",
        "triage_event SET open_part = NULL WHERE number = 5",
        "triage_event SET sealed = NULL WHERE number = 5",
        'triage_case SET lookup = NULL, wrapped = NULL, name = NULL, "check" = NULL WHERE no = 1',
    ],
)
def test_what_is_emptied_without_erasing_is_found(two: Journal, emptied: str) -> None:
    """Of an event, all of it or one part; of a case, the key and all that goes with it."""
    with closing(owned(two)) as connection:
        connection.execute(f"UPDATE {emptied}")
        put_back(connection)
    assert problem(two) == "emptied"


def test_what_is_moved_does_not_open(two: Journal) -> None:
    """What was said at one event is not what was said at another, though one key sealed both."""
    for said in ("before", "after"):
        two.record("c-1", LifeChanged(on=DAY, what=said), by=WORKER, at=NOW)
    with closing(owned(two)) as connection:
        connection.execute(
            "UPDATE triage_event SET sealed = (SELECT sealed FROM triage_event WHERE number = 14) "
            "WHERE number = 13"
        )
        put_back(connection)
    with pytest.raises(KeyProblem) as caught:
        two.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)
    assert caught.value.diagnostics[0].code == "journal-does-not-open"


def test_what_is_no_text_any_more_is_found(two: Journal) -> None:
    """SQLite hands on whatever bytes stand where a text was; it is said in words."""
    with closing(owned(two)) as connection:
        connection.execute(
            "UPDATE triage_event SET open_part = CAST(x'7bc8287d' AS TEXT) WHERE number = 3"
        )
        put_back(connection)
    with pytest.raises(JournalError) as caught:
        two.verify()
    assert caught.value.diagnostics[0].code == "journal-damaged"


def test_a_tail_cut_off_is_found_by_an_anchor(two: Journal) -> None:
    """The chain alone cannot tell; who cut it has put everything else right."""
    anchor = two.anchor()
    two.record("c-2", Informed(article=13, on=DAY), by=WORKER, at=NOW)
    later = two.anchor()
    with closing(owned(two)) as connection:
        connection.execute("DELETE FROM triage_event WHERE number = 13")
        connection.execute(
            "UPDATE triage_head SET number = 12, "
            "hash = (SELECT hash FROM triage_event WHERE number = 12)"
        )
        put_back(connection)
    assert two.verify().problem is None
    assert two.verify(anchor).problem is None
    found = two.verify(later).problem
    assert found is not None
    assert (found.what, found.number) == ("cut", 12)


def test_another_end_is_found_by_an_anchor(two: Journal) -> None:
    """A chain that was made anew has another hash; that of another journal is another's."""
    anchor = two.anchor()
    for wrong, what in (
        (Anchor(anchor.journal, 5, anchor.hash), "anchor"),
        (Anchor("x", anchor.number, anchor.hash), "other_journal"),
    ):
        found = two.verify(wrong).problem
        assert found is not None
        assert found.what == what


def test_a_trigger_less_is_found(two: Journal) -> None:
    """Nothing has been changed yet, but something could be."""
    with closing(sqlite3.connect(two.url)) as connection:
        connection.execute("DROP TRIGGER triage_event_kept")
        connection.commit()
        assert problem(two) == "trigger_gone"
        connection.execute(
            "CREATE TRIGGER triage_event_kept BEFORE UPDATE ON triage_event "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        connection.commit()
    assert problem(two) == "trigger"


def problem(journal: Journal) -> str | None:
    """Return what is found not to fit."""
    found = journal.verify().problem
    return None if found is None else found.what
