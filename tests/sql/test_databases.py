"""What a database's views say of rows is what the engine says of the same answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

import pytest

pytest.importorskip("sqlglot", reason="sqlglot is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("psycopg", reason="psycopg is not installed")

# These need what is above, and come after the lines that skip without it.
from tests.counts import Count
from tests.sizes import SizeOf
from tests.sql.databases import Connection, compared, in_duckdb, in_postgresql, in_sqlite
from tests.sql.rows import Drawn, drawn, shipped
from tests.strategies.drawing import seeds
from triage.sql.checking import Tally
from triage.sql.dialects import DIALECTS
from triage.sql.views import Views

Opened = Callable[[], AbstractContextManager[Connection]]

SEEDS, ROWS = 3, 12


def seen(some: Iterable[Drawn], dialect: str, opened: Opened) -> Iterator[Tally]:
    """Yield what came of comparing rows of several rulebooks, none of which may differ."""
    for each in some:
        views = Views(each.rulebook, each.as_of, DIALECTS[dialect])
        with opened() as connection:
            tally = compared(connection, views, each.rows)
        assert not tally.differing
        yield tally


def same(some: Iterable[Drawn], dialect: str, opened: Opened, counted: Count) -> Counter[str]:
    """Compare rows, and return how many there were of each kind."""
    counts = Counter[str]()
    for each in seen(some, dialect, opened):
        counts.update(rows=each.rows, exact=each.exact, supersets=each.supersets)
        counts.update(refused=each.refused, unsettled=each.unsettled)
    for what in ("rows", "exact", "supersets", "refused", "unsettled"):
        counted(f"{dialect}: {what}", counts[what])
    return counts


@pytest.fixture(params=["duckdb", "sqlite", pytest.param("postgres", marks=pytest.mark.more)])
def database(request: pytest.FixtureRequest) -> tuple[str, Opened]:
    """Open each kind of database in turn."""
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgresql"))
        return "postgres", lambda: in_postgresql(url)
    return request.param, {"duckdb": in_duckdb, "sqlite": in_sqlite}[request.param]


def test_random_rulebooks(database: tuple[str, Opened], counted: Count) -> None:
    """Open answers, slips, lists, sets, dates and lookups."""
    counts = same((drawn(seed, ROWS) for seed in range(SEEDS)), *database, counted)
    assert all(counts[each] for each in ("exact", "supersets", "refused"))


def test_a_rule_that_holds_as_the_typology_comes_out(database: tuple[str, Opened]) -> None:
    """No column is taken for another's: that of seed 3437 had the name of the next, too."""
    (tally,) = seen([drawn(3437, ROWS)], *database)
    assert tally.exact


def test_a_set_that_only_an_unread_finding_reads(database: tuple[str, Opened]) -> None:
    """Not to have given it fits: seed 3052 has two such sets, and all its rows were refused."""
    (tally,) = seen([drawn(3052, ROWS)], *database)
    assert tally.exact > tally.refused > 0


@pytest.mark.more
def test_many_random_rulebooks(
    database: tuple[str, Opened], part: int, size: SizeOf, counted: Count
) -> None:
    """The same of many."""
    some = (drawn(seed, ROWS) for seed in seeds(part, size("sql-rulebooks")))
    assert same(some, *database, counted)["exact"]


@pytest.mark.soak
def test_the_shipped_rulebook(database: tuple[str, Opened], size: SizeOf, counted: Count) -> None:
    """Complete rows, rows broken off, and rows with answers left out."""
    counts = same([shipped(size("sql-rows"))], *database, counted)
    assert counts["exact"] > counts["supersets"] > 0
