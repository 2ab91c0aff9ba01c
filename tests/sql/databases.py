"""Databases in which the views of a rulebook are run, each told the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from typing import Any, Protocol

import duckdb
import psycopg

from triage.engine import EngineName
from triage.model.question import Dates, ListOf, Number
from triage.program.program import Variable
from triage.sql.checking import Checker, Tally
from triage.sql.inputs import BETWEEN, EMPTY_SET
from triage.sql.script import script
from triage.sql.views import Views

Row = Mapping[str, Any]
"""The answers of an assessment by their paths, as files hold them."""


class Connection(Protocol):
    """What the drivers have in common."""

    def execute(self, statement: Any, /) -> Any:
        """Run a statement."""

    def cursor(self) -> Any:
        """Return what runs statements with values."""


@contextmanager
def in_duckdb() -> Iterator[Connection]:
    """Open a DuckDB in memory."""
    with closing(duckdb.connect()) as connection:
        yield connection


@contextmanager
def in_sqlite(file: str = ":memory:") -> Iterator[Connection]:
    """Open an SQLite database."""
    with closing(sqlite3.connect(file)) as connection:
        yield connection
        connection.commit()


@contextmanager
def in_postgresql(url: str, *, keep: bool = False) -> Iterator[Connection]:
    """Open a PostgreSQL database, and take back all that is made there unless it is to be kept."""
    with psycopg.connect(url) as connection:
        yield connection
        if not keep:
            connection.rollback()


def fill(connection: Connection, views: Views, rows: Sequence[Row]) -> None:
    """Make the table the views read, its rows numbered from 0, and the views."""
    asked, typed = views.variables, views.dialect.has_types
    columns = ['"case" BIGINT', *(f"{quoted(each.path)} {_type(each, typed)}" for each in asked)]
    connection.execute(f"CREATE TABLE assessments ({', '.join(columns)})")
    mark = "%s" if views.dialect.name == "postgres" else "?"
    cells = [
        (number, *(cell(each, row.get(each.path), typed) for each in asked))
        for number, row in enumerate(rows)
    ]
    if cells:
        marks = ", ".join([mark] * len(columns))
        connection.cursor().executemany(f"INSERT INTO assessments VALUES ({marks})", cells)
    for statement in statements(views):
        connection.execute(statement)


def statements(views: Views) -> list[str]:
    """Return the statements that make the views, one by one."""
    return [each for each in script(views).split(";\n") if each.strip()]


def told(connection: Connection, name: str) -> list[Row]:
    """Return the rows of a table or view, in their order."""
    found = connection.cursor()
    found.execute(f'SELECT * FROM {quoted(name)} ORDER BY "case"')
    names = [column[0] for column in found.description]
    return [dict(zip(names, each, strict=True)) for each in found.fetchall()]


def compared(connection: Connection, views: Views, rows: Sequence[Row]) -> Tally:
    """Run the views over rows, and compare what they say with the engine."""
    fill(connection, views, rows)
    return compare(views, lambda name: told(connection, name))


def compare(views: Views, read: Callable[[str], Sequence[Row]]) -> Tally:
    """Compare what views say with the engine, row by row."""
    checker = Checker(views, EngineName.COMPILED)
    found = {each.name: read(each.name) for each in checker.views}
    for number, each in enumerate(read("assessments")):
        checker.compare(each, {name: rows[number] for name, rows in found.items()})
    return checker.tally


def quoted(name: str) -> str:
    """Return a name as it is spelled."""
    return f'"{name}"'


def _type(variable: Variable, typed: bool) -> str:
    match variable.domain:
        case Dates():
            return "DATE" if typed else "TEXT"
        case Number() | ListOf():
            return "BIGINT" if typed else "INTEGER"
        case _:
            return "VARCHAR"


def cell(variable: Variable, said: Any, typed: bool = True) -> Any:
    """Return an answer as a database holds it; where it has no place for a reason, nothing."""
    if isinstance(said, list):
        return BETWEEN.join(said) or EMPTY_SET
    if isinstance(variable.domain, Number | ListOf):
        return said if isinstance(said, int) else None
    if isinstance(variable.domain, Dates) and typed:
        return _day(said)
    return said


def _day(said: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(said or "")
    return None
