"""`triage batch`: labels in the place of ids, and texts for programs that take no UTF-8."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Result, triage
from tests.engine.small import HEAD
from triage.cli.exits import Exit

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")
parquet = pytest.importorskip("pyarrow.parquet")

DAY = "2026-11-22"
OUTCOMES = ["exact", "typology", "mentor.status"]
BOOK = """
questions:
  wish:
    kind: choice
    values: {now: Med det samme, soon: Ja – senere, later: Senere, never: senere, last: Soon}
    ask: Hvornår?
  ready: {kind: yes_no, ask: Klar?}
  kinds:
    kind: set
    values: {clean: Gøre rent, drive: Køre, both: 'Gøre rent, køre', none: Ingenting}
    ask: Hvad?
  job: {kind: lookup, table: jobs, ask: Hvilket job?}
  busy: {kind: yes_no, ask: Travlt?}
  goals: {kind: list, max: 2, ask: Hvilke?, item: {near: {kind: yes_no, ask: Tæt på?}}}
  words: {kind: text, ask: Hvad vil du sige?, used_for: [people]}
tables:
  jobs:
    columns: [busy]
    rows: {cook: {label: Kok, busy: no}, chef: {label: Kok, code: "3434", busy: yes}}
interventions: {mentor: {kind: talk}}
typologies:
  policy: unique
  values: {sure: Sikker – næsten, unsure: Usikker → måske}
  rules:
    - {id: T-sure, when: {wish: now}, then: sure}
    - {id: T-unsure, when: {wish: {not: now}}, then: unsure}
recommendations:
  - {id: R-one, when: {kinds: {includes: clean}}, recommend: [mentor]}
  - {id: R-two, when: {busy: yes, ready: yes}, recommend: [mentor]}
  - {id: R-three, when: {goals: {some: {near: yes}}}, recommend: [mentor]}
"""
LABELS: dict[str, list[Any]] = {
    "wish": ["Med det samme", "ja  – SENERE", "now", "ved ikke endnu", None],
    "ready": ["Ja", "nej", "vil helst ikke svare", "yes", None],
    "kinds": ["gøre rent, ingenting", "ingen", "Køre", "drive,clean", "declined"],
    "job": ["Kok (3434)", "cook", None, "chef", "Ved ikke endnu"],
    "goals": [1, 2, 0, 1, None],
    "goals.1.near": ["Nej", "JA", None, "no", None],
    "words": ["Ja", "Senere", "ingen", None, "Kok"],
}
IDS: dict[str, list[Any]] = {
    "wish": ["now", "soon", "now", "unknown", None],
    "ready": ["yes", "no", "declined", "yes", None],
    "kinds": [["clean", "none"], [], ["drive"], ["drive", "clean"], None],
    "job": ["chef", "cook", None, "chef", None],
    "goals": [1, 2, 0, 1, None],
    "goals.1.near": ["no", "yes", None, "no", None],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the rulebook."""
    file = tmp_path_factory.mktemp("book") / "small.yaml"
    file.write_text(HEAD + BOOK, encoding="utf-8")
    return str(file)


def batch(source: Path, target: Path, book: str, *more: str) -> Result:
    """Run the command for one day."""
    return triage("batch", str(source), str(target), "-r", book, "--as-of", DAY, *more)


def stored(file: Path, columns: dict[str, list[Any]]) -> Path:
    """Write columns in the form the name of a file asks for; return it."""
    if file.suffix == ".parquet":
        parquet.write_table(pa.table(columns), file)
    elif file.suffix == ".jsonl":
        every = [
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ]
        for each in every:
            many, near = each.pop("goals", None), each.pop("goals.1.near", None)
            if many is not None:
                each["goals"] = [{"near": near}, {}][:many]
        file.write_text("".join(f"{json.dumps(each)}\n" for each in every), encoding="utf-8")
    else:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
        file.write_text(text.getvalue(), encoding="utf-8")
    return file


