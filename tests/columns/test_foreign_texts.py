"""Tables of answers that any program has written: read right, or refused, never misread."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.columns.small_tables import SMALL
from tests.counts import Count
from tests.engine.small import rulebook
from tests.sizes import SizeOf
from tests.tables.damaging import damaged
from tests.tables.test_damaged import said
from tests.tables.written import Written, manners
from triage.diagnostics import TableError
from triage.program.lower import lower

pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")

from triage.columns.header import Names
from triage.columns.kernel import Kernel
from triage.columns.sources import Opening

BOOK = rulebook(SMALL)
PROGRAM = lower(BOOK)

CELLS: dict[str, dict[str, Any]] = {
    "case": {"Ærø-1": "Ærø-1", "0012": "0012", 'a "b"; c': 'a "b"; c', "x,y|z": "x,y|z"},
    "as_of": {each: date(2026, 11, 22) for each in ("2026-11-22", "22-11-2026", "22.11.2026")},
    "wish": {"now": "now", " later ": "later", "unknown": "unknown", "": None},
    "born": {"1990-02-01": date(1990, 2, 1), "01-02-1990": date(1990, 2, 1), "": None},
    "kinds": {"cleaning, driving": ["cleaning", "driving"], "driving": ["driving"], "[]": []},
    "jobs": {"2": 2, "1,0": 1, "": None},
    "jobs.1.near": {"yes": "yes", "FALSE": "no", "": None},
}
"""What is written in the cells of each column, and what it says."""


def tables() -> st.SearchStrategy[Written]:
    """Draw a table, and how it is written."""
    row = st.tuples(*(st.sampled_from(list(each)) for each in CELLS.values()))
    return st.builds(
        Written,
        columns=st.just(tuple(CELLS)),
        rows=st.lists(row, min_size=1, max_size=4),
        titles=st.lists(st.just("Udtræk til kontoret, uge 3"), max_size=1),
        **manners(),
    )


def read(file: Path) -> list[dict[str, Any]]:
    """Return all that rows say; of those that cannot be read, nothing."""
    found = list[dict[str, Any]]()
    for part in Opening(BOOK, PROGRAM, Names(), "table").file(file).parts:
        for row in range(len(part.numbers)):
            if row in part.wrong:
                found.append({})
                continue
            answers = part.answers
            kept = {name: each[row].as_py() for name, each in part.kept.items()}
            said = {str(path): each for path, each in answers.said(row)}
            day = answers.days[answers.day_of[row]] if answers.day_of[row] >= 0 else None
            found.append({**kept, "as_of": day, **said})
    return found


def refusal(file: Path) -> TableError | None:
    """Return the error a file is refused with, None where it is read."""
    try:
        read(file)
    except TableError as error:
        return error
    return None


def meant(written: Written) -> list[dict[str, Any]]:
    """Return what the rows of a table say."""
    rows = [
        {name: CELLS[name][cell] for name, cell in zip(CELLS, row, strict=True)}
        for row in written.rows
    ]
    return [{name: each for name, each in row.items() if each is not None} for row in rows]


def test_never_misread(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Whatever the encoding, delimiter, `sep=`, quotes, ends of lines, titles, empty columns."""
    file, outcomes = tmp_path / "table.csv", Counter[str]()

    @settings(
        max_examples=size("tables"), suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(tables())
    def reads_back(written: Written) -> None:
        file.write_bytes(written.content())
        try:
            found = read(file)
        except TableError as error:
            outcomes[error.diagnostics[0].code] += 1
            return
        outcomes["read"] += 1
        for row, expected in zip(found, meant(written), strict=True):
            assert row in (expected, {})

    reads_back()
    assert outcomes["read"] > outcomes.total() / 10, outcomes
    counted("tables of answers written anyhow, read right", outcomes["read"])
    counted("tables of answers written anyhow, refused", outcomes.total() - outcomes["read"])


def test_damaged(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Bytes changed, put in, moved or cut off: read or refused, and no cell stands in the error."""
    chance, file, refused = random.Random(23), tmp_path / "table.csv", 0
    rows = [tuple(CELLS), *zip(*([*each] * 2 for each in CELLS.values()), strict=False)]
    texts = ["\r\n".join(mark.join(f'"{c}"' for c in row) for row in rows) for mark in ";\t|"]
    for number in range(size("tables")):
        text = texts[number % len(texts)].replace("Ærø", "ÆrøFantasia").replace('a "b"', "a b")
        encoding = ("utf-8-sig", "cp1252", "utf-16")[number % 3]
        file.write_bytes(damaged(text.encode(encoding), chance))
        error = refusal(file)
        refused += error is not None
        assert error is None or "Fantasia" not in said(error), number
    counted("damaged tables of answers, refused", refused)


REFUSED = {
    "a column twice": ("as_of;wish;Wish\n2026-11-22;now;later\n", "column-twice"),
    "a list by two names": ("as_of;jobs;JOBS\n2026-11-22;1;2\n", "column-twice"),
    "a quote that is not closed": (
        'as_of;wish\n2026-11-22;"now\n2026-11-22;later\n',
        "quote-not-closed",
    ),
    "a quote within": ('as_of;wish\n2026-11-22;"now" or later"\n', "quote-not-closed"),
    "a power of ten": ("as_of;jobs\n2026-11-22;1E+11\n", "jobs"),
    "an error of a spreadsheet": ("as_of;wish\n2026-11-22;#REF!\n", "wish"),
    "a cell too narrow": ("as_of;born\n2026-11-22;########\n", "born"),
    "a day for a number": ("as_of;jobs\n2026-11-22;01-02-2026\n", "jobs"),
    "a month for a day": ("as_of;born\n2026-11-22;feb-90\n", "born"),
    "a decimal for a number": ("as_of;jobs\n2026-11-22;1,5\n", "jobs"),
    "a day two ways": ("as_of;born\n2026-11-22;1/2/90\n", "born"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_spreadsheet_made_of_it(tmp_path: Path, what: str) -> None:
    """The table is refused, or the row: no other answer is read."""
    text, wrong = REFUSED[what]
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    error = refusal(file)
    if error is not None:
        assert error.diagnostics[0].code == wrong
        return
    [part] = Opening(BOOK, PROGRAM, Names(), "table").file(file).parts
    problems = Kernel(BOOK).assess(part.answers, part.wrong).problems
    assert [each.path for each in problems[0]] == [wrong]


SPOILT = (
    *("1,23E+11", "1.23e+11", "12E3", "1e-5", "1234567890123450", "1234567890123456.0", "NaN"),
    *("01-02-2026", "1/2/2026", "2026-02-01", "2026-02-01 00:00:00", "02-jan", "jan-26", "3. maj"),
    *("NULL", "None", "N/A", "inf", "TRUE", "\uff11e\uff15"),
)


def test_ids_a_spreadsheet_has_made_into_something_else(tmp_path: Path) -> None:
    """Which they were is lost: those rows are left out, and the others are unharmed."""
    file, kept = tmp_path / "table.csv", ("0012", "A-1e", "Jansen-2", "20260201", "Ærø 1", "x1e5y")
    lines = [f"{each};2026-11-22;now" for each in (*SPOILT, *kept)]
    file.write_text("\n".join(["case;as_of;wish", *lines, ""]), encoding="utf-8")
    [part] = Opening(BOOK, PROGRAM, Names(), "table").file(file).parts
    assert sorted(part.wrong) == [*range(len(SPOILT))]
    assert {each.code for (each,) in part.wrong.values()} == {"cell-not-an-id"}
