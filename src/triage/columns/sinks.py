"""Where rows go to: Parquet, Arrow, texts with semicolons, JSON Lines, workbooks, databases.

INVARIANT: the same parts in the same order give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
from pyarrow import csv, parquet

from triage.columns.flat import flat
from triage.columns.windows import as_written, encoded
from triage.diagnostics import Diagnostic, TableError, needed

Write = Callable[[Any], object]
"""Writes the next part, a table."""

_DELIMITER = ";"
_MOST_ROWS = (1 << 20) - 1
"""So many rows fit a sheet below its line of columns."""

_WHEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_TIME = b"2000-01-01T00:00:00Z"


@contextmanager
def _parquet(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        yield lambda part: writer.write_table(part, row_group_size=part.num_rows or None)


@contextmanager
def _arrow(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    plain = _without_dictionaries(schema)
    with pa.ipc.new_file(stream, plain) as writer:
        yield lambda part: writer.write_table(part.cast(plain))


@contextmanager
def _csv(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    options = csv.WriteOptions(delimiter=_DELIMITER)
    empty = flat(schema.empty_table())
    with csv.CSVWriter(stream, empty.schema, write_options=options) as writer:
        yield lambda part: writer.write_table(flat(part))


@contextmanager
def _csv_of_windows(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    """Write as programs of Windows read that take no UTF-8: Excel, where it opens a file."""
    options = csv.WriteOptions(include_header=False, delimiter=_DELIMITER)

    def write(part: Any) -> None:
        texts = as_written(part)
        lines = BytesIO()
        csv.write_csv(texts, lines, options)
        stream.write(encoded(lines.getvalue(), texts))

    names = BytesIO()
    empty = as_written(schema.empty_table())
    csv.write_csv(empty, names, csv.WriteOptions(delimiter=_DELIMITER))
    stream.write(encoded(names.getvalue(), empty))
    yield write


@contextmanager
def _json_lines(stream: BinaryIO, _: Any) -> Iterator[Write]:
    def write(part: Any) -> None:
        lines = (json.dumps(row, ensure_ascii=False, default=str) for row in part.to_pylist())
        stream.writelines(f"{line}\n".encode() for line in lines)

    yield write


@contextmanager
def _workbook(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    openpyxl = needed("openpyxl", "needs-workbooks")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("assessments")
    sheet.freeze_panes = "A2"
    sheet.append(schema.names)
    rows = 0

    def write(part: Any) -> None:
        nonlocal rows
        rows += part.num_rows
        if rows > _MOST_ROWS:
            raise TableError((Diagnostic("rows-beyond-a-sheet", details={"count": _MOST_ROWS}),))
        for row in flat(part).to_pylist():
            sheet.append([_typed(openpyxl, sheet, each) for each in row.values()])

    yield write
    made = BytesIO()
    book.save(made)
    stream.write(_without_time(made))


FORMS: Final[dict[str, Callable[[BinaryIO, Any], AbstractContextManager[Write]]]] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "csv": _csv,
    "csv-1252": _csv_of_windows,
    "jsonl": _json_lines,
    "xlsx": _workbook,
}
"""What writes each form of file to a stream, for tables of a schema."""


@contextmanager
def database(url: str, table: str, schema: Any) -> Iterator[Write]:
    """Write to a new table of a database, all of it or, where anything goes wrong, nothing.

    Of databases that make no tables within a transaction, an empty one may be left.

    Raises:
        TableError: the database cannot be reached, or has a table of that name.
        ExtraMissing: it takes packages that are not installed.
    """
    sql = needed("sqlalchemy", "needs-databases")
    kinds = {pa.int64(): sql.BigInteger, pa.bool_(): sql.Boolean, pa.date32(): sql.Date}
    columns = (sql.Column(each.name, kinds.get(each.type, sql.Text)) for each in schema)
    made = sql.Table(table, sql.MetaData(), *columns)
    try:
        engine = sql.create_engine(url, poolclass=sql.NullPool)
        if engine.dialect.name == "sqlite":
            _begin_before_tables(sql, engine)
        with engine.begin() as connection:
            made.create(connection)
            yield lambda part: connection.execute(made.insert(), flat(part).to_pylist())
    except sql.exc.SQLAlchemyError:
        raise TableError((Diagnostic("table-not-written", details={"table": table}),)) from None


def _begin_before_tables(sql: Any, engine: Any) -> None:
    """Have a transaction of SQLite begin where it is said to.

    The driver of Python's own begins one before rows, and not before tables: these would be kept.
    """

    def alone(connection: Any, _: object) -> None:
        connection.isolation_level = None

    sql.event.listen(engine, "connect", alone)
    sql.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))


def _without_dictionaries(schema: Any) -> Any:
    return pa.schema(
        [
            each.with_type(each.type.value_type) if pa.types.is_dictionary(each.type) else each
            for each in schema
        ],
        metadata=schema.metadata,
    )


def _typed(openpyxl: Any, sheet: Any, value: Any) -> Any:
    """Return a cell in which a text stays a text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    cell.value = value
    cell.data_type = "s"
    return cell


def _without_time(made: BytesIO) -> bytes:
    """Return a workbook that does not say when it was made."""
    whole = BytesIO()
    with ZipFile(made) as before, ZipFile(whole, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "docProps/core.xml":
                part = _WHEN.sub(_NO_TIME, part)
            after.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return whole.getvalue()
