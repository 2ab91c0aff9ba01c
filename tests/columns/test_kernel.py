"""The kernel says of every row what assessing it alone says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

# These need numpy, and come after the line that skips without it.
from benchmarks.material import material
from tests.columns.tables import (
    Row,
    as_columns,
    by_columns,
    drawn,
    half_answered,
    one_by_one,
)
from tests.counts import Count
from tests.sizes import SizeOf
from tests.strategies.drawing import seeds
from triage.cases.case_file import read_case
from triage.columns import stretches
from triage.columns.kernel import Kernel
from triage.columns.outputs import ALWAYS, Kind
from triage.diagnostics import Diagnostic
from triage.intake.mapping import by_path
from triage.intake.reading import read_answers
from triage.language.load import load

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "projekt-500"
SEEDS, ROWS = 12, 25


def seen(kernel: Kernel, rows: list[Row]) -> Counter[str]:
    """Compare rows; return how many there were, and how they were assessed."""
    found = kernel.assess(as_columns(rows))
    assert list(by_columns(found)) == list(one_by_one(kernel, rows))
    assert found.together + found.alone + len(found.problems) <= len(rows)
    open_ = sum(bool(mask & (mask - 1)) for each in found.masks for mask in map(int, each))
    return Counter(
        rows=len(rows), together=found.together, alone=found.alone,
        problems=len(found.problems), open=open_,
    )  # fmt: skip


def test_random_rulebooks(part: int, counted: Count) -> None:
    """Open answers, days, slips, and everything an outcome says."""
    counts = Counter[str]()

    def met() -> bool:
        return all(counts[each] for each in ("together", "alone", "problems", "open"))

    for seed in seeds(part, SEEDS, met):
        book, rows = drawn(seed, ROWS)
        counts += seen(Kernel(book, frozenset(Kind)), rows)
    counted("rows, by the kernel and one by one", counts["rows"])
    assert met(), counts


def test_where_writing_the_typology_out_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such rows are left to the engine, and none comes out differently."""
    monkeypatch.setattr(stretches, "MOST_WRITTEN_OUT", 0)
    counts = Counter[str]()
    for seed in range(4):
        book, rows = drawn(seed, ROWS)
        counts += seen(Kernel(book, frozenset(Kind)), rows)
    assert counts["alone"]


def test_rows_with_something_wrong_are_counted_as_nothing_else() -> None:
    """Neither as walked again nor as left to the engine, which they were."""
    walked_again = 0
    for seed in range(4):
        book, rows = drawn(seed, ROWS)
        kernel, columns = Kernel(book, frozenset(Kind)), as_columns(rows)
        walked_again += kernel.assess(columns).together
        wrong = dict.fromkeys(range(len(rows)), (Diagnostic("cell-not-an-id"),))
        found = kernel.assess(columns, wrong)
        assert (len(found.problems), found.together, found.alone) == (len(rows), 0, 0)
    assert walked_again


def golden() -> list[Row]:
    """Return the golden cases of the shipped rulebook as rows."""
    book, rows = load(SHIPPED), list[Row]()
    for file in sorted((ROOT / "cases" / "projekt-500").glob("*.yaml")):
        case = read_case(file)
        if case.as_of is not None:
            answers = read_answers(book, case.answers, case.as_of)
            rows.append((case.as_of, by_path(book, answers)))
    return rows


@pytest.mark.more
@pytest.mark.parametrize("kinds", [ALWAYS, frozenset(Kind)])
def test_golden_cases(kinds: frozenset[Kind], counted: Count) -> None:
    """Of the shipped rulebook."""
    rows = golden()
    counts = seen(Kernel(load(SHIPPED), kinds), rows)
    counted("golden cases, by the kernel and one by one", counts["rows"])
    assert counts["together"]
    assert counts["open"]


STRETCH = 2_000


def test_rows_of_the_shipped_rulebook(part: int, size: SizeOf, counted: Count) -> None:
    """Complete, cut short, with answers left out, each on a day of its own."""
    counts, kernel, many = Counter[str](), Kernel(load(SHIPPED)), size("table-rows")
    for first in range(part * many, (part + 1) * many, STRETCH):
        some = material(SHIPPED, min(STRETCH, (part + 1) * many - first), seed=first)
        counts += seen(kernel, list(half_answered(some, seed=first)))
    counted("rows, by the kernel and one by one", counts["rows"])
    counted("of these, with the typology open and shared", counts["together"])
    counted("of these, left to the engine", counts["alone"])
    assert counts["together"]
    assert counts["open"]
