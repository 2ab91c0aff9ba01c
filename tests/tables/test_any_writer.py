"""A table that any program has written comes back as it was, or is refused: it is never misread."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counts import Count
from tests.sizes import SizeOf
from tests.tables.written import Written, manners, stripped
from triage.diagnostics import TableError
from triage.tables import Columns, read_table

LETTERS = "aAzZæøåÆØÅéÉöü09 -/.;,\t|\"'=\n\r"
"""What offices write, and every sign that parts something."""

WORDS = st.text(LETTERS, max_size=8)
TITLES = st.sampled_from(["Kursister pr. 1. maj", 'Udtræk til "os; alle"']) | st.text(
    LETTERS.replace("\n", "").replace("\r", ""), max_size=20
)


@st.composite
def tables(draw: st.DrawFn) -> Written:
    """Draw a table, and how it is written."""
    columns = draw(st.sampled_from([("person",), ("person", "ended"), ("note", "person", "ended")]))
    row = st.tuples(*[WORDS] * len(columns))
    return Written(
        columns=columns,
        rows=draw(st.lists(row, max_size=5)),
        titles=draw(st.just([]) | st.lists(TITLES, max_size=2)),
        **{name: draw(each) for name, each in manners().items()},
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
            rows = [(number, stripped(cells)) for number, cells in table]
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
