"""The tables of a page for spreadsheets: one CSV file, or a workbook with a sheet for each.

Spreadsheets take a text that begins with a sign such as `=` for a formula; here it stays a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from triage.diagnostics import needed
from triage.present.blocks import (
    Block,
    Cell,
    Group,
    Line,
    Page,
    Point,
    Table,
    Tone,
    one_line,
)

CSV_COLUMNS = ("table", "row", "column", "value", "text")
"""A line for each number of a page: `value` is empty where it is hidden or not known.

Before them stands what the page says first and last, with a `text` alone.
"""

_EXTRA = "needs-report"
_FORMULA = ("=", "+", "-", "@")
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31
_BROADEST = 60


def render_csv(page: Page) -> str:
    """Write all tables of a page as CSV, a line for each of their numbers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for line in (*page.head, *page.foot):
        writer.writerow(["", "", "", "", _typed(line.said)])
    for table in _tables(page):
        for first, *rest in table.rows:
            for column, cell in zip(table.columns[1:], rest, strict=True):
                value = "" if cell.value is None else str(cell.value)
                names = map(_typed, (table.caption, first.text, column))
                writer.writerow([*names, value, _typed(cell.text)])
    return text.getvalue()


def render_xlsx(page: Page) -> bytes:
    """Write a page as a workbook: its texts on the first sheet, then a sheet for each table.

    Raises:
        ExtraMissing: it takes packages that are not installed.
    """
    workbook = needed("openpyxl", _EXTRA).Workbook()
    sheet = workbook.active
    names = _Names()
    sheet.title = names.new(page.title)
    loud = [_typed(line.said) for line in page.head if line.tone is Tone.STRONG]
    for text in _texts(page):
        sheet.append([_typed(text)])
    sheet.column_dimensions["A"].width = _BROADEST
    for table in _tables(page):
        _fill(workbook.create_sheet(names.new(table.caption)), table, loud)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _fill(sheet: Any, table: Table, loud: Iterable[str]) -> None:
    """Fill a sheet; what the page says loudly stands beside the caption of each table."""
    bold = needed("openpyxl.styles", _EXTRA).Font(bold=True)
    sheet.append([_typed(table.caption), *loud])
    sheet.append([_typed(name) for name in table.columns])
    for cell in (*sheet[1], *sheet[2]):
        cell.font = bold
    sheet.freeze_panes = "B3"
    for row in table.rows:
        sheet.append([_content(cell) for cell in row])
        # The first row may be longer: of a sheet, openpyxl gives rows of the same length.
        for written, cell in zip(sheet[sheet.max_row], row, strict=False):
            if cell.mark is not None:  # a number stays one, and shows what is said beside it
                quoted = _typed(cell.mark).replace('"', "'")
                written.number_format = f'General" {quoted}"'
    for cells in sheet.columns:
        broadest = max(len(str(cell.value or "")) for cell in cells[1:])
        sheet.column_dimensions[cells[1].column_letter].width = min(broadest + 2, _BROADEST)


def _content(cell: Cell) -> Any:
    """Return numbers and days as such, everything else as text."""
    match cell.value:
        case int() | Decimal():
            return cell.value
        case str():
            return date.fromisoformat(cell.value)
        case None:
            return _typed(cell.text)


def _typed(text: str) -> str:
    """Put a text on one line, and a mark before it where a spreadsheet would take it otherwise."""
    plain = one_line(text)
    return f"'{plain}" if plain.startswith(_FORMULA) and len(plain) > 1 else plain


class _Names:
    """Names of sheets: short, without signs they cannot have, and each only once."""

    def __init__(self) -> None:
        self._taken = set[str]()

    def new(self, text: str) -> str:
        plain = " ".join(one_line(text).translate(_NOT_IN_A_NAME).split()) or "-"
        name, number = plain[:_LONGEST_NAME].strip(), 1
        while name.casefold() in self._taken:
            number += 1
            end = f" {number}"
            name = f"{plain[: _LONGEST_NAME - len(end)].strip()}{end}"
        self._taken.add(name.casefold())
        return name


def _tables(page: Page) -> Iterator[Table]:
    for section in page.sections:
        yield from (block for block in _inside(section.blocks) if isinstance(block, Table))


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, and in the place of a group those inside it."""
    for block in blocks:
        if isinstance(block, Group):
            yield Line(block.heading)
            yield from _inside(block.blocks)
        else:
            yield block


def _texts(page: Page) -> Iterator[str]:
    """Yield everything a page says beside its tables, a line at a time."""
    yield page.title
    yield from (line.said for line in page.head)
    for section in page.sections:
        yield section.heading
        for block in _inside(section.blocks):
            match block:
                case Line():
                    yield block.said
                case Point():
                    yield block.text
                    yield from (line.said for line in block.notes)
    yield from (line.said for line in page.foot)
