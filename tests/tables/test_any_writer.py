"""A table that any program has written comes back as it was, or is refused: it is never misread."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counts import Count
from tests.sizes import SizeOf
from triage.diagnostics import TableError
from triage.tables import Columns, read_table

LETTERS = "aAzZæøåÆØÅéÉöü09 -/.;,\t|\"'=\n\r"
"""What offices write, and every sign that parts something."""

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "cp850", "mac-roman")
WORDS = st.text(LETTERS, max_size=8)
TITLES = st.sampled_from(["Kursister pr. 1. maj", 'Udtræk til "os; alle"']) | st.text(
    LETTERS.replace("\n", "").replace("\r", ""), max_size=20
)


@dataclass(frozen=True)
class Written:
    """A table, and how a program writes it."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    titles: list[str]
    delimiter: str
    encoding: str
    quoting: Literal[0, 1, 2]
    ending: str
    says_sep: bool
    empty_columns: int
    upper: bool

    def content(self) -> bytes:
        text = io.StringIO(newline="")
        if self.says_sep:
            text.write(f"sep={self.delimiter}{self.ending}")
        writer = csv.writer(
            text, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.ending
        )
        for title in self.titles:
            writer.writerow([title])
        names = [name.upper() for name in self.columns] if self.upper else self.columns
        for row in (names, *self.rows):
            writer.writerow([*row, *[""] * self.empty_columns])
        return text.getvalue().encode(self.encoding)

    def numbered(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return the rows that hold anything, as a spreadsheet numbers them."""
        every = enumerate(map(_stripped, self.rows), start=len(self.titles) + 2)
        return [(number, row) for number, row in every if any(row)]


def _stripped(cells: Iterable[str]) -> tuple[str, ...]:
    """Leave out blanks around cells: they mean nothing to whoever reads a table."""
    return tuple(cell.strip() for cell in cells)


@st.composite
def tables(draw: st.DrawFn) -> Written:
    """Draw a table, and how it is written."""
    columns = draw(st.sampled_from([("person",), ("person", "ended"), ("note", "person", "ended")]))
    row = st.tuples(*[WORDS] * len(columns))
    return Written(
        columns=columns,
        rows=draw(st.lists(row, max_size=5)),
        titles=draw(st.just([]) | st.lists(TITLES, max_size=2)),
        delimiter=draw(st.sampled_from(";,\t|")),
        encoding=draw(st.sampled_from(ENCODINGS)),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        ending=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        says_sep=draw(st.booleans()),
        empty_columns=draw(st.integers(0, 2)),
        upper=draw(st.booleans()),
    )


def test_never_misread(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Whatever the delimiter, encoding, quotes, ends of lines, titles and empty columns."""
    file, outcomes = tmp_path / "table.csv", Counter[str]()

    @settings(
        max_examples=size("tables"),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(tables())
    def reads_back(written: Written) -> None:
        file.write_bytes(written.content())
        needed = tuple(each for each in written.columns if each != "note")
        wanted = Columns(needed, known=written.columns)
        try:
            table = read_table(file, wanted, usual="table")
            rows = [(number, _stripped(cells)) for number, cells in table]
        except TableError as error:
            outcomes[error.diagnostics[0].code] += 1
            return
        outcomes["read"] += 1
        assert len(rows) == len(written.numbered())
        assert table.columns == written.columns
        for found, row in zip(rows, written.numbered(), strict=True):
            assert found == row or len(found[1]) != len(table.columns)

    reads_back()
    assert outcomes["read"] > outcomes.total() / 20, outcomes
    counted("tables written anyhow, read back", outcomes["read"])
    counted("tables written anyhow, refused", outcomes.total() - outcomes["read"])
