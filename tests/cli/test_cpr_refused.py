"""A CPR number for an id refuses what holds it, wherever a command reads one, and is not repeated.

The numbers are made up and belong to nobody.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import BOOK, OPEN, Result, triage
from tests.cli.test_find_exclusions import run, written
from triage.cli.exits import Exit

DISGUISED = ("010190-1234", "101901234", "101901234.0", "'0101901234", "CPR 010190\u20131234-01")
DAY = date(2026, 7, 1)


def assert_refused(result: Result, number: str, code: str = "id-like-cpr") -> None:
    """Nothing is done, and nothing of the number is told."""
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert f"[{code}]" in result.err
    assert number not in result.err
    assert "1901234" not in result.err


@pytest.mark.parametrize("number", DISGUISED, ids=range(len(DISGUISED)))
@pytest.mark.parametrize("which", ["courses", "income", "protected", "crisis"])
def test_find(tmp_path: Path, which: str, number: str) -> None:
    """In all four tables."""
    head = {"courses": "person,ended", "income": "person,month,income"}.get(which, "person")
    rest = {"courses": ",2026-03-31", "income": ",2026-09,nej"}.get(which, "")
    result = run(tmp_path, written(tmp_path, ("A-1",), **{which: f"{head}\n{number}{rest}\n"}))
    assert_refused(result, number)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", DISGUISED[:2], ids=range(2))
def test_report(tmp_path: Path, number: str) -> None:
    """In the table of participants, in a row with too many cells too."""
    table = tmp_path / "t.csv"
    for more in ("", ","):
        table.write_text(
            f"case,record,from\n{number},taking_part,2021-02-01{more}\n", encoding="utf-8"
        )
        assert_refused(triage("programme", "report", "herning-2019", str(table)), number)


@pytest.mark.parametrize("number", DISGUISED, ids=range(len(DISGUISED)))
def test_a_case_file(tmp_path: Path, number: str) -> None:
    """As the id of the case, in YAML and in JSON, and as the name of the file."""
    written_ = json.dumps(number)
    texts = {"case.yaml": f"case: {written_}\nanswers: {{}}\n"}
    texts["case.json"] = f'{{"case": {written_}, "answers": {{}}}}'
    texts[f"{number}.yaml"] = "answers: {}\n"
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        for command in ("assess", "interview"):
            result = triage(command, str(tmp_path / name), "-r", BOOK, given=b"")
            assert_refused(result, number, "case-like-cpr")


@pytest.mark.parametrize("number", DISGUISED, ids=range(len(DISGUISED)))
def test_an_interview_to_be_kept(tmp_path: Path, number: str) -> None:
    """No file is named by one."""
    file = tmp_path / f"{number}.yaml"
    assert_refused(triage("interview", OPEN, "-r", BOOK, "-o", str(file)), number, "case-like-cpr")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", DISGUISED, ids=range(len(DISGUISED)))
def test_stored_assessments(tmp_path: Path, number: str) -> None:
    """In JSON Lines: the table is refused, not the row."""
    rows = [{"case": "a", "as_of": "2026-07-01", "answers": {}}]
    rows.append({"case": number, "as_of": "2026-07-01", "answers": {}})
    table = tmp_path / "stored.jsonl"
    table.write_text("".join(f"{json.dumps(each)}\n" for each in rows), encoding="utf-8")
    assert_refused(triage("rules", "diff", BOOK, BOOK, "--table", str(table)), number)


@pytest.mark.parametrize("numbers", [[number] for number in DISGUISED] + [[None, 101901234.0]])
def test_stored_by_column(tmp_path: Path, numbers: list[object]) -> None:
    """In Parquet, texts and floats: the row is named."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = tmp_path / "stored.parquet"
    columns = {"case": numbers, "as_of": [DAY for _ in numbers]}
    parquet.write_table(pyarrow.table(columns), table)
    result = triage("rules", "diff", BOOK, BOOK, "--table", str(table))
    assert_refused(result, str(numbers[-1]))
    assert f"row {len(numbers)} of" in result.err
