"""Tables in Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from triage.diagnostics import needed
from triage.tables.cells import as_rows
from triage.tables.columns import Columns
from triage.tables.table import ReadAs, Table, refused

_EXTRA = "needs-parquet"


def read_parquet(file: Path, table: str, columns: Columns) -> Table:
    """Open a Parquet file; `table` is what it is called in errors.

    Raises:
        TableError: it cannot be read, lacks columns, or a cell cannot be read. Also later.
        ExtraMissing: it takes packages that are not installed.
    """
    parquet = needed("pyarrow.parquet", _EXTRA)
    try:
        opened = parquet.ParquetFile(file)
    except _broken():
        raise refused("unreadable-table", table) from None
    names = columns.named(opened.schema_arrow.names)
    columns.check(names, table)
    rows = as_rows(enumerate(_rows(opened, table), start=1), names, columns, table)
    return Table(names, rows, ReadAs("parquet"))


def _rows(opened: Any, table: str) -> Iterator[Sequence[Any]]:
    try:
        for batch in opened.iter_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    except _broken():
        raise refused("unreadable-table", table) from None


def _broken() -> tuple[type[Exception], ...]:
    """Return what a broken file, or a text that is no UTF-8, leads to."""
    arrow: type[Exception] = needed("pyarrow", _EXTRA).ArrowException
    return arrow, OSError, ValueError, OverflowError
