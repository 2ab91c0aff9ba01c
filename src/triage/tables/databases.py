"""Tables of databases: an SQLite file, or one by its URL. Neither is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from triage.diagnostics import needed
from triage.tables.cells import as_rows
from triage.tables.columns import Columns
from triage.tables.table import Form, ReadAs, Table, refused

_AT_A_TIME = 10_000
_Rows = Iterator[Sequence[Any]]


def read_sqlite(file: Path, name: str, columns: Columns, called: str) -> Table:
    """Open a table or view of an SQLite file, which is `called` so in errors.

    Raises:
        TableError: there is none, it lacks columns, or a cell cannot be read. Also later.
    """
    return _begun(_sqlite_rows(file, name, called), "sqlite", columns, called)


def read_database(
    url: str, name: str, columns: Columns, called: str, *, any_kind: bool = False
) -> Table:
    """Open a table or view of a database, perhaps with the name of its schema before it.

    It is PostgreSQL, or of `any_kind` SQLAlchemy has a driver for. `called` is what it is called in
    errors: its URL may hold a password.

    Raises:
        TableError: it cannot be reached, there is none, it lacks columns, or a cell cannot be read.
            Also later.
        ExtraMissing: it takes packages that are not installed.
    """
    rows = _rows_of(url, name, called, any_kind)
    return _begun(rows, "database" if any_kind else "postgresql", columns, called)


def _begun(rows: _Rows, form: Form, columns: Columns, called: str) -> Table:
    """Take the columns, which come as the first row."""
    names = columns.named(next(rows))
    columns.check(names, called)
    return Table(names, as_rows(enumerate(rows, start=1), names, columns, called), ReadAs(form))


def _sqlite_rows(file: Path, name: str, called: str) -> _Rows:
    quoted = name.replace('"', '""')
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute(f'SELECT * FROM "{quoted}"')
            yield [column for column, *_ in found.description]
            yield from found
    except (sqlite3.Error, UnicodeDecodeError):
        raise refused("unreadable-table", called) from None


def _rows_of(url: str, name: str, called: str, any_kind: bool) -> _Rows:
    sqlalchemy = needed("sqlalchemy", "needs-databases")
    schema, _, bare = name.rpartition(".")
    try:
        made = sqlalchemy.make_url(url)
        is_postgresql = made.get_backend_name() == "postgresql"
        if is_postgresql:
            needed("psycopg", "needs-databases")  # what SQLAlchemy reads PostgreSQL with
            made = made.set(drivername="postgresql+psycopg")
        elif not any_kind:
            raise refused("unreadable-table", called)
        engine = sqlalchemy.create_engine(made, poolclass=sqlalchemy.NullPool)
        every = sqlalchemy.select(sqlalchemy.text("*")).select_from(
            sqlalchemy.table(bare, schema=schema or None)
        )
        with engine.connect() as connection, connection.begin():
            if is_postgresql:
                connection.execute(sqlalchemy.text("SET TRANSACTION READ ONLY"))
            found = connection.execution_options(yield_per=_AT_A_TIME).execute(every)
            yield list(found.keys())
            yield from found
    except (sqlalchemy.exc.SQLAlchemyError, ImportError):  # the latter without its driver
        raise refused("unreadable-table", called) from None
