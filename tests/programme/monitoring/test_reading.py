from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programme.monitoring.book import BOOK, joined, row, written
from triage.diagnostics import TableError
from triage.model.cpr import looks_like_cpr
from triage.programme.monitoring import COLUMNS, Table, read_participants
from triage.tables import ReadAs

ROWS = [
    joined("a", "2021-02-01", end="2022-03-01", target_group="near"),
    joined("b", "2021-02-01", who="others"),
    row(
        case="a",
        record="assessment",
        start="2021-02-01",
        suggested="keen",
        confirmed="calm",
        goal="kept",
    ),
    row(case="a", record="departure", what="G-near", start="2021-02-01", reason="own_wish"),
    row(case="a", record="departure", what="talk", start="2021-02-01", reason="no_place"),
    row(case="a", record="assessment", start="2021-03-01", suggested="gap", confirmed="keen"),
    row(
        case="a",
        record="intervention",
        what="talk",
        requested="2021-02-01",
        needed_by="2021-03-01",
        shift="06:30",
    ),
    row(case="a", record="outcome", what="ordinary_job", start="2021-06-01", hours="20.5"),
    row(record="cost", what="staff", start="2021-06-01", amount="10.05"),
]


def problems(table: Table) -> list[tuple[str, object, object]]:
    """Return code, row and column of what is wrong."""
    return [(each.code, each.details["row"], each.details["column"]) for each in table.problems]


def test_every_kind_of_row(tmp_path: Path) -> None:
    """Each is read into what it says."""
    table = read_participants(written(tmp_path / "t.csv", ROWS), BOOK)
    assert table.problems == ()
    first, other = table.histories
    assert (first.taking_part.case, first.taking_part.target_group) == ("a", "near")
    assert (first.assessed[0].suggested, first.assessed[0].goal) == ("keen", "kept")
    assert first.given[0].shift is not None
    assert first.came[0].hours == Decimal("20.5")
    assert other.taking_part.who == "others"
    assert [(paid.what, paid.amount) for paid in table.paid] == [("staff", Decimal("10.05"))]


def apart_from_form(table: Table) -> Table:
    """Return a table as if it had been a Parquet file."""
    return replace(table, read_as=ReadAs("parquet"))


def test_csv_sqlite_and_parquet_say_the_same(tmp_path: Path) -> None:
    """The same rows come out of each, typed columns and all."""
    expected = apart_from_form(read_participants(written(tmp_path / "t.csv", ROWS), BOOK))
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    with sqlite3.connect(tmp_path / "t.sqlite") as database:
        database.execute(f"CREATE TABLE participants ({columns})")
        for each in ROWS:
            cells = [each.get(name) for name in COLUMNS]
            database.execute(
                f"INSERT INTO participants VALUES ({', '.join('?' * len(cells))})", cells
            )
    database.close()
    assert apart_from_form(read_participants(tmp_path / "t.sqlite", BOOK)) == expected
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    parquet = pytest.importorskip("pyarrow.parquet")
    typed = [
        {
            name: date.fromisoformat(each[name])
            if name in {"from", "to"} and name in each
            else Decimal(each[name])
            if name == "amount" and name in each
            else each.get(name)
            for name in COLUMNS
        }
        for each in ROWS
    ]
    parquet.write_table(pyarrow.Table.from_pylist(typed), tmp_path / "t.parquet")
    assert apart_from_form(read_participants(tmp_path / "t.parquet", BOOK)) == expected


def test_as_danish_spreadsheets_write_it(tmp_path: Path) -> None:
    """Semicolons, a mark of the byte order, days from the left, a comma before the decimals."""
    text = "case;record;what;from;amount\na;taking_part;;01-02-2021;\n;cost;staff;1.6.2021;10,05\n"
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8-sig")
    table = read_participants(file, BOOK)
    assert table.problems == ()
    assert table.histories[0].taking_part.start == date(2021, 2, 1)
    assert table.paid[0].amount == Decimal("10.05")


