"""`triage rules diff` as a method developer runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cli.exits import Exit
from triage.verify.diff import effort

BOOK = """\
rulebook: {id: small, version: 1.0.0, title: Small, language: en}
questions:
  goal: {kind: choice, values: [none, named], ask: Goal?, purpose: The typology}
  scope: {kind: choice, values: [open, only_this], ask: Scope?, asked_when: {goal: named}}
typologies:
  values: [no_goal, flexible, ambitious]
  rules:
    - {id: T-none, when: {goal: none}, then: no_goal}
    - {id: T-open, when: {scope: open}, then: flexible}
    - {id: T-one, when: {scope: only_this}, then: ambitious}
interventions: {mentor: {kind: support}}
recommendations:
  - {id: R-mentor, when: {typology: ambitious}, recommend: [mentor]}
"""
CASE = """\
as_of: 2026-07-01
answers: {goal: named, scope: only_this}
"""


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    """Return two versions; in the second, one goal is no less flexible than several."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BOOK, encoding="utf-8")
    new.write_text(BOOK.replace("then: ambitious", "then: flexible"), encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one-goal.yaml").write_text(CASE, encoding="utf-8")
    return str(old), str(new)


def test_a_page(
    versions: tuple[str, str], tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    """As it is written, as it comes out, and the cases that move."""
    result = triage("rules", "diff", *versions, "--cases", str(tmp_path / "cases"))
    assert (result.exit, result.err) == (Exit.DONE, "")
    old, new, *page = result.out.splitlines()
    assert (old, new) == tuple(
        f"{which}: rulebook small 1.0.0: {path}"
        for which, path in zip(("Old", "New"), versions, strict=True)
    )
    golden("diff.txt", "\n".join(line for line in page if "digest" not in line))
    assert all(len(line) <= 80 for line in page)


def test_nothing_moves(versions: tuple[str, str]) -> None:
    """The same version twice."""
    result = triage("rules", "diff", versions[0], versions[0])
    assert result.exit == Exit.DONE
    assert "The same for everybody." in result.out


def test_as_data(versions: tuple[str, str]) -> None:
    """Everything is in the document, exact counts and an assessment to open."""
    result = triage("rules", "diff", *versions, "--format", "json")
    found = json.loads(result.out)
    assert found["schema"] == "triage.rules-diff/1"
    (day,) = found["days"]
    first = day["movements"][0]
    assert (first["output"], first["before"], first["after"]) == (
        "typology",
        "ambitious",
        "flexible",
    )
    assert (first["count"], first["total"]) == (1, 3)
    assert first["assessment"]["answers"] == {"goal": "named", "scope": "only_this"}


@pytest.mark.parametrize("expect", [(), ("--expect", "declared.txt")])
def test_what_takes_too_long_is_named(
    versions: tuple[str, str],
    expect: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And the exit code is that of a limit, also where all that moves is declared."""
    monkeypatch.chdir(tmp_path)
    Path("declared.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(effort, "MOST_STEPS", 0)
    result = triage("rules", "diff", *versions, *expect)
    assert (result.exit, result.err) == (Exit.UNABLE, "")
    assert "Not compared, it takes too long: Typology" in result.out
    (day,) = json.loads(triage("rules", "diff", *versions, "--format", "json").out)["days"]
    assert day["not_compared"][:2] == ["typology", "mentor.status"]


def test_what_is_not_declared_fails(versions: tuple[str, str], tmp_path: Path) -> None:
    """Movements are declared a line each."""
    declared = tmp_path / "expected.txt"
    declared.write_text("# one goal counts as flexible now\ntypology: ambitious -> flexible\n")
    result = triage("rules", "diff", *versions, "--expect", str(declared))
    assert result.exit == Exit.FAILED
    assert "Not declared" in result.out
    assert "  - mentor.status: recommended -> not_suggested" in result.out
    more = "mentor.status: recommended -> not_suggested\nmentor.start: now -> nothing\n"
    declared.write_text(declared.read_text() + more)
    result = triage("rules", "diff", *versions, "--expect", str(declared))
    assert (result.exit, result.out.split("\n\n")[-2].splitlines()[-1]) == (
        Exit.DONE,
        "  Everything that moves is declared.",
    )


def test_what_is_new_and_not_there_for_somebody_is_no_movement(tmp_path: Path) -> None:
    """Only those a new intervention is for have to be declared; JSON has nobody else either."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BOOK, encoding="utf-8")
    recommended = "  - {id: R-choir, when: {typology: flexible}, recommend: [choir]}\n"
    with_choir = BOOK.replace(
        "{mentor: {kind: support}}", "{mentor: {kind: support}, choir: {kind: life}}"
    )
    new.write_text(with_choir + recommended, encoding="utf-8")
    declared = tmp_path / "declared.txt"
    declared.write_text("choir.status: nothing -> recommended\nchoir.start: nothing -> now\n")
    result = triage(
        *("rules", "diff", str(old), str(new), "--expect", str(declared), "--format", "json")
    )
    found = json.loads(result.out)
    (day,) = found["days"]
    assert (result.exit, found["undeclared"]) == (Exit.DONE, [])
    assert [(each["before"], each["after"]) for each in day["movements"]] == [
        ("nothing", "recommended"),
        ("nothing", "now"),
    ]
    assert [each["after"] for each in day["reasons"]] == ["holds"]


def test_a_version_in_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision, with a path or that of the new version."""
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(BOOK)
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *arguments], check=True)
    Path("old.yaml").write_text(BOOK.replace("{scope: open}", "{scope: {not: only_this}}"))
    for old in ("HEAD:old.yaml", "HEAD"):
        result = triage("rules", "diff", old, "old.yaml")
        assert (result.exit, result.err) == (Exit.DONE, "")
        assert "Typology rule T-open: changed" in result.out
        assert "Before: When: scope: open\n" in result.out
        assert "Now: When: scope: not only_this\n" in result.out
        assert "The same for everybody." in result.out


def test_no_such_version(versions: tuple[str, str]) -> None:
    """It is said what there could be."""
    result = triage("rules", "diff", "no-such:thing.yaml", versions[1])
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "REVISION:PATH" in result.err


ROWS = """\
{"as_of": "2026-07-01", "answers": {"goal": "named", "scope": "only_this"}}
{"as_of": "2026-07-01", "answers": {"goal": "named", "scope": "only_this"}}
{"as_of": "2026-07-01", "answers": {"goal": "none"}}
{"as_of": "2026-07-01", "answers":
{"answers": {"goal": "named"}}
{"as_of": "2026-07-01", "answers": {"goal": "named"}}
"""


def test_stored_assessments(versions: tuple[str, str], tmp_path: Path) -> None:
    """Rows are counted, half-answered ones too; those that hold none are numbered, never shown."""
    table = tmp_path / "stored.jsonl"
    table.write_text(ROWS, encoding="utf-8")
    result = triage("rules", "diff", *versions, "--table", str(table))
    assert (result.exit, result.err) == (Exit.DONE, "")
    said = result.out.split("Stored assessments")[1]
    assert said.startswith("\n  3 of 4 come out differently\n")
    assert "  - Typology, from ambitious to flexible: 2\n" in said
    assert "  - Typology, from ambitious or flexible to flexible: 1\n" in said
    assert "  2 rows hold no assessment: 4, 5\n" in said


def test_stored_as_parquet(versions: tuple[str, str], tmp_path: Path) -> None:
    """The same from a Parquet file with a JSON text in each row."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = tmp_path / "stored.parquet"
    parquet.write_table(pyarrow.table({"assessment": ROWS.splitlines()}), table)
    result = triage("rules", "diff", *versions, "--table", str(table), "--format", "json")
    assert json.loads(result.out)["table"]["unreadable"] == [4, 5]
    other = tmp_path / "other.parquet"
    parquet.write_table(pyarrow.table({"something": ["x"]}), other)
    result = triage("rules", "diff", *versions, "--table", str(other))
    assert (result.exit, result.out) == (Exit.INVALID, "")


def test_stored_by_column(versions: tuple[str, str], tmp_path: Path) -> None:
    """The same from a Parquet file with a column for each question; a missing day is told."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    day = date(2026, 7, 1)
    columns = {
        "case": ["a", "b", "c", "d", "e"],
        "as_of": [day, day, day, None, day],
        "goal": ["named", "named", "none", "named", "named"],
        "scope": ["only_this", "only_this", None, None, "unknown"],
    }
    table = tmp_path / "stored.parquet"
    parquet.write_table(pyarrow.table(columns), table)
    result = triage("rules", "diff", *versions, "--table", str(table))
    assert (result.exit, result.err) == (Exit.DONE, "")
    said = result.out.split("Stored assessments")[1]
    assert said.startswith("\n  3 of 4 come out differently\n")
    assert "  - Typology, from ambitious to flexible: 2\n" in said
    assert "  - Typology, from ambitious or flexible to flexible: 1\n" in said
    assert "  1 row holds no assessment: 4\n" in said
    parquet.write_table(pyarrow.table({**columns, "scopes": [1] * 5}), table)
    result = triage("rules", "diff", *versions, "--table", str(table))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "column 5" in result.err
    assert "nearest: `scope`" in result.err


def test_parquet_without_pyarrow(
    versions: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = tmp_path / "stored.parquet"
    table.write_bytes(b"")
    result = triage("rules", "diff", *versions, "--table", str(table))
    assert (result.exit, result.out) == (Exit.UNABLE, "")
    assert "triage-rules[tables]" in result.err


def test_movements_for_programs(versions: tuple[str, str], tmp_path: Path) -> None:
    """As SARIF and annotations, each at its place: notes, and errors where one is not declared."""
    for form, loud in (("sarif", '"level": "error"'), ("github", "::error")):
        quiet = triage("rules", "diff", *versions, "--format", form)
        assert (quiet.exit, quiet.err) == (Exit.DONE, "")
        assert "comes-out-differently" in quiet.out
        assert loud not in quiet.out
        (tmp_path / "expect.txt").write_text("")
        failing = triage(
            *("rules", "diff", *versions, "--format", form),
            *("--expect", str(tmp_path / "expect.txt")),
        )
        assert failing.exit == Exit.FAILED
        assert loud in failing.out
