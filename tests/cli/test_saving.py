"""Where an interview is saved: in a file no other is saved in, over nothing it does not know."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Exit, Result, triage
from tests.cli.talks import DAY, arguments, piped, saved
from triage.cli.atomic_write import sweep
from triage.cli.file_lock import Claim, hold
from triage.cli.folder import Folder
from triage.cli.storage import Keeper
from triage.diagnostics import TriageError

FIRST = f"triage-{DAY}-1.yaml"
LEFT = f".triage-{'0' * 32}.tmp"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def talk(*more: str, typed: str = "1\nUd\n") -> Result:
    """Hold an interview in this process."""
    return triage(*arguments("--lang", "en", *more), given=typed.encode())


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(each.name for each in folder.iterdir())


# --- two at once


def test_the_second_of_two_interviews_is_told(tmp_path: Path) -> None:
    """Before anything is asked; the first loses nothing, and afterwards the file is free."""
    talk()
    with piped(tmp_path, FIRST) as first:
        first.until("Svar: ")
        for how in ((FIRST,), ("-o", FIRST), (FIRST, "-o", FIRST)):
            second = talk(*how)
            assert (second.exit, second.out) == (Exit.INVALID, "")
            assert f"`{FIRST}` is in use" in second.err
        first.type("danish=2\n")
        first.until("Svar: ")
        first.type("/stop\n")
        first.rest()
    assert saved(tmp_path).answers == {"talk": "alone", "own_words": "Ud", "danish": "some"}
    assert talk(FIRST).exit == Exit.DONE
    assert names(tmp_path) == [FIRST]


def test_two_new_interviews_take_two_names(tmp_path: Path) -> None:
    """Also before either has an answer; a name asked for is claimed from the first question on."""
    with piped(tmp_path, "-o", "meeting.yaml") as named, piped(tmp_path) as first:
        named.until("Svar: ")
        first.until("Svar: ")
        assert "in use" in talk("-o", "meeting.yaml").err
        talk()
        first.type("1\n")
        first.until("Svar: ")
    assert [each.name for each in sorted(tmp_path.glob("*.yaml"))] == [
        FIRST,
        f"triage-{DAY}-2.yaml",
    ]


def test_an_interview_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    """What it left behind is gone at the next start."""
    talk()
    with piped(tmp_path, FIRST) as running:
        running.until("Svar: ")
        os.kill(running.process.pid, signal.SIGKILL)
        running.rest()
    assert talk(FIRST).exit == Exit.DONE
    assert names(tmp_path) == [FIRST]


def test_a_start_removes_what_a_crash_left(tmp_path: Path) -> None:
    """Whatever it was writing."""
    (tmp_path / LEFT).touch()
    (tmp_path / ".old.yaml.triage-lock").touch()
    talk(typed="")
    assert not names(tmp_path)


def test_what_changed_before_it_was_claimed_is_not_gone_on_with(tmp_path: Path) -> None:
    """Another may have ended between the reading and the claim."""
    (tmp_path / FIRST).write_bytes(b"now")
    with pytest.raises(TriageError) as raised:
        Keeper(Path(FIRST), b"when it was read", DAY)
    assert raised.value.diagnostics[0].code == "in-use"
    assert names(tmp_path) == [FIRST]


def test_a_claim_is_on_what_has_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was removed while it was taken hold of claims nothing; it is made anew."""
    tries = []

    def held_late(handle: int) -> bool:
        tries.append(handle)
        if len(tries) == 1:
            (tmp_path / ".mine.triage-lock").unlink()
        return hold(handle)

    monkeypatch.setattr("triage.cli.file_lock.hold", held_late)
    claim = Claim(Folder(tmp_path), "mine")
    assert len(tries) == 2
    with pytest.raises(BlockingIOError):
        Claim(Folder(tmp_path), "mine")
    claim.release()


def test_a_file_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """By an editor, or where a drive knows no locks: the talk goes on in a file of its own."""
    talk()
    with piped(tmp_path, FIRST) as running:
        running.until("Svar: ")
        (tmp_path / FIRST).write_bytes(b"")
        running.type("danish=2\n")
        told = running.until("Svar: ")
        running.type("/stop\n")
        told += running.rest()
    assert f"En anden har ændret {FIRST} i mellemtiden" in told
    assert (tmp_path / FIRST).read_bytes() == b""
    (tmp_path / FIRST).unlink()
    assert saved(tmp_path).answers == {"talk": "alone", "own_words": "Ud", "danish": "some"}
    assert f"triage-{DAY}-2.yaml" in told.rpartition("gemt i ")[2]


def test_a_file_taken_away_meanwhile_comes_back(tmp_path: Path) -> None:
    """With every answer."""
    talk()
    with piped(tmp_path, FIRST) as running:
        running.until("Svar: ")
        (tmp_path / FIRST).unlink()
        running.type("danish=2\n")
        running.until("Svar: ")
    assert len(saved(tmp_path).answers) == 3


def test_without_locks_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives have none: then two may begin, and the later to write goes aside."""
    import fcntl

    def none_here(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", none_here)
    talk()
    with piped(tmp_path, FIRST) as first:
        first.until("Svar: ")
        assert talk(FIRST, typed="danish=1\n").exit == Exit.DONE
        first.type("danish=2\n")
        first.until("Svar: ")
        first.type("/stop\n")
        first.rest()
    (tmp_path / FIRST).rename(tmp_path / "kept")
    assert saved(tmp_path).answers["danish"] == "some"
    (tmp_path / LEFT).touch()
    sweep(Folder(tmp_path))
    assert (tmp_path / LEFT).exists()  # it may be somebody's


@pytest.mark.parametrize("typed", ["1\n", "/note Ring\n"])
def test_no_room_for_an_interview(tmp_path: Path, typed: str) -> None:
    """It is said, and no empty file keeps the next one from its name."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        refused = talk(typed=typed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.exit == Exit.INVALID
    assert "there is no space left" in refused.err
    assert not names(tmp_path)
    assert talk("-o", FIRST).exit == Exit.DONE


# --- names and links


@pytest.mark.parametrize("length", [243, 255, 300])
def test_a_name_too_long_is_refused_before_anything_is_asked(tmp_path: Path, length: int) -> None:
    """In plain words, and nothing is left of the try."""
    result = talk("-o", "a" * (length - 5) + ".yaml")
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "name-too-long" in result.err
    assert not names(tmp_path)


def test_the_longest_name(tmp_path: Path) -> None:
    """One byte less is fine."""
    assert talk("-o", "a" * 237 + ".yaml").exit == Exit.DONE
    assert len(names(tmp_path)) == 1


def test_links_that_lead_nowhere_take_a_name(tmp_path: Path) -> None:
    """What they point at is not made."""
    (tmp_path / "gone").mkdir()
    (tmp_path / FIRST).symlink_to(tmp_path / "elsewhere")
    talk()
    assert names(tmp_path) == ["gone", FIRST, f"triage-{DAY}-2.yaml"]
    assert talk("-o", FIRST).exit == Exit.INVALID
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_to_an_interview_leads_to_it(tmp_path: Path) -> None:
    """It is written where it is; the link stays one, and so does what claims it."""
    talk()
    (tmp_path / "today.yaml").symlink_to(FIRST)
    assert talk("today.yaml", typed="danish=2\n").exit == Exit.DONE
    assert (tmp_path / "today.yaml").is_symlink()
    (tmp_path / "today.yaml").unlink()
    assert len(saved(tmp_path).answers) == 3
