"""`triage batch`: forms of tables in and out, rows that cannot be assessed, and going on."""

from __future__ import annotations

import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Result, triage
from tests.columns.small_tables import ANSWERS, DAY, FLAT, NESTED, SMALL
from tests.counts import Count
from tests.engine.small import HEAD
from tests.sizes import SizeOf
from triage.cli.exits import Exit
from triage.columns import sources
from triage.library import load_rulebook

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
parquet = pytest.importorskip("pyarrow.parquet")

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the small rulebook."""
    file = tmp_path_factory.mktemp("book") / "small.yaml"
    file.write_text(HEAD + SMALL, encoding="utf-8")
    return str(file)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Write the rows as Parquet."""
    file = tmp_path / "in.parquet"
    parquet.write_table(pa.table(FLAT), file)
    return file


def batch(source: Path | str, target: Path | str, book: str, *more: str) -> Result:
    """Run the command for one day."""
    options = () if "--as-of" in more else ("--as-of", str(DAY))
    return triage("batch", str(source), str(target), "-r", book, "--lang", "en", *options, *more)


def expected(book: str) -> Rows:
    """Return what the library says of the rows."""
    found = load_rulebook(book).assess_table(pa.table(FLAT), as_of=DAY)
    return list(found.drop_columns("problem").to_pylist())


def read(file: Path) -> Rows:
    """Read an output, lists of a text as lists again."""
    if file.suffix == ".parquet":
        return list(parquet.read_table(file).to_pylist())
    if file.suffix == ".arrow":
        return list(pa.ipc.open_file(file).read_all().to_pylist())
    if file.suffix == ".jsonl":
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return [{**row, "as_of": date.fromisoformat(row["as_of"])} for row in rows]
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8")), delimiter=";"))
    return [
        {
            **row,
            "row": int(row["row"]),
            "as_of": date.fromisoformat(row["as_of"]),
            "exact": row["exact"] == "true",
            "typology": row["typology"].split("|"),
            "typology_mask": int(row["typology_mask"]),
        }
        for row in rows
    ]


@pytest.mark.parametrize("form", ["parquet", "arrow", "csv", "jsonl"])
def test_forms_of_outputs(given: Path, book: str, form: str) -> None:
    """What stands in each is what the library says."""
    output = given.with_name(f"out.{form}")
    result = batch(given, output, book)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "5 rows assessed" in result.out
    assert read(output) == expected(book)
    assert {each.name for each in output.parent.iterdir()} == {"in.parquet", output.name}


KEPT: dict[str, tuple[Any, list[Any]]] = {
    "list": (pa.list_(pa.string()), [["a", None, "b"], [], None, ["c"], ["d", "e"]]),
    "large": (pa.large_list(pa.int64()), [[1, 2], [], None, [None], [3]]),
    "view": (pa.string_view(), ["a", "", None, "b", "c"]),
    "struct": (pa.struct({"on": pa.date32()}), [{"on": DAY}, None, {"on": None}, None, None]),
    "lists": (pa.list_(pa.list_(pa.string())), [[["ø"], None], [], None, [[]], None]),
}
"""Columns that are passed on, of kinds that texts and databases have no cells for."""

AS_TEXTS: dict[str, list[Any]] = {
    "list": ["a||b", "", None, "c", "d|e"],
    "large": ["1|2", "", None, "", "3"],
    "view": ["a", "", None, "b", "c"],
    "struct": ['{"on": "2026-11-22"}', None, '{"on": null}', None, None],
    "lists": ['[["ø"], null]', "[]", None, "[[]]", None],
}


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv", "sqlite"])
def test_what_is_passed_on(tmp_path: Path, book: str, form: str) -> None:
    """Any kind of column is: as it is, or as a text that leaves nothing of it out."""
    columns = {name: pa.array(values, kind) for name, (kind, values) in KEPT.items()}
    source, output = tmp_path / "in.parquet", tmp_path / f"out.{form}"
    parquet.write_table(pa.table({"wish": ["now"] * 5, **columns}), source)
    target = f"sqlite:///{output}" if form == "sqlite" else output
    keep = [each for name in KEPT for each in ("--keep", name)]
    assert batch(source, target, book, *keep).exit == Exit.DONE
    if form == "sqlite":
        with sqlite3.connect(output) as database:
            database.row_factory = sqlite3.Row
            rows = [dict(each) for each in database.execute("SELECT * FROM outcomes").fetchall()]
    else:
        rows = read(output)
    for name, texts in AS_TEXTS.items():
        values = texts if form in ("csv", "sqlite") else KEPT[name][1]
        if form == "csv":
            values = [each or "" for each in values]
        if form == "jsonl":
            values = json.loads(json.dumps(values, default=str))
        assert [row[name] for row in rows] == values, name


