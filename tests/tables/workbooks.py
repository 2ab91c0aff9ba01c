"""Workbooks for the tests, as programs write them: made here, with nobody in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra `tables`)")

Rows = Iterable[Iterable[object]]


def workbook(**sheets: Rows) -> bytes:
    """Make a workbook; a cell that is a pair is a value and its format."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                value, form = cell if isinstance(cell, tuple) else (cell, None)
                sheet.cell(number, column, value)
                if form is not None:
                    sheet.cell(number, column).number_format = form
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def edited(content: bytes, changes: Mapping[str, str], part: str = "sheet1.xml") -> bytes:
    """Change the XML of a part: what a pattern finds becomes something else."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            for pattern, new in changes.items() if name.endswith(part) else ():
                text, count = re.subn(pattern, new, text, flags=re.DOTALL)
                assert count, pattern
            after.writestr(name, text)
    return made.getvalue()
