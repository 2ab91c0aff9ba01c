"""Spark: data frames come to what tables do, also where partitions are run again; SQL is run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed (extra `spark`)")
pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra `spark`)")
pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("psycopg", reason="psycopg is not installed")
pytest.importorskip("sqlglot", reason="sqlglot is not installed")

# These need what is above, and come after the lines that skip without it.
import pyarrow as pa
from pyspark.sql import SparkSession

from benchmarks.material import PROJEKT_500
from tests.counts import Count
from tests.sizes import SizeOf
from tests.sql.databases import cell, compare, statements
from tests.sql.rows import Drawn, drawn, shipped
from triage.diagnostics import TriageError
from triage.library import load_rulebook
from triage.model.question import Dates, ListOf, Number
from triage.program.program import Variable
from triage.spark import assess
from triage.sql.checking import Tally
from triage.sql.dialects import DIALECTS
from triage.sql.views import Views

SEEDS, ROWS = 3, 12

pytestmark = [
    pytest.mark.soak,
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start Spark on two cores of this machine; a task may fail twice.

    On the loopback address: the name of a container may lead nowhere.
    """
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    made = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false")
    tables = tmp_path_factory.mktemp("tables")
    made = made.config("spark.driver.memory", "8g")  # what the views of a large rulebook take
    session = made.config("spark.sql.warehouse.dir", str(tables)).getOrCreate()
    yield session
    session.stop()


def by_case(table: Any) -> dict[str, Any]:
    """Return rows by the ids of their cases; their numbers are no matter."""
    return {row["case"]: {**row, "row": None} for row in table.to_pylist()}


def once_failing(folder: Path) -> Any:
    """Return what passes batches on, but breaks off the first time a partition is run."""

    def passed(batches: Iterator[Any]) -> Iterator[Any]:
        from pyspark import TaskContext

        context = TaskContext.get()
        assert context is not None
        yield from batches
        if context.attemptNumber() == 0:
            (folder / str(context.partitionId())).touch()
            raise RuntimeError("broken off")

    return passed


def test_the_shipped_rulebook(spark: Any, size: SizeOf, counted: Count, tmp_path: Path) -> None:
    """Each partition fails once, and is run again without a difference."""
    book, some = load_rulebook(PROJEKT_500), shipped(size("sql-rows"))
    names = sorted({path for row in some.rows for path in row})
    columns = {name: pa.array([row.get(name) for row in some.rows]) for name in names}
    cases = pa.array([f"c{number}" for number, _ in enumerate(some.rows)])
    table = pa.table({"case": cases, **columns})
    day, tell = str(some.as_of), ("starts", "limits", "rules")
    frame = assess(spark.createDataFrame(table).repartition(3), book, as_of=day, tell=tell)
    again = frame.toDF(*(f"c{n}" for n, _ in enumerate(frame.columns)))
    found = again.mapInArrow(once_failing(tmp_path), again.schema).toArrow()
    found = found.rename_columns(frame.columns)
    expected = by_case(book.assess_table(table, as_of=day, tell=tell))
    assert by_case(found) == expected
    assert len([*tmp_path.iterdir()]) == 3
    counted("rows through Spark", len(expected))


def in_spark(spark: Any, some: Drawn) -> Tally:
    """Make a table of rows and the views of their rulebook, and compare what these say."""
    views = Views(some.rulebook, some.as_of, DIALECTS["spark"])
    columns = {
        str(each.path): pa.array([cell(each, row.get(each.path)) for row in some.rows], kind(each))
        for each in views.variables
    }
    cases = pa.array(range(len(some.rows)), pa.int64())
    spark.sql("DROP TABLE IF EXISTS assessments")
    spark.createDataFrame(pa.table({"case": cases, **columns})).write.saveAsTable("assessments")
    for statement in statements(views):
        spark.sql(statement)
    return compare(views, lambda name: by_number(spark.table(name).toArrow().to_pylist()))


def by_number(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows in the order of their cases; Spark would work them out twice to order them."""
    return sorted(rows, key=lambda row: int(row["case"]))


def kind(variable: Variable) -> Any:
    """Return the type of the column of an answer."""
    match variable.domain:
        case Dates():
            return pa.date32()
        case Number() | ListOf():
            return pa.int64()
        case _:
            return pa.string()


def test_views_of_random_rulebooks(spark: Any, counted: Count) -> None:
    """The SQL of `triage sql --dialect spark` is run, as written: open answers, slips and lists."""
    for seed in range(SEEDS):
        tally = in_spark(spark, drawn(seed, ROWS))
        assert not tally.differing
        counted("spark: rows of random rulebooks", tally.rows)


def test_views_of_the_shipped_rulebook(spark: Any, size: SizeOf, counted: Count) -> None:
    """The same of a rulebook of full size; what the script sets is what lets Spark take it in."""
    tally = in_spark(spark, shipped(size("sql-rows")))
    assert not tally.differing
    for what in ("rows", "exact", "supersets", "refused", "unsettled"):
        counted(f"spark: {what}", getattr(tally, what))
    assert tally.exact > tally.supersets > 0


def test_what_is_no_data_frame(spark: Any) -> None:
    """It is refused before anything is sent."""
    with pytest.raises(TriageError):
        assess([], load_rulebook(PROJEKT_500))
    frame = spark.createDataFrame(pa.table({"nonsense": ["x"]}))
    with pytest.raises(TriageError):
        assess(frame, load_rulebook(PROJEKT_500))
