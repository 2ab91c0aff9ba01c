"""`triage erase`: a case overwritten and removed, on a ground that was chosen, and what is said."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.killing import erased_at_every_step
from tests.cli.running import Exit, Result, triage
from tests.cli.talks import piped
from triage.cli.edit_journal import JOURNAL
from triage.cli.file_lock import hold
from triage.journal.events import Ground

Golden = Callable[[str, str], None]
SAVED = "case: anna-1\nanswers: {own_words: planted}\n"
LEFT = f".triage-{'0' * 32}.tmp"
NOW = ("--ground", "transferred", "--yes")


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save a case, and stand beside it."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.yaml"
    file.write_text(SAVED, encoding="utf-8")
    return file


def erase(*more: str, typed: str = "") -> Result:
    """Erase the case."""
    return triage("erase", "a.yaml", *more, given=typed.encode())


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(each.name for each in folder.iterdir())


# --- what is said, and what is asked


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_what_is_said(golden: Golden, saved: Path, language: str) -> None:
    """What goes, what may forbid it, the grounds, what was done, and what is out of reach."""
    for name in ("a.yaml~", LEFT):
        (saved.parent / name).write_text(SAVED)
    (saved.parent / "other.yaml").write_text(SAVED)
    result = erase("--lang", language, typed="2\nja\n")
    assert (result.exit, result.err) == (Exit.DONE, "")
    out = re.sub(r"\d+\.? \w+ \d{4}(: 3)", r"…\1", result.out)
    golden(f"erase.{language}.txt", out)
    assert names(saved.parent) == ["other.yaml"]


@pytest.mark.parametrize("typed", ["", "\n", "9\n", "0\n", "samtykke\n", "consent\nj\n"])
def test_no_ground(saved: Path, typed: str) -> None:
    """Nothing is erased on none, nor on consent: it was never the basis."""
    result = erase(typed=typed)
    assert result.exit == Exit.FAILED
    assert result.out.endswith("Intet er slettet.\n")
    assert saved.read_text() == SAVED


@pytest.mark.parametrize("typed", ["", "\n", "n\n", "nej\n", "x\n"])
def test_nothing_is_erased_without_a_yes(saved: Path, typed: str) -> None:
    """The end of the input is none."""
    result = erase("--ground", "mistake", typed=typed)
    assert (result.exit, saved.read_text()) == (Exit.FAILED, SAVED)


@pytest.mark.parametrize("ground", [*Ground])
def test_every_ground(saved: Path, ground: Ground) -> None:
    """It is chosen by its code or its number, and told afterwards without a word of the case."""
    number = list(Ground).index(ground) + 1
    for typed in (f"{ground}\ny\n", f"{number}\ny\n"):
        saved.write_text(SAVED)
        assert erase(typed=typed).exit == Exit.DONE
        assert names(saved.parent) == []


def test_a_repository_is_said(saved: Path) -> None:
    """What was committed stays."""
    (saved.parent / ".git").mkdir()
    assert "stands in a repository" in " ".join(erase(*NOW, "--lang", "en").out.split())


# --- what is done


@pytest.mark.usefixtures("saved")
def test_the_content_is_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, before the file is cut to nothing and removed."""
    synced, sync = [], os.fsync

    def spied(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            synced.append(os.pread(handle, 10_000, 0))
        sync(handle)

    monkeypatch.setattr(os, "fsync", spied)
    assert erase(*NOW).exit == Exit.DONE
    assert [len(each) for each in synced] == [len(SAVED), 0]
    assert b"planted" not in synced[0]


def test_what_has_another_name_is_not_overwritten(saved: Path) -> None:
    """It may be somebody's backup; that it is there is said."""
    os.link(saved, saved.parent / "kept")
    result = erase(*NOW, "--lang", "en")
    assert result.exit == Exit.DONE
    assert "a.yaml was removed but not overwritten" in result.out
    assert (saved.parent / "kept").read_text() == SAVED
    assert names(saved.parent) == ["kept"]


def test_a_link_goes_with_what_it_leads_to(saved: Path) -> None:
    """Both are gone."""
    (saved.parent / "folder").mkdir()
    saved.rename(saved.parent / "folder" / "real.yaml")
    saved.symlink_to("folder/real.yaml")
    assert erase(*NOW).exit == Exit.DONE
    assert names(saved.parent) == ["folder"]
    assert names(saved.parent / "folder") == []


@pytest.mark.parametrize("place", [".", "rules/small"])
def test_a_change_that_was_broken_off(saved: Path, place: str) -> None:
    """It is finished first, so that nothing brings the case back; its journals hold nothing.

    They stand beside the case, or beside the rules that were changed with it.
    """
    folder = (saved.parent / place).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    other = folder / "rulebook.yaml"
    other.write_text("old")
    files = [
        {"file": str(saved), "before": SAVED, "after": f"{SAVED}notes: []\n", "like": None},
        {"file": str(other), "before": "old", "after": "new", "like": None},
    ]
    document = {"schema": "triage.edits/1", "what": "rename", "places": [str(folder)]}
    journal = folder / JOURNAL
    journal.write_text(json.dumps({**document, "files": files}))
    held = os.open(journal, os.O_RDONLY)
    assert erase(*NOW).exit == Exit.DONE
    assert os.fstat(held).st_size == 0
    os.close(held)
    assert not saved.exists()
    assert (names(folder), other.read_text()) == (["rulebook.yaml"], "new")


def test_what_is_being_written_is_left_alone(saved: Path) -> None:
    """It is another's, and not left by a crash."""
    (saved.parent / LEFT).write_text("now")
    handle = os.open(saved.parent / LEFT, os.O_RDWR)
    hold(handle)
    assert erase(*NOW).exit == Exit.DONE
    os.close(handle)
    assert names(saved.parent) == [LEFT]


def test_killed_at_every_step(tmp_path: Path) -> None:
    """The case is whole or gone, and the same command once more ends what was begun."""
    found = erased_at_every_step(tmp_path)
    assert found["whole"] > 5
    assert found["gone"] > 3
    assert (found["torn"], found["readable"], found["not ended"]) == (0, 0, 0)


# --- what is refused


def test_an_interview_that_goes_on(tmp_path: Path) -> None:
    """It would be saved again a moment later."""
    with piped(tmp_path, "-o", "meeting.yaml") as running:
        running.until("Svar: ")
        running.type("1\n")
        running.until("Svar: ")
        result = triage("erase", str(tmp_path / "meeting.yaml"), *NOW)
        assert (result.exit, result.out) == (Exit.INVALID, "")
        assert "in-use" in result.err
    assert (tmp_path / "meeting.yaml").exists()


@pytest.mark.parametrize("content", ["", "rulebook: {id: x}\n", "key\n", "my answers: none\n"])
def test_what_is_no_case(saved: Path, content: str) -> None:
    """Whatever else is named by mistake stays."""
    saved.write_text(content)
    result = erase(*NOW)
    assert (result.exit, result.out, saved.read_text()) == (Exit.INVALID, "", content)
    assert "erase-not-a-case" in result.err


@pytest.mark.parametrize(
    "content", ["answers: {own_words: 'planted\n", '{"answers": {', SAVED[:30]]
)
def test_a_damaged_case_can_be_erased(saved: Path, content: str) -> None:
    """Nothing of it is shown."""
    saved.write_text(content)
    result = erase(*NOW)
    assert (result.exit, names(saved.parent)) == (Exit.DONE, [])
    assert "planted" not in result.out + result.err


def test_a_file_named_by_a_cpr_number(saved: Path) -> None:
    """It should never have been kept, so it can be erased; the number is not shown."""
    saved.rename(saved.with_name("010190-1234.yaml"))
    result = triage("erase", "010190-1234.yaml", *NOW)
    assert (result.exit, names(saved.parent)) == (Exit.DONE, [])
    assert "010190" not in result.out + result.err


def test_what_is_not_there(saved: Path) -> None:
    """It is said, and so it is of standard input; what a crash left beside it can be removed."""
    assert triage("erase", "b.yaml", *NOW).exit == Exit.INVALID
    assert triage("erase", "-", *NOW).exit == Exit.USAGE
    (saved.parent / LEFT).write_text(SAVED)
    result = triage("erase", "b.yaml", *NOW, "--lang", "en")
    assert (result.exit, names(saved.parent)) == (Exit.DONE, ["a.yaml"])
    assert "b.yaml is not there" in result.out
