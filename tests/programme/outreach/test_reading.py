from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from triage.diagnostics import TableError
from triage.programme.outreach import (
    Found,
    LeftOut,
    Method,
    Tables,
    match,
    read_known,
)

AS_OF = date(2026, 11, 22)
METHOD = Method(
    label="K", ended_at_least=3, ended_at_most=60, without_income=2, source="x", note="y"
)
COURSES = "person,ended\na,2026-03-01\nb,2026-03-01\nc,2026-03-01\nd,\ne,2026-03-01\n"
INCOME = "person,month,income\n" + "".join(
    f"{who},2026-{month:02},{'ja' if who == 'c' else 'nej'}\n" for who in "abc" for month in (9, 10)
)
LISTED = "person\nb\n"


def declared(folder: Path, **tables: str) -> Tables:
    """Write the tables as CSV files, and say where they are."""
    given = {"courses": COURSES, "income": INCOME, "protected": LISTED, **tables}
    for name, text in given.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = {name: {"called": name, "file": f"{name}.csv", "id": "person"} for name in given}
    return Tables.model_validate(
        {
            **listed,
            "courses": {**listed["courses"], "ended": "ended"},
            "income": {**listed["income"], "month": "month", "had_income": "income"},
        }
    )


def looked_for(folder: Path, tables: Tables) -> tuple[Found, list[tuple[str, str, str | int]]]:
    """Return who is found, and what is wrong with rows, by table."""
    known, problems = read_known(tables, METHOD, AS_OF, folder)
    told = [
        (name, each.code, each.details["row"])
        for name, found in problems.items()
        for each in found.told
    ]
    return match(known, METHOD, AS_OF), told


def test_words_a_danish_spreadsheet_writes_for_true_and_false(tmp_path: Path) -> None:
    """SAND and FALSK mean what ja and nej mean."""
    income = INCOME.replace("ja", "SAND").replace("nej", "FALSK")
    found, told = looked_for(tmp_path, declared(tmp_path, income=income))
    assert [each.id for each in found.invited] == ["a"]
    assert not told


def test_files(tmp_path: Path) -> None:
    """Who had an income, a protected address, or is still there, is left out; nobody knows of e."""
    found, told = looked_for(tmp_path, declared(tmp_path))
    assert [each.id for each in found.invited] == ["a"]
    wanted = {LeftOut.PROTECTED, LeftOut.INCOME, LeftOut.STILL_THERE, LeftOut.UNKNOWN}
    assert {reason for reason, count in found.left_out.items() if count == 1} == wanted
    assert told == []


def test_sqlite(tmp_path: Path) -> None:
    """Tables of one database give the same."""
    expected, _ = looked_for(tmp_path, declared(tmp_path))
    database = sqlite3.connect(tmp_path / "all.db")
    for name, text in (("courses", COURSES), ("income", INCOME), ("protected", LISTED)):
        columns, *rows = (line.split(",") for line in text.splitlines())
        database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        places = ", ".join("?" * len(columns))
        cells = [[cell or None for cell in row] for row in rows]
        database.executemany(f"INSERT INTO {name} VALUES ({places})", cells)
    database.commit()
    database.close()
    assert looked_for(tmp_path, in_one(declared(tmp_path), file=Path("all.db"))) == (expected, [])


def in_one(tables: Tables, **where: object) -> Tables:
    """Say that all tables are in one place."""
    content = tables.model_dump(exclude_none=True)
    for name, each in content.items():
        del each["file"]
        each.update(where, table=name)
    return Tables.model_validate(content)


def test_parquet(tmp_path: Path) -> None:
    """Typed columns: days are days, flags are true or false."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    parquet = pytest.importorskip("pyarrow.parquet")
    tables = declared(tmp_path)
    expected, _ = looked_for(tmp_path, tables)
    rows = [line.split(",") for line in COURSES.splitlines()[1:]]
    courses = {
        "person": [who for who, _ in rows],
        "ended": [date.fromisoformat(ended) if ended else None for _, ended in rows],
    }
    flags = [line.split(",") for line in INCOME.splitlines()[1:]]
    income = {
        "person": [who for who, *_ in flags],
        "month": [date.fromisoformat(f"{month}-01") for _, month, _ in flags],
        "income": [said == "ja" for *_, said in flags],
    }
    parquet.write_table(pyarrow.table(courses), tmp_path / "courses.parquet")
    parquet.write_table(pyarrow.table(income), tmp_path / "income.parquet")
    content = tables.model_dump(exclude_none=True)
    for name in ("courses", "income"):
        content[name]["file"] = Path(f"{name}.parquet")
    assert looked_for(tmp_path, Tables.model_validate(content)) == (expected, [])


def test_postgresql(tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a database give the same; its URL is in the environment, and nothing is written."""
    import psycopg

    expected, _ = looked_for(tmp_path, declared(tmp_path))
    with psycopg.connect(postgresql) as connection:
        connection.execute("CREATE TABLE courses (person text, ended date)")
        connection.execute("CREATE TABLE income (person text, month text, income boolean)")
        connection.execute("CREATE TABLE protected (person text)")
        for name, text in (("courses", COURSES), ("income", INCOME), ("protected", LISTED)):
            for line in text.splitlines()[1:]:
                cells = [
                    {"": None, "ja": True, "nej": False}.get(cell, cell) for cell in line.split(",")
                ]
                places = ", ".join(["%s"] * len(cells))
                connection.execute(f"INSERT INTO {name} VALUES ({places})", cells)
    monkeypatch.setenv("OUR_DATABASE", postgresql)
    tables = in_one(declared(tmp_path), database="OUR_DATABASE")
    assert looked_for(tmp_path, tables) == (expected, [])


