"""The rows of a text with delimiters, quotes taken strictly.

INVARIANT: a quote that was opened and forgotten swallows no row. It is refused by the line it
stands in: be it that nothing closes it, that the quote of a later cell does, or that a cell of
several lines holds what would be a row of its own. Rows end as the first does: with a lone carriage
return or with a line feed, for some programs write the other sign into a cell without quotes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from triage.diagnostics import TableError
from triage.tables.refusing import refused

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
