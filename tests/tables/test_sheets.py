"""Workbooks as spreadsheets and other programs write them."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.tables.workbooks import edited, workbook
from triage.diagnostics import TableError
from triage.tables import Columns, ReadAs, Table, read_table

COLUMNS = Columns(("person", "ended"), ids=("person",))
HEAD = ("person", "ended")
DAY = date(2026, 3, 31)


def opened(folder: Path, content: bytes, name: str | None = None) -> Table:
    """Open a workbook; what the file is called says nothing."""
    (folder / "list.csv").write_bytes(content)
    return read_table(folder / "list.csv", COLUMNS, usual="people", name=name)


def refusal(folder: Path, content: bytes, name: str | None = None) -> tuple[str, object, object]:
    """Return the code, row and column of why a workbook is refused."""
    with pytest.raises(TableError) as caught:
        list(opened(folder, content, name))
    (found,) = caught.value.diagnostics
    return found.code, found.details.get("row"), found.details.get("column")


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    """Titles and empty rows above the columns and between rows count, as in the spreadsheet."""
    rows = [
        ("Kursister pr. 1. maj",),
        (),
        ("Person", "ENDED", None),
        ("A-1", DAY),
        (),
        ("A-2", None),
    ]
    table = opened(tmp_path, workbook(Ark1=rows))
    assert list(table) == [(4, ["A-1", "2026-03-31"]), (6, ["A-2", ""])]
    assert (table.columns, table.read_as) == (HEAD, ReadAs("xlsx", header=3, sheet=1))


CELLS = [
    ("0042", "0042"),
    (42, "42"),
    (42.5, "42.5"),
    (7.125, "7.1250"),
    ((42, "0000"), "0042"),
    ((10_190_123, "0000-0000"), "1019-0123"),
    ((101_901_234, r"000000\-0000"), "010190-1234"),
    ((123_456, "0000"), "123456"),
    ((42, "#,##0"), "42"),
    (1_234_567_890_123_456, "1.2345678901234560E+15"),
]


@pytest.mark.parametrize(("cell", "text"), CELLS)
def test_an_id_stays_what_it_was(tmp_path: Path, cell: object, text: str) -> None:
    """Zeros it is shown with are kept; more digits than a spreadsheet holds make no id."""
    assert list(opened(tmp_path, workbook(Ark1=[HEAD, (cell, DAY)]))) == [(2, [text, "2026-03-31"])]


@pytest.mark.parametrize("cell", [DAY, time(6, 30), True])
def test_an_id_that_became_something_else(tmp_path: Path, cell: object) -> None:
    """A spreadsheet makes a day of `1-3`: nobody knows any more what stood there."""
    found = refusal(tmp_path, workbook(Ark1=[HEAD, ("A-1", DAY), (cell, DAY)]))
    assert found == ("id-of-another-kind", 3, "person")


def test_an_error_of_the_spreadsheet(tmp_path: Path) -> None:
    """In a column that is read it refuses the table, in another it is nobody's business."""
    wrong = workbook(Ark1=[HEAD, ("A-1", "#N/A")])
    assert refusal(tmp_path, wrong) == ("cell-broken", 2, "ended")
    other = workbook(Ark1=[(*HEAD, "note"), ("A-1", DAY, "#REF!")])
    assert list(opened(tmp_path, other)) == [(2, ["A-1", "2026-03-31", ""])]


def test_formulas(tmp_path: Path) -> None:
    """With a value they are that value, an empty one too; without one nobody knows it."""
    rows = [HEAD, ("A-1", "=A1")]
    made = workbook(Ark1=rows)
    assert refusal(tmp_path, made)[0] == "formulas-without-values"
    valued = edited(made, {"</f><v ?/>|</f><v></v>": "</f><v>46112</v>"})
    assert list(opened(tmp_path, valued)) == [(2, ["A-1", "46112"])]
    empty = edited(made, {r'<c r="B2">(.*?)</f><v ?/?>(</v>)?': r'<c r="B2" t="str">\1</f><v></v>'})
    assert list(opened(tmp_path, empty)) == [(2, ["A-1", ""])]


def test_a_size_that_is_too_small(tmp_path: Path) -> None:
    """Some programs write a wrong one; every row is read all the same."""
    made = workbook(Ark1=[HEAD, ("A-1", DAY), ("A-2", DAY)])
    small = edited(made, {"<dimension [^>]*/>": '<dimension ref="A1:B2"/>'})
    assert [number for number, _ in opened(tmp_path, small)] == [2, 3]


def test_which_sheet(tmp_path: Path) -> None:
    """The one that is named, else the usual one, else the only one with these columns."""
    own, other = [HEAD, ("A-1", DAY)], [HEAD, ("A-2", DAY)]
    told = [("Sådan bruges arket",)]
    assert opened(tmp_path, workbook(Om=told, Data=own)).read_as.sheet == 2
    assert opened(tmp_path, workbook(Data=own, people=other)).read_as.sheet == 2
    assert opened(tmp_path, workbook(Data=own, people=other), "Data").read_as.sheet == 1
    assert refusal(tmp_path, workbook(A=own, B=other))[0] == "sheet-not-certain"
    assert refusal(tmp_path, workbook(A=own), "B")[0] == "no-such-sheet"
    assert refusal(tmp_path, workbook(A=told))[0] == "no-line-of-columns"
    assert refusal(tmp_path, workbook(A=[]))[0] == "table-empty"


def test_a_sheet_nobody_sees(tmp_path: Path) -> None:
    """It is not read, as if it were not there."""
    made = edited(
        workbook(A=[HEAD, ("A-1", DAY)], B=[HEAD, ("A-2", DAY)]),
        {'(<sheet [^>]*name="B"[^>]*?)state="visible"': r'\1state="hidden"'},
        part="workbook.xml",
    )
    assert opened(tmp_path, made).read_as.sheet == 1


def test_what_a_workbook_looks_like(tmp_path: Path) -> None:
    """What openpyxl warns of, here rules for looks of a later Excel, is not about what is read."""
    ruled = '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>'
    made = edited(workbook(Ark1=[HEAD, ("A-1", DAY)]), {"</worksheet>": ruled})
    assert list(opened(tmp_path, made)) == [(2, ["A-1", "2026-03-31"])]


def test_one_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before it is unpacked."""
    monkeypatch.setattr("triage.tables.sheets._MOST_BYTES", 1_000)
    assert refusal(tmp_path, workbook(Ark1=[HEAD, ("A-1", DAY)]))[0] == "workbook-too-large"


def open_document() -> bytes:
    """Make an archive that says it is a spreadsheet of LibreOffice."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return made.getvalue()


NO_WORKBOOKS = {
    "one of LibreOffice": (open_document(), "workbook-of-another-kind"),
    "an old one, or one with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        "workbook-of-another-kind",
    ),
    "a broken one": (b"PK\x03\x04" + bytes(500), "workbook-unreadable"),
    "a web page": (b"<html><table><tr><td>person</td></tr></table>", "table-is-markup"),
}


@pytest.mark.parametrize("state", NO_WORKBOOKS)
def test_what_is_no_workbook(tmp_path: Path, state: str) -> None:
    """It is refused as what it is, whatever it is called."""
    content, code = NO_WORKBOOKS[state]
    assert refusal(tmp_path, content)[0] == code