def assessed(source: Path, book: str, *more: str) -> list[dict[str, Any]]:
    """Return what rows come to."""
    output = source.with_name(f"{source.name}-out.parquet")
    assert batch(source, output, book, *more).exit == Exit.DONE
    return list(parquet.read_table(output).select(OUTCOMES).to_pylist())


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_labels_in(tmp_path: Path, book: str, form: str) -> None:
    """Labels, ids, reasons, and sets of labels in which there are commas: as their ids."""
    expected = assessed(stored(tmp_path / "ids.parquet", IDS), book)
    labels = dict(LABELS)
    if form == "jsonl":  # there, sets are lists
        labels["kinds"] = [["Gøre rent", "ingenting"], [], ["køre"], ["drive", "clean"], "declined"]
    found = assessed(stored(tmp_path / f"labels.{form}", labels), book, "--labels-in")
    assert found == expected
    assert {row["typology"][0] for row in found} == {"sure", "unsure"}


def test_lists_of_labels(tmp_path: Path, book: str) -> None:
    """Of Arrow, a set is a list: each member is a label."""
    kinds = [["Køre", "Gøre rent"], ["Gøre rent, køre"], []]
    labels = stored(tmp_path / "labels.parquet", {"kinds": kinds})
    ids = stored(tmp_path / "ids.parquet", {"kinds": [["drive", "clean"], ["both"], []]})
    assert assessed(labels, book, "--labels-in") == assessed(ids, book)


def test_labels_of_another_language(tmp_path: Path, book: str) -> None:
    """Words that are not the rulebook's are in the language asked for."""
    file = stored(tmp_path / "in.csv", {"wish": ["Med det samme"], "ready": ["Yes"]})
    as_ids = stored(tmp_path / "ids.csv", {"wish": ["now"], "ready": ["yes"]})
    assert assessed(file, book, "--labels-in", "--lang", "en") == assessed(as_ids, book)


SEVERAL: dict[str, list[Any]] = {
    "wish": ["Senere", "now", "Soon", "now", "now", "now", "Aldrig"],
    "kinds": [None, "Gøre rent, køre", None, "Ingenting", "Køre, køre", "Køre, ingen", None],
    "job": [None, None, None, "Kok", None, None, None],
}
PROBLEMS = [
    "wish;label-of-several",  # two values have it
    "kinds;label-of-several",  # a member with a comma, or two members
    "wish;label-of-several",  # the id of one, and the label of another
    "job;label-of-several",
    "kinds;wrong-answer",
    "kinds;wrong-answer",
    "wish;wrong-answer",
]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_several_are_called(tmp_path: Path, book: str, form: str) -> None:
    """Nobody can tell which is meant: the row is left out, and told by its column and a code."""
    source, output = stored(tmp_path / f"in.{form}", SEVERAL), tmp_path / "out.csv"
    result = batch(source, output, book, "--labels-in")
    assert result.exit == Exit.INVALID
    told = output.with_name("out.csv.problems.csv").read_text("utf-8").splitlines()[1:]
    if form == "csv":
        assert told == [f"{row};{each}" for row, each in enumerate(PROBLEMS, start=2)]
    else:  # there, sets are lists: a text is none
        alone = [each for each in enumerate(PROBLEMS, start=1) if not each[1].startswith("kinds")]
        assert [each for each in told if "kinds" not in each] == [
            f"{row};{each}" for row, each in alone
        ]
    assert output.read_text("utf-8").count("\n") == 1  # the names of columns alone


def test_a_path_in_a_line(tmp_path: Path, book: str) -> None:
    """In lines, answers about items are nested: a path is the name of no question."""
    source = tmp_path / "in.jsonl"
    source.write_text(f"{json.dumps({'goals': 1, 'goals.1.near': 'Nej'})}\n", encoding="utf-8")
    assert batch(source, tmp_path / "out.csv", book, "--labels-in").exit == Exit.INVALID
    told = (tmp_path / "out.csv.problems.csv").read_text("utf-8")
    assert "unknown-question" in told


