"""A table of participants from a file, row by row: CSV, Parquet or SQLite; every cell a text."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from triage.diagnostics import Diagnostic, ExtraMissing, TableError

SQLITE = frozenset({".sqlite", ".sqlite3", ".db"})
TABLE = "participants"
"""The table or view of a database that is read."""

Row = tuple[int, Sequence[str]]
"""Its number, and its cells in the order of the columns; an empty text where there is nothing."""

_DELIMITERS = ",;\t"
_LONGEST_CELL = 10_000


def read_table(file: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Open a table: its columns, and its rows as they are asked for.

    The rows of a CSV file are numbered as in a spreadsheet, the line of columns being the first;
    those of other files from 1. A byte that is no UTF-8 comes as a lone surrogate in its cell.

    Raises:
        TableError: there is no table in the file; also later, where it breaks off.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    if file.suffix == ".parquet":
        return _parquet(file)
    if file.suffix in SQLITE:
        return _sqlite(file)
    return _csv(file)


def _csv(file: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
    rows = _csv_rows(file)
    _, header = next(rows, (1, ()))
    if not header:
        raise _unreadable(file)
    return tuple(header), rows


def _csv_rows(file: Path) -> Iterator[Row]:
    try:
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            first = lines.readline(_LONGEST_CELL)
            delimiter = max(_DELIMITERS, key=first.count)
            lines.seek(0)
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
                if any(cells):
                    yield number, cells
    except (OSError, csv.Error):
        raise _unreadable(file) from None


def _sqlite(file: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
    rows = _sqlite_rows(file)
    _, header = next(rows)
    return tuple(header), rows


def _sqlite_rows(file: Path) -> Iterator[Row]:
    """Give the columns as row 0, then the rows; nothing can be written to the file."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute(f"SELECT * FROM {TABLE}")
            yield 0, [name for name, *_ in found.description]
            for number, cells in enumerate(found, start=1):
                yield number, [_text(cell) for cell in cells]
    except sqlite3.Error:
        raise _unreadable(file) from None


def _parquet(file: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise ExtraMissing((Diagnostic("needs-tables"),)) from None
    try:
        opened = parquet.ParquetFile(file)
    except (OSError, ArrowException):
        raise _unreadable(file) from None
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


def _unreadable(file: Path) -> TableError:
    return TableError((Diagnostic("unreadable-table", details={"file": str(file)}),))
