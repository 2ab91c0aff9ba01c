"""Tables in files and databases, row by row and every cell a text.

They are CSV, Parquet and SQLite files, and PostgreSQL.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from triage.diagnostics import Diagnostic, TableError, needed

SQLITE = frozenset({".sqlite", ".sqlite3", ".db"})

Row = tuple[int, Sequence[str]]
"""Its number, and its cells in the order of the columns; an empty text where there is nothing."""

Opened = tuple[tuple[str, ...], Iterator[Row]]
"""The columns of a table, and its rows as they are asked for."""

_DELIMITERS = ",;\t"
_LONGEST_CELL = 10_000
_AT_A_TIME = 10_000


def read_table(file: Path, table: str) -> Opened:
    """Open a file; `table` is the table or view that is read of an SQLite file.

    The rows of a CSV file are numbered as in a spreadsheet, the line of columns being the first;
    those of other files from 1. A byte that is no UTF-8 comes as a lone surrogate in its cell.

    Raises:
        TableError: there is no table in the file; also later, where it breaks off.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    if file.suffix == ".parquet":
        return _parquet(file)
    if file.suffix in SQLITE:
        return _begun(_sqlite_rows(file, table))
    return _begun(_csv_rows(file))


def read_database(url: str, name: str, table: str) -> Opened:
    """Open a table or view of a PostgreSQL database, perhaps with the name of its schema before it.

    `name` is what the database is called in errors: its URL may hold a password.

    Raises:
        TableError: it cannot be reached or has no such table; also later, where it breaks off.
        ExtraMissing: it takes packages that are not installed.
    """
    return _begun(_database_rows(url, name, table))


def _begun(rows: Iterator[Row]) -> Opened:
    """Take the columns, which come as the first row."""
    _, columns = next(rows)
    return tuple(columns), rows


def _csv_rows(file: Path) -> Iterator[Row]:
    found = False
    try:
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            first = lines.readline(_LONGEST_CELL)
            delimiter = max(_DELIMITERS, key=first.count)
            lines.seek(0)
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
                if any(cells):
                    found = True
                    yield number, cells
    except (OSError, csv.Error):
        raise _unreadable(str(file)) from None
    if not found:
        raise _unreadable(str(file))


def _sqlite_rows(file: Path, table: str) -> Iterator[Row]:
    """Read; nothing can be written to the file."""
    quoted = table.replace('"', '""')
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute(f'SELECT * FROM "{quoted}"')
            yield 0, [name for name, *_ in found.description]
            for number, cells in enumerate(found, start=1):
                yield number, [_text(cell) for cell in cells]
    except sqlite3.Error:
        raise _unreadable(str(file)) from None


def _database_rows(url: str, name: str, table: str) -> Iterator[Row]:
    needed("psycopg", "needs-databases")  # what SQLAlchemy reads PostgreSQL with
    sqlalchemy = needed("sqlalchemy", "needs-databases")
    schema, _, bare = table.rpartition(".")
    try:
        made = sqlalchemy.make_url(url)
        if made.get_backend_name() != "postgresql":
            raise _unreadable(name)
        engine = sqlalchemy.create_engine(
            made.set(drivername="postgresql+psycopg"), poolclass=sqlalchemy.NullPool
        )
        every = sqlalchemy.select(sqlalchemy.text("*")).select_from(
            sqlalchemy.table(bare, schema=schema or None)
        )
        with engine.connect() as connection, connection.begin():
            connection.execute(sqlalchemy.text("SET TRANSACTION READ ONLY"))
            found = connection.execution_options(yield_per=_AT_A_TIME).execute(every)
            yield 0, list(found.keys())
            for number, cells in enumerate(found, start=1):
                yield number, [_text(cell) for cell in cells]
    except sqlalchemy.exc.SQLAlchemyError:
        raise _unreadable(name) from None


def _parquet(file: Path) -> Opened:
    parquet = needed("pyarrow.parquet", "needs-tables")
    try:
        opened = parquet.ParquetFile(file)
    except (OSError, needed("pyarrow", "needs-tables").ArrowException):
        raise _unreadable(str(file)) from None
    return tuple(opened.schema_arrow.names), _parquet_rows(opened)


def _parquet_rows(opened: Any) -> Iterator[Row]:
    number = 0
    for batch in opened.iter_batches():
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """Write a cell of a typed table as a CSV file would hold it."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case datetime():
            return cell.date().isoformat() if cell.time() == time.min else str(cell)
        case date():
            return cell.isoformat()
        case bytes():
            return cell.decode("utf-8", errors="surrogateescape")
        case _:
            return str(cell)


def _unreadable(name: str) -> TableError:
    return TableError((Diagnostic("unreadable-table", details={"file": name}),))
