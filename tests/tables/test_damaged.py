"""Damaged tables: whatever became of one, it is read or refused, soon, and nothing breaks."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.counts import Count
from tests.programme.monitoring.book import BOOK
from tests.sizes import SizeOf
from tests.tables.damaging import damaged
from tests.tables.workbooks import edited, workbook
from triage.diagnostics import TableError
from triage.programme.monitoring import read_participants

LONGEST = 5.0
"""Seconds of the processor: what takes longer hangs."""

NAME = "Fantasia"
"""Stands in every row: nobody may read it in an error."""

ROWS = [
    ("case", "record", "what", "from", "hours"),
    ("Fantasia-1", "taking_part", "", "2021-02-01", ""),
    ("Fantasia-1", "outcome", "ordinary_job", "01-06-2021", "20,5"),
    ("Fantasia-2", "taking_part", "", "01.02.2021", ""),
    ("ØstFantasia", "taking_part", "", "2021-02-01", ""),
]


def text(delimiter: str, encoding: str, head: str = "") -> bytes:
    """Write the table as a text."""
    lines = [delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in ROWS]
    return (head + "\r\n".join(lines)).encode(encoding)


def sqlite(folder: Path) -> bytes:
    """Write the table into an SQLite file."""
    file = folder / "whole.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE participants (" + ", ".join(f'"{c}"' for c in ROWS[0]) + ")")
        database.executemany("INSERT INTO participants VALUES (?, ?, ?, ?, ?)", ROWS[1:])
    database.close()
    return file.read_bytes()


def parquet(folder: Path) -> bytes:
    """Write the table as Parquet."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    columns = dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True))
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(columns), folder / "whole")
    return (folder / "whole").read_bytes()


def specimens(folder: Path) -> list[bytes]:
    """Return a table of each kind."""
    return [
        text(";", "utf-8"),
        text(",", "utf-8-sig", "Deltagere i vores indsats\r\n\r\n"),
        text("\t", "utf-16"),
        text("|", "cp1252", "sep=|\r\n"),
        workbook(Ark1=ROWS),
        sqlite(folder),
        parquet(folder),
    ]


def refusal(file: Path) -> TableError | None:
    """Return the error a file is refused with, None where it is read."""
    try:
        read_participants(file, BOOK)
    except TableError as error:
        return error
    return None


def said(error: TableError) -> str:
    """Return everything an error says."""
    told = [(each.to_dict(), each.to_dict("da")) for each in error.diagnostics]
    return f"{error}{error!r}{told}"


def test_nothing_breaks(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Read, or refused with a diagnostic; no other exception, none that takes long."""
    chance, kinds, outcomes = random.Random(15), specimens(tmp_path), Counter[str]()
    file = tmp_path / "table"
    for number in range(size("tables")):
        content = kinds[number % len(kinds)]
        file.write_bytes(damaged(content, chance))
        began = time.process_time()
        error = refusal(file)
        outcomes["read" if error is None else error.diagnostics[0].code] += 1
        assert error is None or NAME not in said(error), number
        assert time.process_time() - began < LONGEST, number
    for outcome, many in outcomes.items():
        counted(f"damaged tables: {outcome}", many)


def test_a_row_that_is_far_down(tmp_path: Path) -> None:
    """A workbook that says that its next row is the last of billions is refused, soon."""
    far = edited(workbook(Ark1=ROWS), {'<row r="3"': '<row r="99999999999"', 'r="[A-Z]3"': ""})
    (tmp_path / "table").write_bytes(far)
    with pytest.raises(TableError) as caught:
        read_participants(tmp_path / "table", BOOK)
    assert caught.value.diagnostics[0].code == "workbook-too-large"
