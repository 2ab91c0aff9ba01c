"""A table that is open: its columns, its rows as they are asked for, and what it was read as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from triage.diagnostics import Diagnostic, TableError

Row = tuple[int, Sequence[str]]
"""Its number, and its cells in the order of the columns; an empty text where there is nothing.

A row of a text file that has more or fewer cells than there are columns comes as it is.
"""

Form = Literal["text", "xlsx", "parquet", "sqlite", "postgresql", "database", "journal"]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What a table was read as: for a text its encoding, as people call it, and delimiter.

    `header` is the row of the columns as a spreadsheet numbers it, None where columns have names of
    their own; `sheet` counts from 1.
    """

    form: Form
    encoding: str | None = None
    delimiter: str | None = None
    header: int | None = None
    sheet: int | None = None


class Table:
    """An open table; its rows can be gone through once, and `rows` says how many were."""

    def __init__(self, columns: Sequence[str], rows: Iterator[Row], read_as: ReadAs) -> None:
        self.columns = tuple(columns)
        self.read_as = read_as
        self.rows = 0
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows that hold anything.

        Raises:
            TableError: the table breaks off, or holds what cannot be read with certainty.
        """
        for row in self._rows:
            self.rows += 1
            yield row


def trimmed(rows: Iterator[Row], columns: int) -> Iterator[Row]:
    """Leave out empty cells beyond the columns."""
    for number, cells in rows:
        if len(cells) > columns and not any(map(str.strip, cells[columns:])):
            yield number, cells[:columns]
        else:
            yield number, cells


def refused(code: str, table: str, **details: str | int) -> TableError:
    """Return the error for a table; `table` is what people call it."""
    return TableError((Diagnostic(code, details={"table": table, **details}),))
