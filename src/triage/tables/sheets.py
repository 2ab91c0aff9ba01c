"""Sheets of workbooks (xlsx): what a cell holds, not how it looks, but for zeros in front.

A number with a format such as `0000` comes with the zeros it is shown with, for they are part of an
id. INVARIANT: a formula nobody has worked out is not taken for an empty cell; it refuses the table.
"""

from __future__ import annotations

import re
import warnings
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from triage.diagnostics import TableError, needed
from triage.tables.cells import MOST_EXACT, Broken, as_rows, text_of
from triage.tables.columns import Columns, header_of
from triage.tables.table import ReadAs, Table, refused, trimmed

_MOST_BYTES = 1 << 30
_MOST_ROWS = 1 << 20
_AT_A_TIME = 1 << 20
_LONGEST_FORMULA = 1 << 16
_WITHOUT_VALUE = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\bt="str")[^<>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_WITH_ZEROS = re.compile(r"0[0-]+")

_Rows = list[tuple[int, list[object]]]


def read_sheet(file: Path, sheet: str | None, usual: str, table: str, columns: Columns) -> Table:
    """Open a sheet: that of the name, else of the usual one, else the one with these columns.

    Raises:
        TableError: there is none, or not one alone, or it cannot be read with certainty.
        ExtraMissing: it takes packages that are not installed.
    """
    sheets = _sheets(file, table)
    named = [each for each in sheets if each[0] == (sheet or usual)]
    if sheet is not None and not named:
        raise refused("no-such-sheet", table)
    found, wrong = list[Table](), list[TableError]()
    for _, number, rows in named or sheets:
        try:
            found.append(_opened(rows, number, table, columns))
        except TableError as error:
            wrong.append(error)
    if len(found) > 1:
        raise refused("sheet-not-certain", table, count=len(found))
    if not found:
        raise wrong[0] if wrong else refused("table-empty", table)
    return found[0]


def _opened(rows: _Rows, number: int, table: str, columns: Columns) -> Table:
    left = iter(rows)
    texts = ((row, [text_of(cell) for cell in cells]) for row, cells in left)
    header, names, _ = header_of(texts, columns, table)
    whole = ((row, [*cells, *[None] * (len(names) - len(cells))]) for row, cells in left)
    read_as = ReadAs("xlsx", header=header, sheet=number)
    return Table(names, trimmed(as_rows(whole, names, columns, table), len(names)), read_as)


def _sheets(file: Path, table: str) -> list[tuple[str, int, _Rows]]:
    """Return what people see: every sheet that is shown and holds anything, numbered."""
    openpyxl = needed("openpyxl", "needs-workbooks")
    try:
        _check_archive(file, table)
        with file.open("rb") as content, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are of looks, which are not read
            workbook = openpyxl.load_workbook(content, read_only=True, data_only=True)
            every = [
                (own.title, number, _rows(own, table))
                for number, own in enumerate(workbook.worksheets, start=1)
                if own.sheet_state == "visible"
            ]
    except TableError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part leads to
        raise refused("workbook-unreadable", table) from None
    return [each for each in every if each[2]]


def _check_archive(file: Path, table: str) -> None:
    with ZipFile(file) as archive:
        if "mimetype" in archive.namelist():  # OpenDocument
            raise refused("workbook-of-another-kind", table)
        if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
            raise refused("workbook-too-large", table)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and _has_no_value(archive, name):
                raise refused("formulas-without-values", table)


def _has_no_value(archive: ZipFile, name: str) -> bool:
    """Say whether a sheet has a formula without a value, as programs write that cannot reckon."""
    before = b""
    with archive.open(name) as part:
        for chunk in iter(partial(part.read, _AT_A_TIME), b""):
            if _WITHOUT_VALUE.search(before + chunk):
                return True
            before = (before + chunk)[-_LONGEST_FORMULA:]
    return False


def _rows(sheet: Any, table: str) -> _Rows:
    """Return the rows that hold anything, numbered as they are shown."""
    sheet.reset_dimensions()  # some programs write too small ones, and rows would be missing
    rows: _Rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > _MOST_ROWS:
            raise refused("workbook-too-large", table)
        values = [_value(cell) for cell in cells]
        if any(value is not None and text_of(value).strip() for value in values):
            rows.append((number, values))
    return rows


def _value(cell: Any) -> object:
    value = cell.value
    if cell.data_type == "e":
        return Broken()
    if type(value) is int:
        return _with_zeros(value, cell.number_format) if abs(value) < MOST_EXACT else float(value)
    return value


def _with_zeros(value: int, form: str) -> object:
    """Return a number with the zeros a format such as `0000` or `000000-0000` shows it with."""
    plain = form.replace("\\", "").replace('"', "")
    if value < 0 or not _WITH_ZEROS.fullmatch(plain):
        return value
    digits = str(value).zfill(plain.count("0"))
    more = len(digits) - plain.count("0")
    rest = iter(digits[more:])
    return digits[:more] + "".join(next(rest) if sign == "0" else sign for sign in plain)