def test_labels_are_read_where_it_is_asked(tmp_path: Path, book: str) -> None:
    """Else they are no answers."""
    source = stored(tmp_path / "in.csv", {"wish": ["Med det samme", "now"]})
    assert batch(source, tmp_path / "out.csv", book).exit == Exit.INVALID
    assert "2;wish;" in (tmp_path / "out.csv.problems.csv").read_text("utf-8")


def test_windows(tmp_path: Path, book: str) -> None:
    """Bytes of Windows-1252, decimals behind a comma; a cell that has no bytes loses its row."""
    names = ["Ærø – “x”", "€ 5", "Đorđe", "søster", None]
    columns: dict[str, list[Any]] = {
        "case": names,
        "pay": [1.5, None, 2.0, -1234.25, 0.0],
        "wish": ["now"] * 5,
    }
    source, output = stored(tmp_path / "in.parquet", columns), tmp_path / "out.csv"
    options = ("--keep", "pay", "--format", "csv-1252", "--labels", "--lang", "da")
    assert batch(source, output, book, *options).exit == Exit.INVALID
    problems = output.with_name("out.csv.problems.csv").read_text("utf-8").splitlines()
    assert problems == ["row;column;code", "3;case;cell-beyond-windows-1252"]
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("cp1252")), delimiter=";"))
    assert [(row["row"], row["case"], row["pay"]) for row in rows] == [
        ("1", "Ærø – “x”", "1,5"),
        ("2", "€ 5", ""),
        ("4", "søster", "-1234,25"),
        ("5", "", "0"),
    ]
    assert {row["typology"] for row in rows} == {"Sikker – næsten"}


def test_windows_and_what_is_in_lists(tmp_path: Path, book: str) -> None:
    """A cell is looked at as it is written, whatever kind it is: none stops the other rows."""
    columns: dict[str, list[Any]] = {
        "wish": ["now"] * 5,
        "jobs": [["Kok", "Sømand"], ["Đorđe"], None, ["a", None], []],
        "pay": [[1.5, 2.0], [], None, [], [0.25]],
        "told": [{"by": "Ærø"}, {"by": "x"}, {"by": "Đ"}, None, None],
        "both": [[["ø"]], [], None, [["→"]], [[]]],
    }
    source, output = stored(tmp_path / "in.parquet", columns), tmp_path / "out.csv"
    keep = [each for name in ("jobs", "pay", "told", "both") for each in ("--keep", name)]
    assert batch(source, output, book, "--format", "csv-1252", *keep).exit == Exit.INVALID
    code = "cell-beyond-windows-1252"
    assert output.with_name("out.csv.problems.csv").read_text("utf-8").splitlines() == [
        "row;column;code", f"2;jobs;{code}", f"3;told;{code}", f"4;both;{code}",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("cp1252")), delimiter=";"))
    assert [[row[each] for each in ("row", "jobs", "pay", "told", "both")] for row in rows] == [
        ["1", "Kok|Sømand", "1,5|2", '{"by": "Ærø"}', '[["ø"]]'],
        ["5", "", "0,25", "", "[[]]"],
    ]


@pytest.mark.parametrize(
    ("columns", "more", "place"),
    [
        ({"wish": ["now", "later"]}, ("--labels",), "row 2: column `typology`"),
        ({"wish": ["now"], "Đ": [1]}, ("--keep", "Đ"), "row 0: column `Đ`"),
    ],
)
def test_labels_and_names_windows_does_not_have(
    tmp_path: Path, book: str, columns: dict[str, list[Any]], more: tuple[str, ...], place: str
) -> None:
    """They are no fault of a row: nothing is written, and the place is told."""
    source, output = stored(tmp_path / "in.parquet", columns), tmp_path / "out.csv"
    result = batch(source, output, book, "--format", "csv-1252", *more)
    assert result.exit == Exit.INVALID
    assert "cell-beyond-windows-1252" in result.err
    assert place in result.err
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]
