"""`triage rules rename`: all of it or nothing, and what is said of it."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.killing import together
from tests.cli.running import ROOT, Exit, triage
from tests.counts import Count
from tests.sizes import SizeOf
from triage.cases.case_file import read_case
from triage.cases.confirmations import Confirmation, case_digest, confirmations_text
from triage.cli import atomic_write, edit_journal
from triage.cli.edit_journal import JOURNAL, Rewritten, rewrite
from triage.cli.folder import Folder
from triage.diagnostics import TriageError

OFFICE = ROOT / "tests" / "authoring" / "office"
Golden = Callable[[str, str], None]
Contents = dict[Path, bytes]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a rulebook, one that extends it, and their cases; we stand in it."""
    shutil.copytree(OFFICE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> Contents:
    """Return what the files of a folder hold."""
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.usefixtures("office")
def test_what_is_said(language: str, golden: Golden) -> None:
    """Where there is another name, what goes along with it, and what was proved."""
    said = ""
    for names in (["wish.never", "not_ever", "--dry-run"], ["question:wish", "want"]):
        result = triage("rules", "rename", *names, "rules/office", "--lang", language)
        assert (result.exit, result.err) == (Exit.DONE, "")
        said += f"{result.out}\n"
    golden(f"rename.{language}.txt", said)


@pytest.mark.parametrize("language", ["en", "da"])
def test_what_is_in_the_way(language: str, office: Path, golden: Golden) -> None:
    """Why a name is not changed is said, and no file is touched."""
    before, said = contents(office), ""
    for old, new, *rest in [
        ("wish", "want"),
        ("wihs", "want"),
        ("question:wish", "hours"),
        ("question:wish", "ready"),
        ("question:wish", "id"),
        ("question:wish", "Ønske"),
        ("question:wish", "rest"),
        ("question:wish", "wish"),
        ("wish.never", "other_wish.ever"),
        ("ready", "willing", "rules/town"),
    ]:
        rulebook = rest[0] if rest else "rules/office"
        result = triage("rules", "rename", old, new, rulebook, "--lang", language)
        assert result.exit == Exit.INVALID
        said += f"$ {old} {new}\n{result.err.replace(str(office), '')}\n"
    assert contents(office) == before
    golden(f"not-renamed.{language}.txt", said)


def test_where_we_stand(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rulebook we stand in is renamed in; its cases and those that extend it are found."""
    monkeypatch.chdir(office / "rules" / "office")
    assert triage("rules", "rename", "ready", "willing").exit == Exit.DONE
    assert triage("rules", "rename", "R-wish", "R-want").exit == Exit.DONE
    assert "replaces: R-want" in (office / "rules/town/rulebook.yaml").read_text("utf-8")
    assert "hold: [R-want]" in (office / "cases/office/one.yaml").read_text("utf-8")


def test_rulebooks_elsewhere(office: Path) -> None:
    """Local rulebooks in other folders are changed where they are named, and cases too."""
    shutil.move(office / "rules" / "town", office / "town")
    shutil.move(office / "cases" / "office", office / "elsewhere")
    shutil.copytree(office / "rules" / "office", office / "office")
    head = office / "town" / "rulebook.yaml"
    asked = ("rules", "rename", "R-wish", "R-want", "office")
    assert triage(*asked, "--also", ".", "--cases", "elsewhere").exit == Exit.DONE
    assert "replaces: R-want" in head.read_text("utf-8")
    assert "hold: [R-want]" in (office / "elsewhere" / "one.yaml").read_text("utf-8")


def test_a_broken_local_rulebook_is_in_the_way(office: Path) -> None:
    """One that extends it and does not load could not be held against anything."""
    head = office / "rules" / "town" / "rulebook.yaml"
    head.write_text(head.read_text("utf-8") + "questions: &all {}\n", encoding="utf-8")
    before = contents(office)
    result = triage("rules", "rename", "ready", "willing", "rules/office")
    assert result.exit == Exit.INVALID
    assert "yaml-anchor" in result.err
    assert contents(office) == before


def test_a_case_that_cannot_be_read_is_named(office: Path) -> None:
    """What is no case file is left as it is, and said to be."""
    file = office / "cases" / "office" / "broken.yaml"
    file.write_text("answers: {wish: [now}\n", encoding="utf-8")
    result = triage("rules", "rename", "question:wish", "want", "rules/office")
    assert result.exit == Exit.DONE
    assert "`cases/office/broken.yaml` cannot be read as a case" in result.out
    assert file.read_text("utf-8") == "answers: {wish: [now}\n"


def test_the_packaged_one_is_not_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What comes with the package is nobody's to rename in."""
    monkeypatch.chdir(tmp_path)
    result = triage("rules", "rename", "goal_state", "aim", "projekt-500")
    assert result.exit == Exit.INVALID
    assert "packaged-rulebook" in result.err


@pytest.mark.parametrize("file", ["rules/office/texts/en.yaml", "cases/office/one.yaml"])
def test_a_read_only_file_keeps_all_as_it_is(file: str, office: Path) -> None:
    """One file that may not be written, and none is."""
    before = contents(office)
    (office / file).chmod(0o444)
    result = triage("rules", "rename", "question:wish", "want", "rules/office")
    assert result.exit == Exit.INVALID
    assert f"{file}` may not be changed: it is read-only" in result.err
    assert contents(office) == before


def test_line_ends_marks_and_permissions_stay(office: Path) -> None:
    """Windows line ends, a byte order mark and who may read a file are as they were."""
    file = office / "rules" / "office" / "rulebook.yaml"
    windows = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(windows)
    file.chmod(0o640)
    assert triage("rules", "rename", "question:wish", "want", "rules/office").exit == Exit.DONE
    renamed = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640
    assert renamed.startswith(b"\xef\xbb\xbf# wish is what")
    assert renamed.count(b"\r\n") == renamed.count(b"\n") == windows.count(b"\n") + 1


def test_confirmed_cases_stay_confirmed(office: Path) -> None:
    """A case that says the same under the new name is confirmed as before; no other is."""
    folder = office / "cases" / "office"
    shutil.copy(folder / "one.yaml", folder / "two.yaml")
    digest = case_digest(read_case(folder / "one.yaml"))
    found = {"one": digest, "two": "0" * 16}
    said = {name: Confirmation(each, "Ann", date(2026, 11, 22)) for name, each in found.items()}
    (folder / "confirmed.yaml").write_text(confirmations_text(said), encoding="utf-8")
    assert triage("rules", "rename", "question:wish", "want", "rules/office").exit == Exit.DONE
    text = (folder / "confirmed.yaml").read_text("utf-8")
    assert case_digest(read_case(folder / "one.yaml")) in text
    assert digest not in text
    assert "'0000000000000000'" in text


# --- what is broken off


def begun(office: Path) -> tuple[Contents, Contents]:
    """Return what files hold before and after a renaming, which is taken back again."""
    before = contents(office)
    assert triage("rules", "rename", "question:wish", "want", "rules/office").exit == Exit.DONE
    after = contents(office)
    for file, content in before.items():
        file.write_bytes(content)
    return before, after


def broken_off(before: Contents, after: Contents, office: Path, done: int) -> None:
    """Leave a journal as a crash would, after so many files."""
    changed = [file for file in before if before[file] != after[file]]
    files = [
        {"file": str(file), "before": before[file].decode(), "after": after[file].decode()}
        for file in changed
    ]
    places = [office / "rules" / "office", office / "rules" / "town"]
    journal = {"what": "rename", "places": list(map(str, places)), "files": files}
    for place in places:
        (place / JOURNAL).write_text(json.dumps(journal), encoding="utf-8")
    for file in changed[:done]:
        file.write_bytes(after[file])


@pytest.mark.parametrize("done", [0, 1, 4])
@pytest.mark.parametrize("rulebook", ["office", "town"])
def test_the_next_command_finishes(rulebook: str, done: int, office: Path) -> None:
    """What a crash has left half done is finished by the next command for rulebooks, and said."""
    before, after = begun(office)
    broken_off(before, after, office, done)
    result = triage("rules", "check", "--quick", f"rules/{rulebook}")
    assert "a change that was broken off is finished: `rename`, in" in result.err
    assert contents(office) == after
    assert triage("rules", "check", "--quick", f"rules/{rulebook}").err == ""


def test_what_cannot_be_finished_is_taken_back(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be written any more, those that were are as before."""
    before, after = begun(office)
    broken_off(before, after, office, 4)
    put = atomic_write.put

    def full(folder: Folder, name: str, content: bytes, **rest: Any) -> None:
        if name == "en.yaml":
            raise OSError(errno.ENOSPC, "full")
        put(folder, name, content, **rest)

    monkeypatch.setattr(edit_journal, "put", full)
    result = triage("rules", "check", "--quick", "rules/office")
    assert "is taken back, as it could not be finished: `rename`" in result.err
    assert contents(office) == before


def test_a_full_drive_keeps_all_as_it_is(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written takes back those that were, and says why."""
    before, put = contents(office), atomic_write.put

    def full(folder: Folder, name: str, content: bytes, **rest: Any) -> None:
        if name == "en.yaml" and b"want" in content:
            raise OSError(errno.ENOSPC, "full")
        put(folder, name, content, **rest)

    monkeypatch.setattr(edit_journal, "put", full)
    result = triage("rules", "rename", "question:wish", "want", "rules/office")
    assert result.exit == Exit.INVALID
    assert "no-room-left" in result.err
    assert contents(office) == before


def test_what_somebody_changed_since_is_theirs(office: Path) -> None:
    """A file changed after the crash is not written over; what to do is said."""
    before, after = begun(office)
    broken_off(before, after, office, 2)
    file = office / "rules" / "office" / "plan.yaml"
    file.write_bytes(before[file] + b"# mine\n")
    now = contents(office)
    result = triage("rules", "check", "--quick", "rules/office")
    assert result.exit == Exit.INVALID
    assert "edits-changed-since" in result.err
    assert contents(office) == now


def test_other_commands_refuse_what_is_half_done(office: Path) -> None:
    """Nobody is assessed by rules that are half renamed."""
    before, after = begun(office)
    broken_off(before, after, office, 2)
    case = str(office / "cases" / "office" / "one.yaml")
    result = triage("assess", case, "--rulebook", "rules/office")
    assert result.exit == Exit.INVALID
    assert "edits-left" in result.err


def test_a_journal_that_says_nothing_is_told(office: Path) -> None:
    """What is no journal is not guessed at."""
    (office / "rules" / "office" / JOURNAL).write_text("{", encoding="utf-8")
    assert "edits-unreadable" in triage("rules", "check", "--quick", "rules/office").err


def test_files_changed_meanwhile_are_left(tmp_path: Path) -> None:
    """A file that does not hold what was read is not written over, nor any other."""
    files = [Rewritten(tmp_path / name, b"before", b"after") for name in ("a", "b")]
    (tmp_path / "a").write_bytes(b"before")
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(TriageError, match="file-changed-meanwhile"):
        rewrite(files, [tmp_path], "rename")
    assert contents(tmp_path) == {tmp_path / "a": b"before", tmp_path / "b": b"mine"}


def test_killed_before_every_step(tmp_path: Path) -> None:
    """Whenever the process is killed, the files are as before or as after, and nothing is left."""
    found = together(tmp_path)
    assert found["torn"] == found["left over"] == 0
    assert found["before"] > 5
    assert found["after"] > 5


def test_killed_at_any_moment(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """The same at random moments, and while what was broken off is being settled."""
    kills = size("kills")
    found = together(tmp_path, kills)
    assert found["torn"] == found["left over"] == 0
    assert found["before"] + found["after"] == kills
    counted("processes killed while they write files together", kills)


# --- cases from before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "this case is older than some names: it is read as `wish → want`, `goals.near`"),
        ("da", "sagen er ældre end nogle navne og læses som `wish → want`, `goals.near`"),
    ],
)
def test_a_case_from_before_is_read(language: str, said: str, office: Path) -> None:
    """It comes out as it did, and which names were read as which is said; no value is."""
    case = office / "old.yaml"
    text = "as_of: 2026-11-22\nanswers: {wish: now, goals: [{near: close}]}\n"
    case.write_text(text, encoding="utf-8")
    asked = ("assess", str(case), "--rulebook", "rules/office", "--format", "json")
    before = json.loads(triage(*asked).out)
    for old, new in (("question:wish", "want"), ("goals.near.close", "by")):
        assert triage("rules", "rename", old, new, "rules/office").exit == Exit.DONE
    result = triage(*asked, "--lang", language)
    assert result.exit == Exit.DONE
    assert said in result.err
    assert json.loads(result.out)["typology"] == before["typology"]
    case.write_text(text.replace("{wish: now", "{wish: now, want: now"), encoding="utf-8")
    twice = triage(*asked, "--lang", language)
    assert twice.exit == Exit.INVALID
    assert "answered-twice" in twice.err