def test_a_workbook_is_the_same_each_time(given: Path, book: str) -> None:
    """It says nothing of when it was made, and a text stays a text."""
    openpyxl = pytest.importorskip("openpyxl")
    one, other = given.with_name("one.xlsx"), given.with_name("other.xlsx")
    assert batch(given, one, book).exit == batch(given, other, book).exit == Exit.DONE
    assert one.read_bytes() == other.read_bytes()
    names, *rows = openpyxl.load_workbook(one).active.iter_rows(values_only=True)
    assert [row[names.index("course.status")] for row in rows] == [
        row["course.status"] for row in expected(book)
    ]


def test_a_database(given: Path, book: str, tmp_path: Path) -> None:
    """All rows or none: a table that is there already is left as it is."""
    url = f"sqlite:///{tmp_path / 'out.sqlite'}"
    assert batch(given, url, book).exit == Exit.DONE
    again = batch(given, url, book)
    assert again.exit == Exit.INVALID
    assert "table-not-written" in again.err
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        found = database.execute('SELECT "case", typology FROM outcomes').fetchall()
    assert found == [(row["case"], "|".join(row["typology"])) for row in expected(book)]


def test_a_database_has_no_form(given: Path, book: str, tmp_path: Path) -> None:
    """A form of files asked for is refused, not passed over."""
    url = f"sqlite:///{tmp_path / 'out.sqlite'}"
    result = batch(given, url, book, "--format", "csv-1252")
    assert result.exit == Exit.USAGE
    assert "OUT is a database" in result.err
    assert not (tmp_path / "out.sqlite").exists()


