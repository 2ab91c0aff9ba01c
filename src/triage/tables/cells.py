"""Cells of typed tables, written as texts: what an id, a day or a number was, it still is.

A whole number comes as it is. A float, or a decimal with decimals, comes with a point: a 7 that is
one as `7.0`, for whoever reads ids to take knowingly. A float with more than 15 digits, which is
not exact, comes with an exponent, and so is no id. INVARIANT: a point before exactly three digits,
as between thousands, is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from triage.tables.columns import Columns
from triage.tables.table import Row, refused

_NO_ID = (bool, date, time, timedelta)
MOST_EXACT = 10**15
"""From here on floats, and so the numbers of spreadsheets, are not exact."""


class Broken:
    """What stands in a cell of a spreadsheet in which a formula went wrong."""


def as_rows(
    rows: Iterable[tuple[int, Sequence[object]]],
    names: Sequence[str],
    columns: Columns,
    table: str,
) -> Iterator[Row]:
    """Write the cells of numbered rows as texts.

    Raises:
        TableError: a cell that names somebody is a day, a time, or yes or no; or a cell of a column
            that is looked for is broken.
    """
    ids = [place for place, name in enumerate(names) if name in columns.ids]
    wanted = [place for place, name in enumerate(names) if name in columns.every]
    for number, cells in rows:
        for places, kinds, code in (
            (ids, _NO_ID, "id-of-another-kind"),
            (wanted, Broken, "cell-broken"),
        ):
            wrong = [names[place] for place in places if isinstance(cells[place], kinds)]
            if wrong:
                raise refused(code, table, row=number, column=wrong[0])
        yield number, [text_of(cell) for cell in cells]


def text_of(cell: object) -> str:
    """Return the text of a cell; a byte that is no UTF-8 comes as a lone surrogate."""
    match cell:
        case str():
            return cell
        case None | Broken():
            return ""
        case float():
            return _float(cell)
        case Decimal():
            return _decimal(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time.min else str(cell)
        case date():
            return cell.isoformat()
        case bytes():
            return cell.decode("utf-8", errors="surrogateescape")
        case _:
            return str(cell)


def _float(value: float) -> str:
    exact = Decimal(repr(value))
    return f"{exact:E}" if exact.is_finite() and abs(exact) >= MOST_EXACT else _decimal(exact)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return "" if value.is_nan() else str(value)
    whole, point, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0") or "0"
    return f"{whole}.{decimals}{'0' * (len(decimals) == 3)}" if point else whole
