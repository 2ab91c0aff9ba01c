"""Where a journal lives: an SQLite file or a PostgreSQL database; SQL Server by the same code.

What was said to be written is on the disk: SQLite writes ahead and waits for the disk at every
commit. Freed pages are overwritten there. Errors never show a statement's values.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from triage.diagnostics import Diagnostic, TriageError
from triage.journal.statements import BEGIN_WRITING, Driver

DIALECTS: Final = ("sqlite", "postgresql", "mssql")
_DRIVERS = {"postgresql": "postgresql+psycopg"}
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE passes the trigger for removing
    "busy_timeout = 30000",
)
_ALONE: Final = "triage_alone"


class JournalError(TriageError):
    """A journal cannot be opened, read or written; what was acknowledged before stands."""


def engine_for(url: str) -> sa.Engine:
    """Return an engine for the URL of a database; the path of a file stands for SQLite's.

    Raises:
        JournalError: it is no URL, or that of a database that is not known.
        ExtraMissing: its driver is not installed.
    """
    try:
        made = sa.make_url(url if "://" in url else f"sqlite:///{url}")
    except sa.exc.ArgumentError:
        raise JournalError((Diagnostic("journal-url"),)) from None
    backend = made.get_backend_name()
    if backend not in DIALECTS:
        raise JournalError((Diagnostic("journal-url"),))
    driver = _DRIVERS.get(backend, made.drivername)
    try:
        engine = sa.create_engine(made.set(drivername=driver), hide_parameters=True)
    except ModuleNotFoundError:
        raise JournalError((Diagnostic("journal-driver", details={"name": backend}),)) from None
    if backend == "sqlite":
        _as_sqlite(engine)
    return engine


def _as_sqlite(engine: sa.Engine) -> None:
    """Begin transactions ourselves; whoever writes has done so before, with the lock for that."""

    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: sa.Connection) -> None:
        if not connection.connection.in_transaction:
            connection.exec_driver_sql("BEGIN")

    engine.update_execution_options(**{_ALONE: Lock()})
    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)


class Writer:
    """A connection kept for transactions that write: to take another each time costs as much again.

    Threads of one program take turns. SQLite would have them all ask again and again, each after a
    longer pause, and the unluckiest wait for seconds. Of one writer, one thread may be at it.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine, self._is_sqlite = engine, engine.dialect.name == "sqlite"
        self._alone: Any = engine.get_execution_options().get(_ALONE, nullcontext())
        self._held: Driver | None = None

    @contextmanager
    def writing(self) -> Iterator[Driver]:
        """Open a transaction that writes: it is there wholly in the end, or not at all.

        Raises:
            JournalError: the database refused; nothing was written.
        """
        with refusing(), self._alone:
            held = self._held = self._held or Driver(self._engine.connect())
            try:
                if self._is_sqlite:  # other drivers begin at the first statement
                    held.do(BEGIN_WRITING)
                yield held
                held.commit()
            except BaseException:  # what state it is in now, only the pool finds out
                self.close()
                raise

    def close(self) -> None:
        """Give the connection back."""
        held, self._held = self._held, None
        if held is not None:
            held.connection.close()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open one transaction of a writer.

    Raises:
        JournalError: the database refused; nothing was written.
    """
    with closing(Writer(engine)) as writer, writer.writing() as driver:
        yield driver.connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that only reads, all of it one state; no file is made by that.

    Raises:
        JournalError: there is no such file, or the database refused.
    """
    if engine.dialect.name == "sqlite" and not files_of(engine):
        raise not_there(engine)
    with refusing(), engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection


@contextmanager
def refusing() -> Iterator[None]:
    """Tell in words what a database refused, without what it was given.

    Raises:
        JournalError: it refused.
    """
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        found = _cause(error)
    except UnicodeDecodeError:  # SQLite hands on whatever bytes stand where a text was
        found = "journal-damaged"
    except OSError as error:
        found = _of_the_system(error)
    else:
        return
    raise JournalError((Diagnostic(found),))


def _cause(error: sa.exc.SQLAlchemyError) -> str:
    original = getattr(error, "orig", None)
    told = str(original).lower()
    codes = {
        "database or disk is full": "journal-disk-full",
        "no space left": "journal-disk-full",
        "disk i/o error": "journal-disk-full",
        "readonly": "journal-read-only",
        "read-only": "journal-read-only",
        "locked": "journal-in-use",
        "append-only": "journal-append-only",
        "no such table": "journal-damaged",
        "does not exist": "journal-unreachable",
        "malformed": "journal-damaged",
        "could not decode": "journal-damaged",
        "not a database": "journal-damaged",
        "unable to open": "journal-unreachable",
        "connection": "journal-unreachable",
    }
    return next((code for part, code in codes.items() if part in told), "journal-refused")


def _of_the_system(error: OSError) -> str:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "journal-disk-full" if full else "journal-read-only"


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "triage.journal:migrations")
    config.attributes["connection"] = connection
    return config


def migrate(engine: sa.Engine) -> None:
    """Make the tables, or bring them to what this program knows.

    Raises:
        JournalError: a newer program has been there, or the database refused.
    """
    with writing(engine) as connection:
        refuse_newer(connection)
        command.upgrade(_config(connection), "head")


def refuse_newer(connection: sa.Connection) -> None:
    """Refuse the tables of a newer program.

    Raises:
        JournalError: they are.
    """
    scripts = ScriptDirectory.from_config(_config(connection))
    known = {each.revision for each in scripts.walk_revisions()}
    if version_of(connection) not in (None, *known):
        raise JournalError((Diagnostic("journal-newer"),))


def version_of(connection: sa.Connection) -> str | None:
    """Return which step the tables are at; `None` where there are none."""
    options = {"version_table": "triage_journal_version"}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def refuse_older(connection: sa.Connection) -> None:
    """Refuse where there is no journal, or its tables are behind this program.

    Raises:
        JournalError: they are; `triage journal init` brings them up.
    """
    refuse_newer(connection)
    at = version_of(connection)
    if at is None:
        raise not_there(connection.engine)
    if at != ScriptDirectory.from_config(_config(connection)).get_current_head():
        raise JournalError((Diagnostic("journal-older"),))


def not_there(engine: sa.Engine) -> JournalError:
    """Return the error that there is no journal, with where: a password is left out."""
    url = engine.url
    where = url.database if engine.dialect.name == "sqlite" else url.render_as_string()
    return JournalError((Diagnostic("journal-not-there", details={"where": where or "–"}),))


def files_of(engine: sa.Engine) -> tuple[Path, ...]:
    """Return the files of an SQLite database; of any other, none."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return ()
    file = Path(engine.url.database)
    return tuple(
        each for each in (file, *map(Path, (f"{file}-wal", f"{file}-shm"))) if each.exists()
    )


def keep_private(engine: sa.Engine) -> None:
    """Let nobody but the owner read the file of an SQLite database."""
    for file in files_of(engine):
        with suppress(OSError):
            file.chmod(0o600)
