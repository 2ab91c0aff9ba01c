"""Texts with delimiters: the one that parts the line of columns, or that a line `sep=;` names.

A column alone has no delimiter; a cell of it in which one stands does not fit. Rows are numbered as
a spreadsheet does: a cell of several lines is in one row, empty rows count, a line `sep=` does not.

INVARIANT: a quote that was opened and forgotten swallows no row. It is refused by the line it
stands in: be it that nothing closes it, that the quote of a later cell does, or that a cell of
several lines holds what would be a row of its own. Rows end as the first does: with a lone carriage
return or with a line feed, for some programs write the other sign into a cell without quotes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from triage.diagnostics import TableError
from triage.tables.columns import Columns, header_of
from triage.tables.encoding import NAMES, encoding_of
from triage.tables.table import ReadAs, Row, Table, refused, trimmed

_ENDS = ("\r", "\n")


def records(
    lines: Iterable[str], delimiter: str, table: str, before: int = 0
) -> Iterator[Sequence[str]]:
    """Go through the rows, empty ones too; `before` is how many lines were read already.

    Raises:
        TableError: quotes are not as they must be, or a cell is longer than any can be.
    """
    taken: list[str] = []
    ends = ""
    reader = csv.reader(_noting(lines, taken), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if len(taken) > 1 and _holds_a_row(taken, delimiter, len(cells) - 1):
                raise _swallowing(taken, before + reader.line_num, table)
            ends = ends or taken[-1][-1:]
            if taken[-1][-1:] != ends and taken[-1].endswith(_ENDS):
                raise refused("line-ends-mixed", table, line=before + reader.line_num)
            taken.clear()
            yield cells
    except csv.Error:
        raise _broken(taken, before + reader.line_num, table) from None


def _noting(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _holds_a_row(taken: Sequence[str], delimiter: str, delimiters: int) -> bool:
    """Say whether a line of a cell has a delimiter within it, and altogether as many as a row."""
    within = [taken[0].rpartition('"')[2], *(line.partition('"')[0] for line in taken[1:])]
    return any(
        delimiter in part and line.count(delimiter) >= delimiters
        for part, line in zip(within, taken, strict=True)
    )


def _swallowing(taken: Sequence[str], last: int, table: str) -> TableError:
    line = _line_of_last_quote(taken[:-1], last - 1)
    return refused("quote-over-rows", table, line=line, last=last)


def _broken(taken: Sequence[str], last: int, table: str) -> TableError:
    """Return the error for a row that breaks off after some lines."""
    if _is_open_after(taken[:-1]):
        return refused("quote-not-closed", table, line=_line_of_last_quote(taken[:-1], last - 1))
    if _is_open_after(taken):
        return refused("quote-not-closed", table, line=last)
    code = "quote-in-a-cell" if '"' in taken[-1] else "cell-too-long"
    return refused(code, table, line=last)


def _is_open_after(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _line_of_last_quote(lines: Sequence[str], last: int) -> int:
    """Return its number; where a quote is open, it is the last there is."""
    return last - next(back for back, line in enumerate(reversed(lines)) if '"' in line)


_DELIMITERS = (";", ",", "\t", "|")
_NONE = "\x1f"
_ANY = re.compile("[;,\t|]")
_SEP = re.compile(r'"?sep=(.?)"?\s*', re.IGNORECASE)
_LONGEST = 10_000
_MOST_TELLING = ("column-twice", "row-above-columns", "column-missing", "quote-not-closed")


def read_delimited(file: Path, table: str, columns: Columns) -> Table:
    """Open a text with delimiters; `table` is what it is called in errors.

    Raises:
        TableError: it cannot be read with certainty; the diagnostic says why. Also later.
        OSError: it cannot be read at all.
    """
    text = _Text(file, table)
    if text.said is not None and text.said not in _DELIMITERS:
        raise refused("sep-unknown", table)
    found = _by_any(text, text.likely() if text.said is None else (text.said,), columns)
    if isinstance(found, Table):
        return found
    if text.said is not None and isinstance(_by_any(text, _DELIMITERS, columns), Table):
        raise refused("sep-otherwise", table)
    raise found


def _by_any(text: _Text, delimiters: Iterable[str], columns: Columns) -> Table | TableError:
    """Return the table by the first delimiter that parts its line of columns, else what is wrong.

    No two part it, but where it is one column that stands alone. One that finds a column twice
    parts it: what another makes of that line, where none is needed, is one long name.
    """
    wrong: list[TableError] = []
    for delimiter in delimiters:
        try:
            return text.table(delimiter, columns)
        except TableError as error:
            if error.diagnostics[0].code == _MOST_TELLING[0]:
                return error
            wrong.append(error)
    return min(wrong, key=_telling)


def _telling(error: TableError) -> int:
    code = error.diagnostics[0].code
    return _MOST_TELLING.index(code) if code in _MOST_TELLING else len(_MOST_TELLING)


class _Text:
    """A text that can be gone through by any delimiter; `said` is what its line `sep=` says."""

    def __init__(self, file: Path, table: str) -> None:
        self._file, self._table = file, table
        with file.open("rb") as content:
            self._encoding = encoding_of(content, table)
        with self._opened() as lines:
            first = lines.readline(_LONGEST)
            self._start = first + lines.read(_LONGEST)
        said = _SEP.fullmatch(first)
        self.said = said[1] if said else None

    def likely(self) -> Sequence[str]:
        """Return the delimiters there can be, the most frequent first."""
        return sorted(_DELIMITERS, key=self._start.count, reverse=True)

    def table(self, delimiter: str, columns: Columns) -> Table:
        """Open the table by a delimiter.

        Raises:
            TableError: it parts no line of columns, or something before is not clear.
        """
        rows = self._rows(delimiter)
        row, names, broad = header_of(rows, columns, self._table)
        if delimiter == _NONE:
            return Table(names, _parted(rows), ReadAs("text", NAMES[self._encoding], None, row))
        if broad == 1 and self.said is None:
            return self.table(_NONE, columns)
        read_as = ReadAs("text", NAMES[self._encoding], delimiter, row)
        return Table(names, trimmed(rows, len(names)), read_as)

    def _opened(self) -> TextIOWrapper:
        return self._file.open(encoding=self._encoding, newline="")

    def _rows(self, delimiter: str) -> Iterator[Row]:
        """Go through the rows that hold anything, numbered."""
        before = 0 if self.said is None else 1
        try:
            with self._opened() as lines:
                every = records(islice(lines, before, None), delimiter, self._table, before)
                for number, cells in enumerate(every, start=1):
                    if any(map(str.strip, cells)):
                        yield number, cells
        except (OSError, UnicodeDecodeError):
            raise refused("unreadable-table", self._table) from None


def _parted(rows: Iterator[Row]) -> Iterator[Row]:
    """Part the cells of a column that stands alone at any delimiter: it is not certain which."""
    for number, cells in rows:
        yield number, [part for cell in cells for part in _ANY.split(cell)]
