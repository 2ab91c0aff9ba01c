"""Opening a file by what it holds: what it is called decides nothing."""

from __future__ import annotations

from pathlib import Path

from triage.tables.columns import Columns
from triage.tables.databases import read_sqlite
from triage.tables.delimited import read_delimited
from triage.tables.parquet import read_parquet
from triage.tables.sheets import read_sheet
from triage.tables.table import Table, refused

_PARQUET = b"PAR1"
_SQLITE = b"SQLite format 3\0"
_ARCHIVE = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<", b"\xef\xbb\xbf<")


def read_table(
    file: Path, columns: Columns, *, usual: str, name: str | None = None, called: str | None = None
) -> Table:
    """Open a text with delimiters, a workbook, or a Parquet or SQLite file.

    `name` is the table, view or sheet to read; without it, that of the `usual` name, and of a
    workbook that has none, the only sheet with these columns. In errors it is `called` so, else as
    the file is.

    Rows are numbered as a spreadsheet numbers them, those of Parquet and of databases from 1.

    Raises:
        TableError: it cannot be read with certainty; the diagnostic says why. Also later, in rows.
        ExtraMissing: it takes packages that are not installed.
    """
    table = called or str(file)
    try:
        return _opened(file, columns, (name, usual), table)
    except (OSError, UnicodeDecodeError):  # the latter where it is being written to
        raise refused("unreadable-table", table) from None


def _opened(file: Path, columns: Columns, names: tuple[str | None, str], table: str) -> Table:
    start = _start(file)
    name, usual = names
    if start.startswith(_PARQUET):
        return read_parquet(file, table, columns)
    if start.startswith(_SQLITE):
        return read_sqlite(file, name or usual, columns, table)
    if start.startswith(_ARCHIVE):
        return read_sheet(file, name, usual, table, columns)
    if start.startswith(_OLD_WORKBOOK):
        raise refused("workbook-of-another-kind", table)
    if start.lstrip().startswith(_MARKUP):
        raise refused("table-is-markup", table)
    return read_delimited(file, table, columns)


def _start(file: Path) -> bytes:
    """Return the first bytes; of what is no file, such as a pipe, nothing is read."""
    if not file.is_file():
        raise FileNotFoundError
    with file.open("rb") as content:
        return content.read(16)