BAD = [
    (row(case="z", record="taking_part", start="2021-02-30"), "cell-not-a-day", "from"),
    (row(case="z", record="taking_part", start="1.500"), "cell-not-a-day", "from"),
    (row(case="z", record="taking_part", start="1612137600"), "cell-not-a-day", "from"),
    (row(case="z", record="taking_part"), "cell-missing", "from"),
    (row(case="z", start="2021-02-01"), "cell-missing", "record"),
    (row(record="taking_part", start="2021-02-01"), "cell-missing", "case"),
    (row(case="z", record="joined", start="2021-02-01"), "cell-not-one-of-them", "record"),
    (joined("z", end="2021-01-31"), "ends-before-it-starts", "to"),
    (joined("z", amount="5"), "cell-not-used", "amount"),
    (joined("z", target_group="nearest"), "cell-unknown-name", "target_group"),
    (joined("a"), "case-twice", "case"),
    (row(case="a", record="intervention", what="tolk"), "cell-unknown-name", "what"),
    (
        row(case="a", record="departure", what="G", start="2021-02-01", reason="own_wish"),
        "cell-unknown-name",
        "what",
    ),
    (row(case="a", record="departure", what="talk", start="2021-02-01"), "cell-missing", "reason"),
    (
        row(case="a", record="departure", what="talk", start="2021-02-01", reason="She is ill"),
        "cell-not-one-of-them",
        "reason",
    ),
    (
        row(case="a", record="assessment", start="2021-02-01", confirmed="keen"),
        "confirmed-not-suggested",
        "suggested",
    ),
    (
        row(case="a", record="assessment", start="2021-02-01", suggested="gap", confirmed="gap"),
        "cell-unknown-name",
        "confirmed",
    ),
    (
        row(case="a", record="assessment", start="2021-02-01", suggested="maybe"),
        "cell-unknown-name",
        "suggested",
    ),
    (
        row(case="a", record="assessment", start="2021-02-01", reason="own_wish"),
        "cell-not-used",
        "reason",
    ),
    (
        row(case="a", record="assessment", start="2021-02-01", goal="up"),
        "cell-not-one-of-them",
        "goal",
    ),
    (
        row(case="a", record="outcome", what="small_job", start="2021-03-01", hours="9"),
        "outcome-not-declared",
        "what",
    ),
    (
        row(case="a", record="outcome", what="success", start="2021-03-01"),
        "cell-not-one-of-them",
        "what",
    ),
    (
        row(case="a", record="outcome", what="education", start="2021-01-31"),
        "before-taking-part",
        "from",
    ),
    (
        row(case="a", record="outcome", what="education", start="2021-03-01", hours="-1"),
        "cell-not-a-number",
        "hours",
    ),
    (
        row(case="nobody", record="outcome", what="education", start="2021-03-01"),
        "case-not-taking-part",
        "case",
    ),
    (
        row(record="cost", what="staff", start="2021-06-01", amount="1.000.000"),
        "cell-not-a-number",
        "amount",
    ),
    (
        row(record="cost", what="staff", start="2021-06-01", amount="1.005"),
        "cell-not-a-number",
        "amount",
    ),
    (
        row(record="cost", what="staff", start="2021-06-01", amount="NaN"),
        "cell-not-a-number",
        "amount",
    ),
]


@pytest.mark.parametrize(("bad", "code", "column"), BAD)
def test_a_bad_row(tmp_path: Path, bad: dict[str, str], code: str, column: str) -> None:
    """It is named by its row and column; every other row comes out as without it."""
    expected = read_participants(written(tmp_path / "good.csv", ROWS), BOOK)
    table = read_participants(written(tmp_path / "t.csv", [*ROWS, bad]), BOOK)
    assert problems(table) == [(code, len(ROWS) + 2, column)]
    assert table.bad_rows == 1
    assert (table.histories, table.paid) == (expected.histories, expected.paid)


def test_a_nearest_name(tmp_path: Path) -> None:
    """A mistyped id comes with the nearest."""
    bad = row(case="a", record="intervention", what="talks")
    table = read_participants(written(tmp_path / "t.csv", [*ROWS, bad]), BOOK)
    assert table.problems[0].nearest == "talk"


def test_a_byte_of_another_encoding(tmp_path: Path) -> None:
    """A line in Latin-1 among UTF-8 refuses the table: what else may be wrong, nobody knows."""
    file = written(tmp_path / "t.csv", [*ROWS, joined("å1", "2021-02-01")])
    line = "sø,taking_part,,2021-02-01,,,,,,,,,,,,,\n".encode("latin-1")
    file.write_bytes(file.read_bytes() + line)
    with pytest.raises(TableError) as caught:
        read_participants(file, BOOK)
    (found,) = caught.value.diagnostics
    assert (found.code, found.details["line"]) == ("encoding-not-certain", len(ROWS) + 3)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """In a database, one cell of them costs its row."""
    with sqlite3.connect(tmp_path / "t.sqlite") as database:
        database.execute('CREATE TABLE participants ("case", record, "from")')
        rows = [(case, "taking_part", "2021-02-01") for case in ("a", b"s\xf8")]
        database.executemany("INSERT INTO participants VALUES (?, ?, ?)", rows)
    database.close()
    found = problems(read_participants(tmp_path / "t.sqlite", BOOK))
    assert found == [("cell-not-utf8", 2, "case")]


def test_too_few_cells(tmp_path: Path) -> None:
    """A broken line costs that line."""
    file = written(tmp_path / "t.csv", ROWS)
    file.write_text(file.read_text() + "x,taking_part\n")
    assert problems(read_participants(file, BOOK)) == [("cells-in-a-row", len(ROWS) + 2, "record")]


def test_rows_of_a_case_whose_own_row_is_bad(tmp_path: Path) -> None:
    """They are left out with it, each told."""
    rows = [joined("z", start="soon"), row(case="z", record="intervention", what="talk"), *ROWS]
    table = read_participants(written(tmp_path / "t.csv", rows), BOOK)
    assert problems(table) == [("cell-not-a-day", 2, "from"), ("case-not-taking-part", 3, "case")]


