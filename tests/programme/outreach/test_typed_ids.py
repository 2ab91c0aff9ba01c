"""Ids that are numbers: float, decimal and text columns of every kind of table alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.programme.outreach.test_reading import declared, looked_for
from triage.diagnostics import TableError
from triage.programme.outreach import LeftOut, Tables

Id = float | Decimal | str | int | None
Put = Callable[[Path, str, list[Id]], dict[str, object]]
"""Writes ids to a table of a name, and says where it is."""


def in_parquet(folder: Path, name: str, ids: list[Id]) -> dict[str, object]:
    """Write a Parquet file."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"person": ids, "note": ["x" for _ in ids]})
    parquet.write_table(table, folder / f"{name}.parquet")
    return {"file": f"{name}.parquet"}


def in_sqlite(folder: Path, name: str, ids: list[Id]) -> dict[str, object]:
    """Write an SQLite file; it has no decimals, and keeps them as texts."""
    database = sqlite3.connect(folder / f"{name}.db")
    database.execute(f"CREATE TABLE {name} (person, note)")
    cells = [(str(each) if isinstance(each, Decimal) else each, "x") for each in ids]
    database.executemany(f"INSERT INTO {name} VALUES (?, ?)", cells)
    database.commit()
    database.close()
    return {"file": f"{name}.db"}


TYPES: dict[type, str] = {float: "double precision", Decimal: "numeric", str: "text", int: "bigint"}


@pytest.fixture
def in_postgresql(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Write a table of a database."""
    import psycopg

    def put(_: Path, name: str, ids: list[Id]) -> dict[str, object]:
        kind = next(TYPES[type(each)] for each in ids if each is not None)
        with psycopg.connect(postgresql) as connection:
            connection.execute(f"DROP TABLE IF EXISTS typed_{name}")
            connection.execute(f"CREATE TABLE typed_{name} (person {kind}, note text)")
            for each in ids:
                connection.execute(f"INSERT INTO typed_{name} VALUES (%s, 'x')", [each])
        monkeypatch.setenv("OUR_DATABASE", postgresql)
        return {"database": "OUR_DATABASE", "table": f"typed_{name}"}

    return put


@pytest.fixture(params=["parquet", "sqlite", "postgresql"])
def put(request: pytest.FixtureRequest) -> Put:
    """Write to each kind of table."""
    if request.param == "postgresql":
        found: Put = request.getfixturevalue("in_postgresql")
        return found
    return {"parquet": in_parquet, "sqlite": in_sqlite}[request.param]


def with_list(
    folder: Path, where: dict[str, object], courses: str = "2,2026-03-01\n3,2026-03-01\n"
) -> Tables:
    """Declare tables of 2 and 3, who had no income, and a list somewhere."""
    rows = [line.split(",")[0] for line in courses.splitlines()]
    income = "".join(f"{who},2026-{month:02},nej\n" for who in rows for month in (9, 10))
    tables = declared(
        folder, courses=f"person,ended\n{courses}", income=f"person,month,income\n{income}"
    )
    content: dict[str, Any] = tables.model_dump(exclude_none=True)
    content["protected"] = {"called": "the list", "id": "person", **where}
    return Tables.model_validate(content)


@pytest.mark.parametrize("id_", ["2", 2], ids=["text", "whole"])
def test_as_in_courses(tmp_path: Path, put: Put, id_: Id) -> None:
    """A whole number is the text of it: who is listed is left out."""
    found, _ = looked_for(tmp_path, with_list(tmp_path, put(tmp_path, "ids", [id_])))
    assert [each.id for each in found.invited] == ["3"]


ALIKE: list[Id] = [2.0, Decimal(2), Decimal("2.00"), "2.0", "002", "2,00"]


@pytest.mark.parametrize("id_", ALIKE, ids=lambda id_: f"{type(id_).__name__}-{id_}")
def test_otherwise_than_in_courses(tmp_path: Path, put: Put, id_: Id) -> None:
    """What may be the number is refused; where the type says it is one, it is read."""
    tables = with_list(tmp_path, put(tmp_path, "ids", [id_]))
    try:
        found, _ = looked_for(tmp_path, tables)
    except TableError as error:
        (told,) = error.diagnostics
        assert told.code == "ids-alike"
        assert (told.details["row"], told.details["other_row"]) == (1, 2)
    else:
        assert [each.id for each in found.invited] == ["3"]


@pytest.mark.parametrize("id_", [2.0, Decimal("2.0")], ids=["float", "decimal"])
def test_floats_in_both(tmp_path: Path, put: Put, id_: Id) -> None:
    """As floats in courses too, they are spelt alike."""
    courses = "2.0,2026-03-01\n3.0,2026-03-01\n"
    found, _ = looked_for(tmp_path, with_list(tmp_path, put(tmp_path, "ids", [id_]), courses))
    assert found.left_out[LeftOut.PROTECTED] == 1
    assert [each.id for each in found.invited] == ["3.0"]


UNCERTAIN: list[list[Id]] = [
    [2.0, None],
    [2.0, float("nan")],
    [2.0, float("inf")],
    [2e15, 1.0],
    [-2.0],
    ["1E+10"],
    ["", "2"],
]


@pytest.mark.parametrize("ids", UNCERTAIN, ids=str)
def test_what_is_no_number(tmp_path: Path, put: Put, ids: list[Id]) -> None:
    """Nothing, no number, or more digits than a float holds: in a row that says something else."""
    with pytest.raises(TableError) as caught:
        looked_for(tmp_path, with_list(tmp_path, put(tmp_path, "ids", ids)))
    assert caught.value.diagnostics[0].code in ("id-not-certain", "ids-alike")
