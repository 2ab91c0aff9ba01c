from __future__ import annotations

import csv
import io
import sys
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.present.drawn import PAGE
from tests.present.test_text import PAGES
from tests.sizes import examples
from triage.diagnostics import ExtraMissing
from triage.present import Page, render_csv, render_xlsx

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (the extra `report`)")


def sheets(page: Page) -> dict[str, list[list[object]]]:
    """Return the cells of each sheet, as a reader of workbooks sees them."""
    workbook = openpyxl.load_workbook(io.BytesIO(render_xlsx(page)))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in workbook}


def test_csv() -> None:
    """First what the page says of itself, then a line for each number."""
    first, second, third, *rest = csv.reader(io.StringIO(render_csv(PAGE)))
    assert first == ["table", "row", "column", "value", "text"]
    assert second == ["", "", "", "", "Made-up data: none of these people exist."]
    assert third[-1] == "As of: 31 December 2021"
    assert ["Reached by quarter", "30 June 2021", "In a job", "", "hidden"] in rest
    assert ["Plain", "'=1+1", "B", "2", "2"] in rest


def test_workbook() -> None:
    """Numbers are numbers, days days, what is hidden a text; each sheet says what is made up."""
    texts, over_time, money, plain = sheets(PAGE).values()
    assert texts[1] == ["Made-up data: none of these people exist."]
    assert over_time[0][:2] == ["Reached by quarter", "Made-up data: none of these people exist."]
    assert over_time[1] == ["Day", "Taking part", "In a job"]
    day, *rest = over_time[3]
    assert isinstance(day, datetime)
    assert (day.isoformat(), rest) == ("2021-06-30T00:00:00", [25, "hidden"])
    assert Decimal(str(money[2][1])) == Decimal("1000.5")
    assert plain[2] == ["'=1+1", 2]


@given(PAGES)
@settings(max_examples=examples(0.3))
def test_any_page_is_a_workbook_and_csv(page: Page) -> None:
    """Whatever its texts hold: a sheet for each table, no formula, every row whole."""
    read = csv.reader(io.StringIO(render_csv(page)))
    assert {len(row) for row in read} == {5}
    workbook = openpyxl.load_workbook(io.BytesIO(render_xlsx(page)))
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert all(len(sheet.title) <= 31 for sheet in workbook)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraMissing) as caught:
        render_xlsx(PAGE)
    assert caught.value.diagnostics[0].code == "needs-report"