def test_a_database_takes_all_or_nothing(
    tmp_path: Path, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a later part is refused, no table is left, and the mended input can be written."""
    monkeypatch.setattr(sources, "LINES", 2)
    file, url = tmp_path / "in.csv", f"sqlite:///{tmp_path / 'out.sqlite'}"
    file.write_text("case;wish\na;now\nb;now\n010190-1234;now\n", encoding="utf-8")
    assert batch(file, url, book).exit == Exit.INVALID
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    file.write_text("case;wish\na;now\nb;now\nc;now\n", encoding="utf-8")
    assert batch(file, url, book).exit == Exit.DONE
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        assert database.execute('SELECT "case" FROM outcomes').fetchall() == [
            ("a",),
            ("b",),
            ("c",),
        ]


_KILLED_WRITING = """
import os, signal, sys
from triage.cli.command import run
from triage.columns import sinks, sources

sources.LINES, written = 2, []
plain = sinks.flat

def killed(part):
    written.append(part)
    if len(written) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(part)

sinks.flat = killed
run(("batch", *sys.argv[1:], "--as-of", "2026-11-22"))
"""


def test_killed_while_a_database_is_written(given: Path, book: str, tmp_path: Path) -> None:
    """It is told at once that such a batch begins anew; killed, it has left nothing in the way."""
    file, url = tmp_path / "in.csv", f"sqlite:///{tmp_path / 'out.sqlite'}"
    file.write_text(_text(_written(), ";"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED_WRITING, str(file), url, "-r", book],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == -signal.SIGKILL
    assert "note[batch-begins-anew]" in done.stderr
    again = batch(given, url, book)
    assert again.exit == Exit.DONE
    assert "note[batch-begins-anew]" in again.err


def test_from_a_database(tmp_path: Path, book: str) -> None:
    """By its URL: as from a text."""
    with sqlite3.connect(tmp_path / "in.sqlite") as database:
        database.execute('CREATE TABLE talks ("case" text, wish text, born text)')
        database.executemany("INSERT INTO talks VALUES (?, ?, ?)", [("a", "now", "1990-01-01")])
    url, output = f"sqlite:///{tmp_path / 'in.sqlite'}", tmp_path / "out.jsonl"
    assert batch(url, output, book, "--table", "talks").exit == Exit.DONE
    assert [(row["case"], row["typology"]) for row in read(output)] == [("a", ["sure"])]
    assert "password" not in batch("postgresql://u:password@nowhere/x", output, book).err


def _text(rows: list[dict[str, str]], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(FLAT), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _written() -> list[dict[str, str]]:
    """Return the rows as people write them."""

    def cell(value: Any) -> str:
        if isinstance(value, list):
            return ",".join(value) or "[]"
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)

    rows = [dict(zip(FLAT, row, strict=True)) for row in zip(*FLAT.values(), strict=True)]
    return [{n: "" if v is None else cell(v) for n, v in row.items()} for row in rows]


def _as_lines() -> str:
    lines = [{"case": "abcde"[at], "answers": each} for at, each in enumerate(ANSWERS)]
    return "".join(f"{json.dumps(each)}\n" for each in lines)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("semicolons.csv", _text(_written(), ";").encode("utf-8-sig")),
        ("windows.csv", _text(_written(), ";").encode("cp1252")),
        ("named.txt", f"sep=|\n{_text(_written(), '|')}".encode()),
        ("lines.jsonl", _as_lines().encode()),
    ],
)
def test_forms_of_inputs(tmp_path: Path, book: str, name: str, content: bytes) -> None:
    """Texts as offices have them: read right."""
    file = tmp_path / name
    file.write_bytes(content)
    output = tmp_path / "out.parquet"
    assert batch(file, output, book).exit == Exit.DONE
    before = 0 if name.endswith("jsonl") else 1
    found = [{**row, "row": row["row"] - before} for row in read(output)]
    assert found == expected(book)


@pytest.mark.parametrize("at_a_time", [7, 5, 2])
def test_parquet_in_groups_of_rows(
    given: Path, book: str, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    """Parts that cross the groups of a file are read as any, sets of other members in each."""
    rows = pa.concat_tables([pa.table(FLAT)] * 2)
    rows = rows.append_column("wishes", [[[f"w{at % 4}"] for at in range(10)]])
    parquet.write_table(rows, given, row_group_size=5)
    monkeypatch.setattr(sources, "AT_A_TIME", at_a_time)
    output = given.with_name("out.parquet")
    assert batch(given, output, book, "--keep", "wishes").exit == Exit.DONE
    twice = [{**row, "row": row["row"] + before} for before in (0, 5) for row in expected(book)]
    assert read(output) == [{**row, "wishes": [f"w{at % 4}"]} for at, row in enumerate(twice)]
    assert parquet.read_schema(output).field("wishes").type == pa.list_(pa.string())


def test_nested_arrow(tmp_path: Path, book: str) -> None:
    """Lists and grids in a column each."""
    file, output = tmp_path / "in.arrow", tmp_path / "out.parquet"
    table = pa.table(NESTED)
    with pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    assert batch(file, output, book).exit == Exit.DONE
    assert read(output) == expected(book)


DAMAGED = {
    "open quote": (b'wish;born\nnow;"1990-01-01\nlater;1990-01-01\n', "quote-not-closed"),
    "twice": (b"as_of;wish;wish\n2026-11-22;now;later\n", "column-twice"),
    "unknown": (b"wish;borm\nnow;1990-01-01\n", "column-of-no-question"),
    "encoding": ("wish;kinds\nnow;Đ\n".encode("cp1250"), "encoding-not-certain"),
    "a date for an id": (b"case;wish\n010190-1234;now\n", "id-like-cpr"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_tables_that_are_refused(tmp_path: Path, book: str, what: str) -> None:
    """Whole, by the reader that `programme find` uses; nothing is left behind."""
    content, code = DAMAGED[what]
    file = tmp_path / "in.csv"
    file.write_bytes(content)
    day = "as_of" if b"as_of" in content else str(DAY)
    result = batch(file, tmp_path / "out.csv", book, "--as-of", day)
    assert result.exit == Exit.INVALID
    assert f"error[{code}]" in result.err
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]


def test_rows_that_cannot_be_assessed(tmp_path: Path, book: str) -> None:
    """They are told by row, column and code; the others are unharmed."""
    rows = [*_written(), {"case": "f", "wish": "never"}, {"case": "g", "jobs": "7"}]
    rows.append({"case": "1,23E+11", "wish": "now"})
    file, output = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(f"{_text(rows, ';')}h;now\n", encoding="utf-8")
    result = batch(file, output, book)
    assert result.exit == Exit.INVALID
    assert "could not be assessed and are left out: 4" in result.err
    assert [row["case"] for row in read(output)] == list("abcde")
    assert output.with_name("out.csv.problems.csv").read_text("utf-8").splitlines() == [
        "row;column;code",
        "7;wish;wrong-answer",
        "8;jobs;wrong-number-of-items",
        "9;case;cell-not-an-id",
        "10;needs.health.weight;cells-in-a-row",
    ]


def test_labels(given: Path, book: str) -> None:
    """In the place of ids, in the language asked for."""
    output = given.with_name("out.jsonl")
    assert batch(given, output, book, "--labels", "--tell", "rules").exit == Exit.DONE
    row = read(output)[0]
    assert (row["typology"], row["course.status"]) == (["Sure"], "recommended")
    assert row["rules.R-near"] == "cannot hold"


def test_without_the_extra(given: Path, book: str) -> None:
    """It is named, before anything else is looked at."""
    script = (
        "import sys; sys.modules['numpy'] = sys.modules['pyarrow'] = None; "
        "from triage.cli.command import run; sys.exit(run(sys.argv[1:]))"
    )
    asked = ("batch", str(given), "out.csv", "-r", book, "--as-of", str(DAY), "--lang", "en")
    done = subprocess.run(
        [sys.executable, "-c", script, *asked],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.returncode, "needs-tables" in done.stderr) == (Exit.UNABLE, True), done.stderr


def test_progress_is_told_in_the_language_asked_for(
    given: Path, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is counted beside the bar on a terminal."""
    told: list[str] = []

    def counted(items: Any, what: str, *_: Any) -> Any:
        told.append(what)
        return nullcontext(items)

    monkeypatch.setattr("triage.cli.batch.progress", counted)
    batch(given, given.with_name("out.jsonl"), book, "--lang", "sv")
    assert told == ["Rader"]


def test_against_another_version(given: Path, book: str, tmp_path: Path) -> None:
    """Every output that is another, as the library says of both, and what moves how often."""
    old = tmp_path / "old.yaml"
    text = (HEAD + SMALL).replace("at_least: 30", "at_least: 40").replace("  - {id: R-near", "  #")
    old.write_text(text, encoding="utf-8")
    output = tmp_path / "out.csv"
    result = batch(given, output, book, "--against", str(old), "--tell", "starts")
    assert result.exit == Exit.DONE
    expected = []
    for at, answers in enumerate(ANSWERS):
        one, other = (
            {
                f"{id_}.{what}": "|".join(each or "nothing" for each in said)
                for id_, found in load_rulebook(version)
                .assess(answers, as_of=DAY)
                .interventions.items()
                for what, said in (("status", found.possible), ("start", found.start.possible))
            }
            for version in (old, book)
        )
        expected += [
            {
                "row": str(at + 1),
                "case": "abcde"[at],
                "as_of": str(DAY),
                "output": name,
                "before": one[name],
                "after": other[name],
            }
            for name in one
            if one[name] != other[name]
        ]
    assert len(expected) > 3
    assert list(csv.DictReader(io.StringIO(output.read_text("utf-8")), delimiter=";")) == expected
    moved = len({each["row"] for each in expected})
    assert f"{moved} rows come out differently" in result.out


_KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from triage.cli.command import run
from triage.columns import sources

sources.LINES = 40
source, book, folder, kills = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
chance = random.Random(1)

def begun(target):
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        os._exit(run(("batch", source, str(target), "-r", book, "--as-of", "2026-11-22")))
    return child

def done(target):
    start = time.monotonic()
    assert os.waitpid(begun(target), 0)[1] == 0
    return time.monotonic() - start

takes = max(done(folder / f"whole{n}.{form}") for n in range(2) for form in ("csv", "parquet"))
killed = same = resumed = 0
# A few kills may all come too early or too late; that none ever leaves a part is a fault.
while killed < kills or not resumed and killed < 30 * kills:
    form = chance.choice(("csv", "parquet"))
    target = folder / f"out.{form}"
    while not target.exists():
        child = begun(target)
        time.sleep(chance.random() * takes * 1.2)
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] != 0
        resumed += any(folder.glob(".out.*.triage-batch/*.part"))
    done(target) if any(folder.glob(".out.*.triage-batch")) else None
    same += target.read_bytes() == (folder / f"whole0.{form}").read_bytes()
    assert target.read_bytes() == (folder / f"whole1.{form}").read_bytes()
    target.unlink()
