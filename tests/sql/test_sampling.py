"""`triage sql`: what it writes, and what it says of the views in a database."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("sqlglot", reason="sqlglot is not installed")
pytest.importorskip("sqlalchemy", reason="sqlalchemy is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("psycopg", reason="psycopg is not installed")

# These need what is above, and come after the lines that skip without it.
from tests.cli.running import BOOK, ROOT, triage
from tests.sql.databases import Row, fill, in_postgresql, in_sqlite
from triage.cli.exits import Exit
from triage.language.load import load
from triage.sql.dialects import DIALECTS
from triage.sql.script import script
from triage.sql.views import Views

DAY = "2026-05-04"
ROWS: list[Row] = [
    {},
    {"goal_state": "none", "age": 30},
    {"goal_state": "named", "age": 7},
    {"goal_state": "named", "talk": "alone"},
]


def views(dialect: str) -> Views:
    """Make the views of the rulebook of pages."""
    return Views(load(Path(BOOK)), date.fromisoformat(DAY), DIALECTS[dialect])


def checked(dialect: str, url: str, *more: str) -> tuple[int, str, str]:
    """Run the comparison."""
    asked = ("sql", BOOK, "--dialect", dialect, "--as-of", DAY, "--check", url, "--lang", "en")
    done = triage(*asked, *more)
    return done.exit, done.out, done.err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a database with the table and its views."""
    made = tmp_path / "cases.db"
    with in_sqlite(str(made)) as connection:
        fill(connection, views("sqlite"), ROWS)
    return made


def test_what_is_written(tmp_path: Path) -> None:
    """The statements go to the screen, or to a file."""
    asked = ("sql", BOOK, "--dialect", "sqlite", "--as-of", DAY)
    assert triage(*asked).out == script(views("sqlite"))
    assert triage(*asked, "-o", str(tmp_path / "views.sql")).exit == Exit.DONE
    assert (tmp_path / "views.sql").read_text("utf-8") == script(views("sqlite"))


def test_a_rulebook_that_is_mistyped() -> None:
    """It is refused by name, with the nearest there is."""
    done = triage("sql", "projekt-5000", "--dialect", "sqlite", "--as-of", DAY)
    assert (done.exit, done.out) == (Exit.INVALID, "")
    assert "error[rulebook-not-found]" in done.err
    assert "nearest: `projekt-500`" in done.err


def test_a_reader_that_has_had_enough() -> None:
    """Nothing is said about it: `triage sql … | head` is no error."""
    with subprocess.Popen(
        [sys.executable, "-m", "triage", "sql", BOOK, "--dialect", "sqlite", "--as-of", DAY],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(20).startswith(b"-- ")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.DONE


def test_views_that_say_what_the_engine_says(file: Path) -> None:
    """Rows are counted, also those both refuse."""
    code, out, _ = checked("sqlite", f"sqlite:///{file}")
    assert code == Exit.DONE
    assert "4 rows were compared." in out
    assert "Every result is what the engine says" in out


def test_a_view_that_says_something_else(file: Path) -> None:
    """It is noticed, by the name of its column; no row is named."""
    with closing(sqlite3.connect(file)) as connection:
        query = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'triage_rules_1'")
        ((text,),) = query.fetchall()
        connection.execute("DROP VIEW triage_rules_1")
        connection.execute(text.replace("'holds'", "'may_hold'"))
    code, out, _ = checked("sqlite", f"sqlite:///{file}")
    assert code == Exit.FAILED
    assert "Some results differ from the engine." in out
    assert "triage_rules_1.rules." in out
    code, out, _ = checked("sqlite", f"sqlite:///{file}", "--format", "json")
    assert code == Exit.FAILED
    differing = json.loads(out)["differing"]
    assert differing
    assert all(name.startswith("triage_rules_1.rules.") for name in differing)
    assert all(count > 0 for count in differing.values())


def test_what_a_program_reads(file: Path) -> None:
    """The same counts as JSON, with the rulebook, the day and the dialect; no row is in it."""
    code, out, _ = checked("sqlite", f"sqlite:///{file}", "--format", "json")
    assert code == Exit.DONE
    told, made = json.loads(out), views("sqlite")
    assert told.pop("rulebook") == made.rulebook.stamp.model_dump(mode="json")
    results = {each: told.pop(each) for each in ("exact", "supersets", "refused", "unsettled")}
    assert told == {
        "schema": "triage.sql-check/1",
        "dialect": "sqlite",
        "as_of": DAY,
        "rows": len(ROWS),
        "differing": {},
    }
    assert sum(results.values()) == len(ROWS) * len([each for each in made.all() if each.outputs])


def test_a_sample(file: Path) -> None:
    """Only as many rows as were asked for."""
    assert "2 rows were compared." in checked("sqlite", f"sqlite:///{file}", "--rows", "2")[1]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE assessments SET \"case\" = 1", "has a value twice"),
        ("DROP VIEW triage_classes", "cannot be read"),
        ("DROP VIEW triage_about; CREATE VIEW triage_about AS SELECT 'x' AS digest, 'y' AS as_of",
         "are not those of `small`"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(file: Path, statement: str, told: str) -> None:
    """It is refused, with the cause."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(statement)
    code, _, said = checked("sqlite", f"sqlite:///{file}")
    assert code != Exit.DONE
    assert told in said


@pytest.mark.parametrize("url", ["nowhere", "unheard://of/it", "sqlite:////no/such/folder/it.db"])
def test_a_database_that_cannot_be_reached(url: str) -> None:
    """It is refused, and the URL, which may hold a password, is not repeated."""
    code, out, said = checked("sqlite", url)
    assert code != Exit.DONE
    assert url not in out + said


@pytest.mark.more
def test_postgresql(postgresql: str) -> None:
    """By its own URL."""
    with in_postgresql(postgresql, keep=True) as connection:
        fill(connection, views("postgres"), ROWS)
    try:
        code, out, said = checked("postgres", postgresql)
        assert (code, said) == (Exit.DONE, "")
        assert "4 rows were compared." in out
    finally:
        with in_postgresql(postgresql, keep=True) as connection:
            connection.execute("DROP TABLE assessments CASCADE")
            connection.execute("DROP VIEW triage_about")
