"""The columns a table must have, and where its line of columns is.

The line of columns is the first that names all columns that are needed, in any case, among the
first rows. Above it stand title lines. INVARIANT: what could be a row of the table is never taken
for a title line, as after sorting a sheet with its line of columns; and no name in a table is ever
told: without a line of columns it is somebody's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from triage.diagnostics import Diagnostic, TableError
from triage.tables.table import Row, refused

_WITHIN = 20
"""So many rows are looked at for the line of columns."""

_TITLE = 3
"""So many words make a title."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are looked for, by name.

    `needed` must be there, `known` may be. What stands in one of `ids` names somebody: in a typed
    table it must be a text or a number, for a day there was once something else, such as `1-3`.
    """

    needed: tuple[str, ...]
    known: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All columns that are looked for."""
        return tuple(dict.fromkeys((*self.needed, *self.known)))

    def named(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return cells as names of columns: those that are looked for as they are called here."""
        called = {folded(name): name for name in self.every}
        names = [called.get(folded(cell), cell.strip()) for cell in cells]
        while names and not names[-1]:
            del names[-1]
        return tuple(names)

    def missing(self, names: Sequence[str]) -> list[str]:
        """Return what is needed and not there."""
        return [each for each in self.needed if each not in names]

    def check(self, names: Sequence[str], table: str) -> None:
        """Refuse columns that lack what is needed, or have twice what is looked for.

        Raises:
            TableError: they do, with a diagnostic for each.
        """
        wrong = [("column-missing", each) for each in self.missing(names)]
        wrong += [("column-twice", each) for each in self.every if names.count(each) > 1]
        if wrong:
            raise _wrong(wrong, table)


def header_of(
    rows: Iterator[Row], columns: Columns, table: str
) -> tuple[int, tuple[str, ...], int]:
    """Read on to the line of columns; return its row, its names, and how many cells it has.

    Raises:
        TableError: none of the first rows is one, or it or what stands above it is not clear.
    """
    above: list[Row] = []
    for row, cells in islice(rows, _WITHIN):
        names = columns.named(cells)
        if not columns.missing(names):
            columns.check(names, table)
            _check_above(above, row, table)
            return row, names, len(cells)
        above.append((row, cells))
    raise _no_header(above, columns, table)


def _check_above(above: Iterable[Row], header: int, table: str) -> None:
    """Refuse what is no title: in one cell alone, of some words, as no id is."""
    for row, cells in above:
        filled = [cell.split() for cell in cells if cell.strip()]
        if len(filled) > 1 or len(filled[0]) < _TITLE:
            raise refused("row-above-columns", table, row=row, header=header)


def _no_header(rows: Sequence[Row], columns: Columns, table: str) -> TableError:
    """Return the error for rows of which none is a line of columns: what the nearest one lacks."""
    if not rows:
        return refused("table-empty", table)
    named = [columns.named(cells) for _, cells in rows]
    lacking = min(map(columns.missing, named), key=len)
    if len(lacking) == len(columns.needed):
        wanted = ", ".join(f"`{each}`" for each in columns.needed)
        return refused("no-line-of-columns", table, columns=wanted, count=_WITHIN)
    return _wrong((("column-missing", each) for each in lacking), table)


def _wrong(found: Iterable[tuple[str, str]], table: str) -> TableError:
    return TableError(
        Diagnostic(code, details={"table": table, "column": column}) for code, column in found
    )


def folded(name: str) -> str:
    """Return a name without regard to case, to how letters are put together, and to spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
