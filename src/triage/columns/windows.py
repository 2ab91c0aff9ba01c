"""Texts with the letters of Windows-1252, and decimals behind a comma, as Danish spreadsheets read.

INVARIANT: a character that there is no byte for is never written as another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import compute

from triage.columns.cells import Rows
from triage.columns.flat import flat, inner
from triage.diagnostics import Diagnostic, TableError

ENCODING: Final = "cp1252"

_BEYOND: Final = "[^\x00-\x7f\xa0-\xff" + bytes(
    byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
).decode(ENCODING) + "]"  # fmt: skip
"""Matches what the encoding has no byte for."""


def writable(rows: Rows) -> Rows:
    """Return rows of which those are wrong that pass on a character there is no byte for."""
    wrong = dict(rows.wrong)
    if not rows.kept:
        return rows
    written = flat(pa.table(dict(rows.kept)))
    for name in written.column_names:
        if _is_text(written.column(name).type):
            for row in _beyond(written.column(name)).tolist():
                number = int(rows.numbers[row])
                wrong.setdefault(row, (_outside(number, name),))
    return rows._replace(wrong=wrong)


def as_written(part: Any) -> Any:
    """Return a table of plain cells, in which numbers with decimals are texts with a comma."""
    texts = flat(part)
    columns = zip(part.schema, texts.columns, strict=True)
    return pa.table({field.name: _with_commas(field.type, each) for field, each in columns})


def encoded(text: bytes, part: Any) -> bytes:
    """Return the lines of a part, which are UTF-8, in Windows-1252.

    Raises:
        TableError: a cell, such as a label, or the name of a column has another character.
    """
    try:
        return text.decode().encode(ENCODING)
    except UnicodeEncodeError:
        raise TableError(tuple(_found(part))) from None


def _with_commas(kind: Any, column: Any) -> Any:
    """Return a column that was of some kind, with commas where it holds numbers with decimals."""
    if not (pa.types.is_floating(inner(kind)) or pa.types.is_decimal(inner(kind))):
        return column
    return compute.replace_substring(column.cast(pa.string()), ".", ",")


def _found(part: Any) -> Iterator[Diagnostic]:
    """Yield the first cell of each column that cannot be written; of names of columns, row 0."""
    for name, column in zip(part.column_names, part.columns, strict=True):
        rows = _beyond(column) if _is_text(column.type) else []
        if _beyond(pa.array([name])).size:
            yield _outside(0, name)
        elif len(rows):
            yield _outside(part.column("row")[int(rows[0])].as_py(), name)


def _beyond(texts: Any) -> Any:
    like = compute.match_substring_regex(texts.cast(pa.string()), _BEYOND).fill_null(False)
    return np.flatnonzero(like.to_numpy(zero_copy_only=False))


def _is_text(kind: Any) -> Any:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _outside(row: int, column: str) -> Diagnostic:
    return Diagnostic("cell-beyond-windows-1252", details={"row": row, "column": column})
