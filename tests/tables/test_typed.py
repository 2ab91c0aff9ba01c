"""Typed tables: Parquet and SQLite files give what a text would, and keep what an id was."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from triage.diagnostics import TableError
from triage.tables import Columns, Table, read_table
from triage.tables.cells import text_of

COLUMNS = Columns(("person", "ended"), ids=("person",))

CELLS: list[tuple[object, str]] = [
    (7, "7"),
    (7.0, "7.0"),
    (Decimal("7.00"), "7.0"),
    (Decimal(7), "7"),
    (Decimal(12_345_678_901_234_567), "12345678901234567"),
    (float(2**53), "9.0071992547409920E+15"),
    (12_300_000_000.0, "12300000000.0"),
    (101_901_234.0, "101901234.0"),
    (float("nan"), ""),
    (None, ""),
    (Decimal("1.240"), "1.24"),
    (1.234, "1.2340"),
    (Decimal("12.000"), "12.0"),
    (1e-7, "0.0000001"),
    (-0.5, "-0.5"),
    (date(2026, 3, 31), "2026-03-31"),
    (datetime.fromisoformat("2026-03-31T00:00"), "2026-03-31"),
    (True, "True"),
]


@pytest.mark.parametrize(("cell", "text"), CELLS)
def test_cells(cell: object, text: str) -> None:
    """A whole number is one, what has a point keeps it, and no point looks like thousands."""
    assert text_of(cell) == text


def sqlite(folder: Path, rows: list[tuple[object, object]], head: str = "Person, ENDED") -> Table:
    """Make a table of an SQLite file, and open it."""
    file = folder / "list.csv"
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE people ({head})")
        database.executemany("INSERT INTO people VALUES (?, ?)", rows)
    database.close()
    return read_table(file, COLUMNS, usual="people")


def test_sqlite(tmp_path: Path) -> None:
    """Found by what it holds, columns in any case, rows numbered from 1."""
    table = sqlite(tmp_path, [("A-1", "2026-03-31"), (7.0, None)])
    assert list(table) == [(1, ["A-1", "2026-03-31"]), (2, ["7.0", ""])]
    assert (table.columns, table.read_as.form, table.rows) == (COLUMNS.needed, "sqlite", 2)


def test_columns_of_a_database(tmp_path: Path) -> None:
    """What is needed and not there is named."""
    with pytest.raises(TableError) as caught:
        sqlite(tmp_path, [], head="person, slut")
    (found,) = caught.value.diagnostics
    assert (found.code, found.details["column"]) == ("column-missing", "ended")


def test_a_parquet_column_of_days_for_ids(tmp_path: Path) -> None:
    """It is refused by its row."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    parquet = pytest.importorskip("pyarrow.parquet")
    for first, wrong in (("A-1", False), (date(2026, 3, 1), True)):
        columns = {"Person": [first], "ended": [date(2026, 3, 31)]}
        parquet.write_table(pyarrow.table(columns), tmp_path / "list")
        table = read_table(tmp_path / "list", COLUMNS, usual="people")
        if not wrong:
            assert list(table) == [(1, ["A-1", "2026-03-31"])]
            continue
        with pytest.raises(TableError) as caught:
            list(table)
        assert caught.value.diagnostics[0].code == "id-of-another-kind"


def test_a_broken_database(tmp_path: Path) -> None:
    """What SQLite says of it may be no text itself."""
    sqlite(tmp_path, [("A-1", None)])
    file = tmp_path / "list.csv"
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE", b"CREATE TABL\xc8"))
    with pytest.raises(TableError) as caught:
        read_table(tmp_path / "list.csv", COLUMNS, usual="people")
    assert caught.value.diagnostics[0].code == "unreadable-table"


def test_parquet_that_is_no_text(tmp_path: Path) -> None:
    """A column that says it is text, and is not, refuses the table."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    parquet = pytest.importorskip("pyarrow.parquet")
    bytes_ = pyarrow.array([b"s\xf8"], pyarrow.binary())
    text = pyarrow.StringArray.from_buffers(1, bytes_.buffers()[1], bytes_.buffers()[2])
    columns = {"person": text, "ended": pyarrow.array([None], pyarrow.date32())}
    parquet.write_table(pyarrow.table(columns), tmp_path / "list")
    with pytest.raises(TableError) as caught:
        list(read_table(tmp_path / "list", COLUMNS, usual="people"))
    assert caught.value.diagnostics[0].code == "unreadable-table"
