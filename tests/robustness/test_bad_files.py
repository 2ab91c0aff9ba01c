"""Files that are no rulebook and no case: a diagnostic that can be shown, and soon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import triage
from tests.robustness.bad_files import CONTENTS, HEAD
from tests.robustness.endings import assert_showable, at_most
from triage.cases.case_file import read_case
from triage.diagnostics import (
    MOST_PROBLEMS,
    InvalidAssessment,
    RulebookError,
    Severity,
    Sources,
)
from triage.language.load import check, load

SOON = 30.0
"""Seconds. Everything here takes less than three where nothing else runs."""

BOOK = triage.load_rulebook(Path(__file__).parents[1] / "present" / "book")


@pytest.fixture(params=CONTENTS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file with one of the contents."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(CONTENTS[request.param])
    return path


def test_as_a_rulebook(file: Path) -> None:
    """Loading it refuses with what checking it says."""
    sources = Sources()
    with at_most(SOON):
        found = check(file, sources)
        assert_showable(found, sources)
        with pytest.raises(RulebookError) as refused:
            load(file)
    errors = [each for each in found if each.severity is Severity.ERROR]
    assert [each.code for each in refused.value.diagnostics] == [each.code for each in errors]


def test_as_a_translation(file: Path, tmp_path: Path) -> None:
    """A broken translation is told by checking, and when somebody asks for it."""
    folder = tmp_path / "book"
    (folder / "texts").mkdir(parents=True)
    (folder / "rulebook.yaml").write_text(HEAD, encoding="utf-8")
    file.rename(folder / "texts" / "sv.yaml")
    with at_most(SOON):
        sources = Sources()
        assert_showable(check(folder, sources), sources)
        book = load(folder)
        try:
            book.texts.get("rulebook.title", "sv")
        except RulebookError as refused:
            assert_showable(refused.diagnostics)


def test_as_a_case(file: Path) -> None:
    """It is refused as a file, or for what it answers."""
    sources = Sources()
    with at_most(SOON), pytest.raises(InvalidAssessment) as refused:
        BOOK.assess(read_case(file, sources).assessment, as_of="2026-11-22")
    assert_showable(refused.value.diagnostics, sources)
    assert len(str(refused.value)) < 1_000


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("a long key", {"no-head", "long-key"}),
        ("directives", {"too-many-directives"}),
        ("nested lists", {"too-deep"}),
        ("nested mappings", {"too-deep"}),
        ("unknown keys", {"unknown-section", "too-many-problems"}),
        ("the same key", {"duplicate-key", "too-many-problems"}),
    ],
)
def test_reading_stops(content: str, codes: set[str], tmp_path: Path) -> None:
    """Where going on would take a day, or nobody would read what is said, it ends."""
    file = tmp_path / "bad.yaml"
    file.write_bytes(CONTENTS[content])
    found = check(file)
    assert {each.code for each in found} == codes
    assert len(found) <= MOST_PROBLEMS + 1


def test_as_many_problems_as_are_told(tmp_path: Path) -> None:
    """One more than that, and the last says so; warnings refuse nothing, however many."""
    file = tmp_path / "rulebook.yaml"
    for count in (MOST_PROBLEMS, MOST_PROBLEMS + 1, 2 * MOST_PROBLEMS):
        keys = "".join(f"k{number}: 1\n" for number in range(count))
        file.write_text(HEAD + keys, encoding="utf-8")
        told = [each.code for each in check(file) if each.severity is Severity.ERROR]
        assert len(told) == min(count, MOST_PROBLEMS + 1)
        assert (told[-1] == "too-many-problems") == (count > MOST_PROBLEMS)
        kinds = "".join(f"  i{number}: {{kind: k}}\n" for number in range(count))
        file.write_text(f"{HEAD}interventions:\n{kinds}", encoding="utf-8")
        warned = [each.code for each in check(file)]
        assert len(warned) == MOST_PROBLEMS + 1
        assert warned[-1] == "too-many-problems"
        assert len(load(file).interventions) == count


@pytest.mark.parametrize("kind", ["nothing", "a folder", "a loop", "a dead end", "locked"])
def test_what_is_no_file(kind: str, tmp_path: Path) -> None:
    """Folders, links that lead nowhere and files nobody may read are named."""
    path = tmp_path / "bad.yaml"
    match kind:
        case "a folder":
            path.mkdir()
        case "a loop":
            path.symlink_to("bad.yaml")
        case "a dead end":
            path.symlink_to("nowhere.yaml")
        case "locked":
            path.write_text(HEAD, encoding="utf-8")
            path.chmod(0)
            if os.access(path, os.R_OK):
                pytest.skip("this user may read everything")
    with pytest.raises(RulebookError) as refused:
        load(path)
    assert [each.code for each in refused.value.diagnostics] in (
        ["unreadable-file"],
        ["empty-folder"],
    )
    assert_showable(refused.value.diagnostics)
    with pytest.raises(InvalidAssessment) as invalid:
        read_case(path)
    assert [each.code for each in invalid.value.diagnostics] == ["unreadable-file"]


def test_folders_hold_what_they_hold(tmp_path: Path) -> None:
    """Beside a rulebook that loads, nothing that is no file of it does harm."""
    (tmp_path / "rulebook.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "texts").symlink_to(".")
    with at_most(SOON):
        assert load(tmp_path).id == "small"
        assert_showable(check(tmp_path))


@pytest.mark.parametrize("extends", ["../../../..", "/", "/dev/null", "\0", "x" * 5_000, "."])
def test_what_extends_nothing(extends: str, tmp_path: Path) -> None:
    """A rulebook can name any path as what it extends; none does harm."""
    head = {"id": "small", "version": "1", "extends": extends}
    text = ", ".join(f"{key}: {quoted(value)}" for key, value in head.items())
    (tmp_path / "rulebook.yaml").write_text(f"rulebook: {{{text}}}\n", encoding="utf-8")
    with at_most(SOON), pytest.raises(RulebookError) as refused:
        load(tmp_path)
    assert_showable(refused.value.diagnostics)


def quoted(text: str) -> str:
    """Write a text in double quotes, as YAML and JSON both read it."""
    return '"' + text.replace("\0", "\\u0000") + '"'
