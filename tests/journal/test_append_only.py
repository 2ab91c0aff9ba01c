from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.journal.office import begun, made
from triage.journal import Journal, JournalError
from triage.journal.database import engine_for, refusing
from triage.journal.migrations.triggers import triggers
from triage.journal.rows import CASE, CONTENT, DRAFT, EVENT, HEAD, JOURNAL, RULEBOOK
from triage.journal.statements import LOCK_HEAD

REFUSED = (
    "UPDATE triage_event SET kind = 'read' WHERE number = 2",
    "UPDATE triage_event SET sealed = NULL, open_part = NULL, salt = NULL WHERE number = 2",
    "DELETE FROM triage_event WHERE number = 6",
    "INSERT INTO triage_event SELECT 9, case_no, kind, at, role, actor, salt, open_part, sealed, "
    "contents, open_hash, sealed_hash, previous, open_hash FROM triage_event WHERE number = 6",
    "DELETE FROM triage_content",
    "UPDATE triage_content SET mark = hash",
    "DELETE FROM triage_rulebook",
    "UPDATE triage_rulebook SET digest = ''",
)
SQLITE = ("INSERT OR REPLACE INTO triage_event SELECT * FROM triage_event WHERE number = 2",)
POSTGRESQL = ("TRUNCATE triage_event", "TRUNCATE triage_content CASCADE")


def refused(journal: Journal, statement: str) -> None:
    """Try a statement on the database, beside the journal."""
    engine = engine_for(journal.url)
    with pytest.raises(JournalError) as caught, refusing(), engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert caught.value.diagnostics[0].code == "journal-append-only"
    engine.dispose()


def filled(journal: Journal) -> Journal:
    """Put a case and a rulebook into a journal."""
    journal.keep_rulebook({"rulebook.yaml": b"rulebook:"}, "d")
    begun(journal, "c-1")
    return journal


@pytest.mark.parametrize("statement", [*REFUSED, *SQLITE])
def test_sqlite_refuses(journal: Journal, statement: str) -> None:
    """The database itself; even to replace a row by itself."""
    refused(filled(journal), statement)
    assert journal.verify().problem is None


@pytest.mark.parametrize("table", ["triage_event", "triage_content", "triage_rulebook"])
def test_a_program_that_replaces_removes_nothing(journal: Journal, table: str) -> None:
    """One that leaves the triggers for removing out, as SQLite does unless it is told."""
    filled(journal)
    with closing(sqlite3.connect(journal.url, isolation_level=None)) as other:
        everything = f"SELECT * FROM {table}"
        there = {*other.execute(everything)}
        names = [each[1] for each in other.execute(f"PRAGMA table_info({table})")]
        for name in names:
            taken = ", ".join(_other(each) if each == name else each for each in names)
            with suppress(sqlite3.Error):
                other.execute(f"INSERT OR REPLACE INTO {table} SELECT {taken} FROM {table} LIMIT 1")
        assert there <= {*other.execute(everything)}


def _other(column: str) -> str:
    return "7" if column == "number" else f"zeroblob(32) AS {column}"


def test_postgresql_refuses(postgresql: str, tmp_path: Path) -> None:
    """The same, and to empty a table."""
    engine = engine_for(postgresql)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    with filled(made(tmp_path, postgresql)) as journal:
        for statement in (*REFUSED, *POSTGRESQL):
            refused(journal, statement)
        assert journal.verify().problem is None


def test_sql_server_is_written_for_and_not_run() -> None:
    """Its statements can be written: none was run, for want of a server here."""
    dialect = sa.create_mock_engine("mssql+pyodbc://", lambda *_: None).dialect
    for table in (JOURNAL, HEAD, CASE, EVENT, CONTENT, RULEBOOK, DRAFT):
        for statement in (sa.select(table), sa.insert(table), sa.update(table), sa.delete(table)):
            assert table.name in str(statement.compile(dialect=dialect))
    assert "UPDLOCK" in str(LOCK_HEAD.made.compile(dialect=dialect))
    written = "\n".join(triggers("mssql"))
    for name in ("event_number", "event_kept", "event_there", "content_there", "rulebook_kept"):
        assert f"CREATE TRIGGER triage_{name} ON" in written