URLS = (None, "mysql://user:secret@host/db", "postgresql://user:secret@localhost:1/db")


@pytest.mark.parametrize("url", URLS)
def test_a_database_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    """It is named by its variable; the URL, which holds a password, is nowhere."""
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed (extra `databases`)")
    if url is not None:
        monkeypatch.setenv("OUR_DATABASE", url)
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, in_one(declared(tmp_path), database="OUR_DATABASE"))
    (found,) = caught.value.diagnostics
    assert "OUR_DATABASE" in found.message()
    assert "secret" not in f"{caught.value}{found.to_dict()}"


BAD = [
    ("courses", f"{COURSES}f,2026-02-30\n", "cell-not-a-day", 7),
    ("courses", f"{COURSES}f,1/3/2026\n", "cell-not-a-day", 7),
    ("income", f"{INCOME}e,2026-13,nej\n", "cell-not-a-month", 8),
    ("income", f"{INCOME}e,2026-09,måske\n", "cell-not-yes-or-no", 8),
]


@pytest.mark.parametrize(("table", "text", "code", "row"), BAD)
def test_a_bad_row(tmp_path: Path, table: str, text: str, code: str, row: int) -> None:
    """It is named by table and row; whoever it is about is left out, all others as without it."""
    found, told = looked_for(tmp_path, declared(tmp_path, **{table: text}))
    assert told == [(table, code, row)]
    assert [each.id for each in found.invited] == ["a"]
    assert len(found.invited) + sum(found.left_out.values()) == found.looked_at


def test_two_tables_called_alike(tmp_path: Path) -> None:
    """What is wrong with either is told."""
    bad = {"courses": f"{COURSES}f,soon\n", "income": f"{INCOME}e,2026-09,?\n"}
    content = declared(tmp_path, **bad).model_dump(exclude_none=True)
    for each in content.values():
        each["called"] = "a table"
    _, told = looked_for(tmp_path, Tables.model_validate(content))
    assert [code for _, code, _ in told] == ["cell-not-a-day", "cell-not-yes-or-no"]


def test_a_bad_row_leaves_a_person_out(tmp_path: Path) -> None:
    """What is known of the others months is not enough to invite."""
    found, _ = looked_for(tmp_path, declared(tmp_path, income=f"{INCOME}a,2026-09,?\n"))
    assert found.invited == ()
    assert found.left_out[LeftOut.UNREADABLE] == 1


@pytest.mark.parametrize("amount", ["12000", "12.000,50", "2", "-1", "1 000"])
def test_amounts_are_refused(tmp_path: Path, amount: str) -> None:
    """A table that says how much is not used at all, and what it says is nowhere."""
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, declared(tmp_path, income=f'{INCOME}e,2026-09,"{amount}"\n'))
    (found,) = caught.value.diagnostics
    assert (found.code, found.details["row"]) == ("income-not-a-flag", 8)
    assert "12000" not in f"{caught.value}{found.to_dict()}"


@pytest.mark.parametrize("table", ["courses", "income", "protected"])
def test_cpr_numbers_are_refused(tmp_path: Path, table: str) -> None:
    """In every table, and the number is nowhere."""
    number = "010190-1234"
    rest = {"courses": ",2026-03-01", "income": ",2026-09,nej", "protected": ""}[table]
    text = {"courses": COURSES, "income": INCOME, "protected": LISTED}[table] + f"{number}{rest}\n"
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, declared(tmp_path, **{table: text}))
    (found,) = caught.value.diagnostics
    assert found.code == "id-like-cpr"
    assert number not in f"{caught.value}{found.to_dict()}"


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    """No name of a column is told: of a table without a line of columns it is somebody's id."""
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, declared(tmp_path, courses="person-1,2026-03-01\n"))
    assert [each.code for each in caught.value.diagnostics] == ["no-line-of-columns"]
    assert "person-1" not in str([each.to_dict() for each in caught.value.diagnostics])


@pytest.mark.parametrize("person", ["=1+1", "@a", "+45", "-b"])
def test_an_id_a_spreadsheet_would_reckon_with(tmp_path: Path, person: str) -> None:
    """It would come out as something else in the list of invitations, so it is no id."""
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, declared(tmp_path, courses=f"{COURSES}{person},2026-03-01\n"))
    (found,) = caught.value.diagnostics
    assert (found.code, found.details["row"]) == ("id-not-certain", 7)
