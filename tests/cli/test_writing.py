"""Files and folders are written whole or not at all, for their owner alone, through no link."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli import killing
from tests.cli.running import ROOT
from tests.counts import Count
from tests.sizes import SizeOf
from triage.cli.atomic_write import save, save_folder, unfinished_file, unfinished_folder
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.diagnostics import TriageError

LEFT = f".triage-{'0' * 32}.tmp"
OLD, NEW = b"old\n" * 5_000, b"new\n" * 6_000


def names(folder: Path) -> set[str]:
    """Return the names of everything in a folder."""
    return {each.name for each in folder.iterdir()}


def refused(file: Path, content: bytes, *, new: bool = False) -> str:
    """Fail to write a file; give the code of why."""
    with pytest.raises(TriageError) as raised:
        save(file, content, new=new)
    return raised.value.diagnostics[0].code


def test_nothing_goes_through_a_planted_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where somebody guessed the name."""
    (tmp_path / "theirs").write_bytes(OLD)
    monkeypatch.setattr("secrets.token_hex", lambda _: "0" * 32)
    (tmp_path / LEFT).symlink_to("theirs")
    assert refused(tmp_path / "mine", NEW) == "not-written-over"
    (tmp_path / ".mine.triage-lock").symlink_to("theirs")
    with pytest.raises(OSError, match="symbolic"):
        Claim(Folder(tmp_path), "mine")
    assert (tmp_path / "theirs").read_bytes() == OLD


def test_unfinished_names_cannot_be_guessed(tmp_path: Path) -> None:
    """They are never the same twice, say nothing, and are their owner's alone."""
    seen = set()
    for _ in range(20):
        with Folder(tmp_path) as folder, unfinished_file(folder) as (name, _):
            seen.add(name)
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        with Folder(tmp_path) as folder, unfinished_folder(folder) as (name, _):
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o700
    assert len(seen) == 20
    assert not names(tmp_path)


def test_only_ordinary_files_are_written_over(tmp_path: Path) -> None:
    """A device, a pipe or a folder stays what it is."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "nothing").symlink_to(os.devnull)
    before = names(tmp_path)
    assert {refused(tmp_path / name, NEW) for name in before} == {"cannot-be-saved"}
    assert names(tmp_path) == before
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "nothing").is_symlink()


def test_a_drive_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new is written there too, and over nothing."""

    def none_here(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none_here)
    save(tmp_path / "new", NEW, new=True)
    assert refused(tmp_path / "new", OLD, new=True) == "not-written-over"
    assert (tmp_path / "new").read_bytes() == NEW
    assert names(tmp_path) == {"new"}


@pytest.mark.parametrize("taken", ["file", "folder", "link"])
def test_what_is_new_goes_over_nothing(tmp_path: Path, taken: str) -> None:
    """Neither a file nor a folder, and a link that leads nowhere has a name too."""
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    before = names(tmp_path)
    assert refused(tmp_path / taken, NEW, new=True) == "not-written-over"
    with pytest.raises(TriageError):
        save_folder(tmp_path / taken, {"count.md": "1"})
    assert names(tmp_path) == before
    assert (tmp_path / "file").read_bytes() == OLD


# --- no room


@pytest.fixture(params=["limit", "drive"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Yield a folder in which there is no room for what is written."""
    if request.param == "limit":
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
        yield tmp_path
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        return
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "none", tmp_path],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small drive takes the right to mount one")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_no_room(small: Path) -> None:
    """What was there is whole, nothing is left of the try, and nothing blocks the next."""
    save(small / "old", OLD[:8_000])
    assert refused(small / "old", NEW * 2) == "no-room-left"
    assert refused(small / "new", NEW * 2, new=True) == "no-room-left"
    with pytest.raises(TriageError):
        save_folder(small / "folder", {"a": "1", "b": "2" * 48_000})
    assert names(small) == {"old"}
    assert (small / "old").read_bytes() == OLD[:8_000]
    save(small / "new", OLD[:4_000], new=True)
    assert (small / "new").read_bytes() == OLD[:4_000]


# --- crashes


@pytest.mark.parametrize("next_start", [save, save_folder])
def test_what_a_crash_left_is_gone_at_the_next_start(
    tmp_path: Path, next_start: Callable[..., None]
) -> None:
    """A file, a folder and a claim that nobody holds."""
    (tmp_path / LEFT).write_bytes(OLD)
    folder = tmp_path / LEFT.replace("0", "1")
    folder.mkdir()
    (folder / "invitations.csv").write_bytes(OLD)
    (tmp_path / ".mine.triage-lock").touch()
    next_start(tmp_path / "other", {} if next_start is save_folder else NEW)
    assert names(tmp_path) == {"other"}


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    """Another start beside it takes only what nobody holds, and only what it would make itself."""
    alike = {".triage-1.tmp", ".triage-lock", LEFT.removesuffix(".tmp"), f"{LEFT}.yaml"}
    for name in alike:
        (tmp_path / name).write_bytes(OLD)
    (tmp_path / LEFT).symlink_to(".triage-1.tmp")
    with (
        Folder(tmp_path) as folder,
        unfinished_file(folder) as (file, _),
        unfinished_folder(folder) as (made, _),
    ):
        claim = Claim(folder, "mine")
        save(tmp_path / "other", NEW)
        assert names(tmp_path) == {*alike, LEFT, file, made, ".mine.triage-lock", "other"}
        claim.release()
    assert names(tmp_path) == {*alike, LEFT, "other"}


def test_it_is_on_the_drive_before_it_is_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its name is, before anybody is told that it is saved."""
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def moved(*names: Any, **folders: Any) -> None:
        steps.append("moved")
        replace(*names, **folders)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", moved)
    save(tmp_path / "file", NEW)
    assert steps == ["file", "moved", "folder"]


@pytest.mark.parametrize("what", ["new", "over", "folder"])
def test_killed_before_every_step(tmp_path: Path, what: str) -> None:
    """It is there whole or not at all, and what was there before stays until it is."""
    counts = killing.at_every_step(tmp_path, what)
    assert counts["torn"] == 0
    assert counts["before"] > 3
    assert counts["after"] > 1
    assert counts["left over"] > 1
    assert counts["not swept"] == 0


def test_killed_at_any_moment(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Nothing is torn, and nothing that was acknowledged is lost."""
    kills = size("kills")
    counts = killing.at_any_moment(tmp_path, kills)
    assert counts["killed"] == kills
    assert counts["acknowledged"] > 0
    for never in ("torn", "lost", "elsewhere", "left at the end"):
        assert counts[never] == 0
    counted("processes killed while they write", kills)


_AS_ON_WINDOWS = """
import fcntl, os, shutil, sys, types
from pathlib import Path

def locking(handle, *_):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PermissionError(13, "Permission denied") from error

import triage.cli.command
sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
sys.platform = "win32"
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.cli.atomic_write import save, save_folder

here = Path(sys.argv[1])
with Folder(here) as folder:
    claim = Claim(folder, "file")
    try:
        Claim(folder, "file")
    except BlockingIOError:
        claim.release()
save(here / "file", "old", new=True)
save(here / "file", "new")
save_folder(here / "folder", {"a": "1"})
print(sorted(os.listdir(here)), (here / "file").read_text(), (here / "folder" / "a").read_text())
"""


def test_by_paths_alone_as_on_windows(tmp_path: Path) -> None:
    """The branch for Windows runs; what Windows itself does with it, only Windows can show."""
    done = subprocess.run(
        [sys.executable, "-c", _AS_ON_WINDOWS, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.stdout, done.stderr) == ("['file', 'folder'] new 1\n", "")