@pytest.mark.parametrize("case", ["010190-1234", "101901234.0", "CPR 610190 1234-01"])
def test_cpr_numbers_refuse_the_table(tmp_path: Path, case: str) -> None:
    """Nothing of it is read, and the number is nowhere in what is said."""
    file = written(tmp_path / "t.csv", [*ROWS, joined(case)])
    with pytest.raises(TableError) as caught:
        read_participants(file, BOOK)
    (found,) = caught.value.diagnostics
    assert (found.code, found.details["row"]) == ("id-like-cpr", len(ROWS) + 2)
    said = f"{caught.value}{found!r}{found.message('en')}{found.message('da')}{found.to_dict()}"
    assert case not in said


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("case,record\na,taking_part\n", ["column-missing"]),
        ("case,record,from,from\n", ["column-twice"]),
        ("case,record,from,nationality\n", ["column-unknown"]),
        ("case,record,from,confirmed_by\n", ["column-names-staff"]),
        ("case,record,from,Bekræftet af\n", ["column-names-staff"]),
        ("case,record,from,sagsbehandler\n", ["column-names-staff"]),
        ("010190-1234,taking_part,2021-02-01\n", ["no-line-of-columns"]),
        ("", ["table-empty"]),
        ("case,record,from\n", ["table-empty"]),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, text: str, codes: list[str]) -> None:
    """What is wrong with its columns is told at once, and no name of a column that may be data."""
    file = tmp_path / "t.csv"
    file.write_text(text)
    with pytest.raises(TableError) as caught:
        read_participants(file, BOOK)
    assert [each.code for each in caught.value.diagnostics] == codes
    assert "010190" not in str([each.to_dict() for each in caught.value.diagnostics])


@pytest.mark.parametrize(
    "name", ["none.csv", "none.sqlite", "bad.sqlite", "bad.parquet", "bad.csv"]
)
def test_a_file_that_is_none(tmp_path: Path, name: str) -> None:
    """It cannot be read, and nothing is made of it."""
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    if name.startswith("bad"):
        (tmp_path / name).write_bytes(b"\x00\xff\xfe" * 20_000)
    with pytest.raises(TableError):
        read_participants(tmp_path / name, BOOK)
    assert {each.name for each in tmp_path.iterdir()} <= {name}


GARBAGE = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n\0'), max_size=60)


@given(
    GARBAGE.filter(lambda text: not looks_like_cpr(text.split(",")[0])), st.integers(0, len(ROWS))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_line_of_anything(tmp_path: Path, garbage: str, place: int) -> None:
    """Whatever a line holds, the others are read as without it."""
    good = read_participants(written(tmp_path / "good.csv", ROWS), BOOK)
    lines = (tmp_path / "good.csv").read_text(encoding="utf-8").splitlines()
    lines.insert(place + 1, garbage)
    file = tmp_path / "t.csv"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    table = read_participants(file, BOOK)
    assert (table.histories, table.paid) == (good.histories, good.paid)
    assert table.bad_rows == (1 if any(map(str.strip, next(csv.reader([garbage]), []))) else 0)


@pytest.mark.parametrize("hours", ["1.240", "1,240"])
def test_hours_that_may_be_thousands(tmp_path: Path, hours: str) -> None:
    """Nobody can tell whether a point before three digits stands between thousands."""
    bad = row(case="a", record="outcome", what="education", start="2021-03-01", hours=f'"{hours}"')
    table = read_participants(written(tmp_path / "t.csv", [*ROWS, bad]), BOOK)
    assert problems(table) == [("cell-not-a-number", len(ROWS) + 2, "hours")]


def test_every_row_left_out(tmp_path: Path) -> None:
    """No report is made of nothing: it would say that nobody takes part."""
    bad = [joined("a", "soon"), row(case="a", record="outcome", what="education", start="?")]
    with pytest.raises(TableError) as caught:
        read_participants(written(tmp_path / "t.csv", bad), BOOK)
    codes = [each.code for each in caught.value.diagnostics]
    assert codes == ["every-row-left-out", "cell-not-a-day", "cell-not-a-day"]


def test_what_was_read_and_as_what(tmp_path: Path) -> None:
    """So many rows, those left out among them, in which encoding, by which delimiter."""
    table = read_participants(written(tmp_path / "t.csv", [*ROWS, joined("z", "soon")]), BOOK)
    assert (table.rows, table.bad_rows) == (len(ROWS) + 1, 1)
    assert (table.read_as.encoding, table.read_as.delimiter) == ("UTF-8", ",")


@pytest.mark.parametrize(
    "case", ["1.23E+10", '"1,23E+10"', "=A1", "02-01-2026", "a\N{ZERO WIDTH SPACE}"]
)
def test_a_case_that_is_no_id(tmp_path: Path, case: str) -> None:
    """A spreadsheet makes one power of ten of many ids: they would be taken for one case."""
    table = read_participants(written(tmp_path / "t.csv", [*ROWS, joined(case)]), BOOK)
    assert problems(table) == [("cell-not-an-id", len(ROWS) + 2, "case")]
