"""Cases by year and typology: sums, and numbers that give few away are hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cli.exits import Exit
from triage.programme.yearly import ALL, OPEN, Yearly


def counted(cells: dict[tuple[int, str], int], limit: int) -> dict[tuple[str, str], int | None]:
    """Count so many cases in each cell."""
    found, number = Yearly(), 0
    for (year, outcome), many in cells.items():
        found.add(range(number, number + many), [year] * many, [outcome] * many)
        number += many
    return {(each.year, each.outcome): each.cases for each in found.counts(limit)}


CELLS = {(2025, "sure"): 40, (2025, OPEN): 3, (2026, "sure"): 50, (2026, OPEN): 20}


def test_all_numbers() -> None:
    """Below a limit of one nothing is hidden, and sums are sums."""
    found = counted(CELLS, 1)
    assert found[ALL, ALL] == 113
    assert (found["2025", ALL], found[ALL, OPEN]) == (43, 23)
    assert found["2025", OPEN] == 3


def test_small_numbers_cannot_be_worked_out() -> None:
    """The small one is hidden, and with it what would give it away beside the sums."""
    found = counted(CELLS, 10)
    assert found["2025", OPEN] is None
    for shown in (("2025", "sure"), ("2025", ALL)), (("2026", OPEN), (ALL, OPEN)):
        assert None in [found[key] for key in shown]


def test_the_command(tmp_path: Path) -> None:
    """From what a batch wrote: a case counts once, however often it was assessed in a year."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    days = pa.array(["2025-01-01", "2025-02-01", "2026-01-01"]).cast(pa.date32())
    lists = [["sure"], ["sure"], ["sure", "unsure"]]
    table = pa.table({"case": ["a", "a", "b"], "as_of": days, "typology": lists})
    parquet.write_table(pa.concat_tables([table] * 2), tmp_path / "out.parquet")
    result = triage("programme", "yearly", str(tmp_path / "out.parquet"))
    assert (result.exit, result.err) == (Exit.DONE, "")
    lines = dict(line.rsplit(";", 1) for line in result.out.splitlines())
    assert lines["year;typology"] == "cases"
    assert lines["2025;sure"] == ""
    parquet.write_table(table.drop_columns("typology"), tmp_path / "out.parquet")
    refused = triage("programme", "yearly", str(tmp_path / "out.parquet"))
    assert (refused.exit, "no-outcomes" in refused.err) == (Exit.INVALID, True)
