"""A table, and the ways in which programs write one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis import strategies as st

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "cp850", "mac-roman")


@dataclass(frozen=True)
class Written:
    """A table, and how a program writes it."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    titles: list[str]
    delimiter: str
    encoding: str
    quoting: Literal[0, 1, 2]
    ending: str
    says_sep: bool
    empty_columns: int
    upper: bool

    def content(self) -> bytes:
        text = io.StringIO(newline="")
        if self.says_sep:
            text.write(f"sep={self.delimiter}{self.ending}")
        writer = csv.writer(
            text, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.ending
        )
        for title in self.titles:
            writer.writerow([title])
        names = [name.upper() for name in self.columns] if self.upper else self.columns
        for row in (names, *self.rows):
            writer.writerow([*row, *[""] * self.empty_columns])
        return text.getvalue().encode(self.encoding)

    def numbered(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return the rows that hold anything, as a spreadsheet numbers them."""
        every = enumerate(map(stripped, self.rows), start=len(self.titles) + 2)
        return [(number, row) for number, row in every if any(row)]


def stripped(cells: Iterable[str]) -> tuple[str, ...]:
    """Leave out blanks around cells: they mean nothing to whoever reads a table."""
    return tuple(cell.strip() for cell in cells)


def manners() -> dict[str, st.SearchStrategy[Any]]:
    """Return how a table may be written, for `st.builds`: all of `Written` but what is in it."""
    return {
        "delimiter": st.sampled_from(";,\t|"),
        "encoding": st.sampled_from(ENCODINGS),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "ending": st.sampled_from(["\n", "\r\n", "\r"]),
        "says_sep": st.booleans(),
        "empty_columns": st.integers(0, 2),
        "upper": st.booleans(),
    }