done(folder / "whole-at-the-end.csv")  # sweeps what was being removed when it was killed
left = sorted(each.name for each in folder.iterdir() if not each.name.startswith("whole"))
print(killed, resumed, left)
"""


def test_killed_and_run_again(tmp_path: Path, book: str, size: SizeOf, counted: Count) -> None:
    """At any moment, over and over: in the end the same bytes, and nothing beside them."""
    source, folder = tmp_path / "in.csv", tmp_path / "out"
    source.write_text(_text(_written() * 100, ";"), encoding="utf-8")
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, source, book, folder, str(size("batch-kills"))],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    killed, resumed, left = done.stdout.split(maxsplit=2) if done.stdout else ("", "", done.stderr)
    assert left.strip() == "[]"
    assert int(resumed)
    counted("batches killed, and run again", int(killed))


def test_a_column_twice_is_named_by_whatever_parts_the_others(book: str, tmp_path: Path) -> None:
    """With a day for all rows none is needed: another delimiter must not read one long name."""
    file = tmp_path / "in.csv"
    file.write_text("case;wish;wish\nA-1;now;later\n", encoding="utf-8")
    refused = batch(file, tmp_path / "out.csv", book)
    assert (refused.exit, "has the column `wish` twice" in refused.err) == (Exit.INVALID, True)


def test_a_table_without_rows_is_named(book: str, tmp_path: Path) -> None:
    """By the name it was given."""
    file = tmp_path / "in.csv"
    file.write_text("case;wish\n", encoding="utf-8")
    refused = batch(file, tmp_path / "out.csv", book)
    assert f"`{file}`" in "".join(refused.err.split("\n"))
