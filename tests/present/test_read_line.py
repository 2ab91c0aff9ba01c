"""The line that says what was read of a table, and as what."""

from __future__ import annotations

import pytest

from triage.present.read_line import read_line
from triage.present.wording import LANGUAGES, Words
from triage.programme.table_read import TableRead
from triage.tables import ReadAs

TEXT = ReadAs("text", "Windows-1252", ";", 4)
LINES = [
    (27, TEXT, 1, "27 rows of a text file in Windows-1252, separated by semicolons, column names"),
    (27, TEXT, 10, "At least 20 rows of a text file"),
    (9, ReadAs("sqlite"), 10, "Fewer than 10 rows of an SQLite database"),
    (1, ReadAs("parquet"), 1, "1 row of a Parquet file"),
    (2, ReadAs("xlsx", header=3, sheet=2), 1, "2 rows of sheet 2 of a workbook, column names in"),
]


@pytest.mark.parametrize(("rows", "read_as", "limit", "said"), LINES)
def test_what_was_read(rows: int, read_as: ReadAs, limit: int, said: str) -> None:
    """How many rows, of what kind of table; where small numbers are hidden, about how many."""
    line = read_line(TableRead.of(rows, read_as, limit), limit, Words("en"))
    assert line.text.startswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_in_every_language(language: str) -> None:
    """No word is missing."""
    kinds = [ReadAs("text", "UTF-8", each, 1) for each in (";", ",", "\t", "|", None)]
    kinds += [ReadAs("xlsx", header=1, sheet=1), ReadAs("parquet"), ReadAs("postgresql")]
    lines = {
        read_line(TableRead.of(30, each, 1), 1, Words(language)).text
        for each in [*kinds, ReadAs("sqlite")]
    }
    assert len(lines) == 9
