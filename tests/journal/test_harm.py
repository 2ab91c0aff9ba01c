"""Killed, raced, edited, on a full disk, and where nothing can be written: nothing is lost."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.counts import Count
from tests.journal import harm
from tests.journal.office import DAY, NOW, WORKER, begun, emptied, made
from tests.sizes import SizeOf
from triage.diagnostics import TriageError
from triage.journal import Informed, Journal, JournalError, KeyFile, Noted
from triage.journal.database import engine_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
INFORMED = Informed(article=13, on=DAY)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Make a journal in each kind of database, and return where it is."""
    url = str(tmp_path / "journal.db")
    if request.param == "postgresql":
        url = emptied(str(request.getfixturevalue("postgresql")))
    made(tmp_path, url).close()
    return url


def test_killed_while_writing(place: str, tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Nothing that was acknowledged is lost, and the chain is whole."""
    many = size("journal-kills") // (1 if place.endswith(".db") else 5)
    found = harm.killed(place, tmp_path, many)
    assert found["killed"] == many
    assert found["acknowledged"] >= many
    assert (found["lost"], found["broken"]) == (0, 0)
    counted("processes killed while they note events", many)
    counted("events acknowledged by them, none lost", found["acknowledged"])


def test_two_at_once(place: str, tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """Of two that have seen the same last event, one notes the next, and the other is told."""
    many = size("journal-races")
    assert harm.raced(place, tmp_path, many) == {"one won": many, "broken": 0}
    counted("races of two writers, one of whom won", many)


def test_one_byte_changed(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """It is found; or it is one that says nothing, and the whole export is as it was."""
    journal = made(tmp_path)
    for number in range(30):
        begun(journal, f"c-{number}")
    before = list(journal.export())
    journal.close()
    with engine_for(journal.url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    whole, draw = Path(journal.url).read_bytes(), random.Random(500)
    many, found, idle = size("journal-edits"), 0, 0
    while found < many:
        at = draw.randrange(len(whole))
        edited = whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :]
        if is_found(tmp_path, edited, before):
            found += 1
        else:
            idle += 1
    counted("bytes of a journal changed and found", found)
    counted("others changed that say nothing: the export is as it was", idle)


def is_found(folder: Path, content: bytes, before: list[str]) -> bool:
    """Say whether verifying finds that a file was changed; where not, it must say the same."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    (copy / "journal.db").write_bytes(content)
    try:
        with Journal(str(copy / "journal.db"), KeyFile(folder / "key")) as journal:
            if journal.verify().problem is not None:
                return True
            after = list(journal.export())
    except TriageError:
        return True
    assert after == before
    return False


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """Mount a drive of a megabyte."""
    folder = tmp_path / "drive"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mounted, check=False).returncode:
        pytest.skip("no drive can be mounted here: that takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_drive: Path) -> None:
    """What does not fit is refused in words; what was acknowledged stands; room is all it takes."""
    journal = made(small_drive)
    begun(journal, "c-1")
    (small_drive / "ballast").write_bytes(b"x" * 500_000)
    acknowledged = _until_refused(journal, "journal-disk-full")
    assert journal.verify().events == 6 + acknowledged
    (small_drive / "ballast").unlink()
    journal.record("c-1", INFORMED, by=WORKER, at=NOW)
    found = journal.verify()
    assert (found.events, found.problem) == (7 + acknowledged, None)
    journal.close()


def _until_refused(journal: Journal, code: str) -> int:
    """Note events until that is refused for want of room; return how many were noted."""
    noted = list[Noted]()
    with pytest.raises(JournalError) as caught:
        _write_on(journal, noted)
    assert caught.value.diagnostics[0].code == code
    return len(noted)


def _write_on(journal: Journal, noted: list[Noted]) -> None:
    while len(noted) < 10_000:
        noted += journal.record("c-1", INFORMED, by=WORKER, at=NOW)


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """As a quota has it."""
    journal = made(tmp_path)
    begun(journal, "c-1")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        acknowledged = _until_refused(journal, "journal-disk-full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    found = journal.verify()
    assert (found.events, found.problem) == (6 + acknowledged, None)
    journal.close()


def test_a_drive_that_is_read_only(small_drive: Path) -> None:
    """It is said, and what is there can still be read."""
    journal = made(small_drive)
    begun(journal, "c-1")
    journal.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_drive)], check=True)
    with pytest.raises(JournalError) as caught:
        _write(small_drive)
    assert caught.value.diagnostics[0].code in ("journal-read-only", "journal-unreachable")


def _write(folder: Path) -> None:
    with Journal(str(folder / "journal.db"), KeyFile(folder / "key")) as journal:
        journal.record("c-1", INFORMED, by=WORKER, at=NOW)
