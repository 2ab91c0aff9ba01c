from __future__ import annotations

import json
import shutil
import threading
import time
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.journal.office import DAY, NOW, PLANTED, WORKER, begun, emptied, made
from triage.journal import (
    Backup,
    ErasureList,
    Ground,
    Informed,
    Journal,
    JournalError,
    KeyFile,
    KeyProblem,
    MasterKey,
    Opened,
    ReadReason,
)
from triage.journal.database import engine_for
from triage.journal.erasing import left_in_files, replace_master
from triage.journal.store import Store
from triage.model.assessment import Assessment


@pytest.fixture
def listed(tmp_path: Path) -> ErasureList:
    """Return the list outside the database."""
    return ErasureList(tmp_path / "erased.jsonl")


def erased(journal: Journal, case: str, listed: ErasureList) -> int:
    """Erase a case; return in how many files something of it is left."""
    return journal.erase(case, Ground.ASKED, listed, by=WORKER, at=NOW)


def test_nothing_is_left_but_that_there_was_something(
    journal: Journal, listed: ErasureList, tmp_path: Path
) -> None:
    """The chain is whole, another case is untouched, and no sealed byte is in any file."""
    begun(journal, "c-1")
    kept = begun(journal, "c-2")
    anchor = journal.anchor()
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert erased(journal, "c-1", listed) == 0
    assert journal.cases() == ("c-2",)
    assert journal.verify(anchor).problem is None
    with pytest.raises(JournalError):
        journal.history("c-1", by=WORKER, at=NOW, why=ReadReason.CASEWORK)
    assert journal.history("c-2", by=WORKER, at=NOW, why=ReadReason.CASEWORK)[:-1] == kept
    assert (tmp_path / "key").read_bytes() != before[tmp_path / "key"]
    lines = (tmp_path / "erased.jsonl").read_text("ascii").splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"journal", "case", "at"}]


def test_what_is_looked_for_would_be_found(journal: Journal, listed: ErasureList) -> None:
    """The proof can fail: the bytes are there before, and are found."""
    begun(journal, "c-1")
    rows = [json.loads(line) for line in journal.export()][1:]
    case = next(each for each in rows if each["row"] == "case")
    assert case["no"] == 1
    needle = b64decode(case["name"][1:])
    assert left_in_files(journal._engine, [needle]) > 0
    erased(journal, "c-1", listed)
    assert left_in_files(journal._engine, [needle]) == 0


def test_a_talk_that_is_not_over(journal: Journal, listed: ErasureList) -> None:
    """It goes with its case, and nobody saves into a case that was erased."""
    begun(journal, "c-1")
    draft = journal.draft("c-1", by=WORKER, at=NOW)
    version = draft.save(Assessment(answers={"own_words": PLANTED}), 0)
    rows = [json.loads(line) for line in journal.export()][1:]
    needle = b64decode(next(each["sealed"] for each in rows if each["row"] == "draft")[1:])
    assert left_in_files(journal._engine, [needle]) > 0
    assert erased(journal, "c-1", listed) == 0
    assert (left_in_files(journal._engine, [needle]), journal.drafts()) == (0, ())
    for expected in (0, version):
        with pytest.raises(JournalError):
            draft.save(Assessment(answers={}), expected)


def test_a_case_may_come_again(journal: Journal, listed: ErasureList) -> None:
    """Under the same id it is another case."""
    begun(journal, "c-1")
    erased(journal, "c-1", listed)
    begun(journal, "c-1")
    assert journal.cases() == ("c-1",)
    assert journal.verify().problem is None


def test_without_the_list_nothing_is_erased(journal: Journal, tmp_path: Path) -> None:
    """A backup could bring back what nobody could erase again."""
    begun(journal, "c-1")
    with pytest.raises(JournalError) as caught:
        erased(journal, "c-1", ErasureList(tmp_path / "none" / "erased.jsonl"))
    assert caught.value.diagnostics[0].code == "journal-no-erasure-list"
    assert journal.cases() == ("c-1",)


def test_the_list_is_written_first(
    journal: Journal, listed: ErasureList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off right after it, the case is there, and the same again erases it."""
    begun(journal, "c-1")

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("triage.journal.erasing.scrub", broken_off)
        with pytest.raises(KeyboardInterrupt):
            erased(journal, "c-1", listed)
    assert [each.case for each in listed.of(journal.id)] == [1]
    assert journal.cases() == ("c-1",)
    assert erased(journal, "c-1", listed) == 0


def test_nobody_guesses_what_was_open(journal: Journal, listed: ErasureList) -> None:
    """What is left of an event is a hash, and not of what it can only have said."""
    told = Informed(article=13, on=DAY)
    begun(journal, "c-1")
    journal.record("c-1", told, told, by=WORKER, at=NOW)
    erased(journal, "c-1", listed)
    rows = [json.loads(line) for line in journal.export()][1:]
    left = [each["open_hash"] for each in rows if each["row"] == "event"]
    guessed = sha256(b'{"article":13,"on":"2026-11-29"}').digest()
    assert b64encode(guessed).decode() not in {each[1:] for each in left}
    assert len({*left}) == len(left)


def backed_up(journal: Journal) -> Backup:
    """Return a backup, and its key."""
    key = MasterKey.made()
    return Backup(list(journal.backup(key)), key)


def test_a_restored_backup_forgets_again(
    journal: Journal, listed: ErasureList, tmp_path: Path
) -> None:
    """What was erased since it was made, before anybody can open it."""
    begun(journal, "c-1")
    kept = begun(journal, "c-2")
    backup = backed_up(journal)
    erased(journal, "c-1", listed)
    keys, url = KeyFile(tmp_path / "key"), str(tmp_path / "restored.db")
    with pytest.raises(JournalError):  # broken off here, the next does the rest
        Journal.restore(url, keys, backup, ErasureList(tmp_path / "none"), by=WORKER, at=NOW)
    with Journal.restore(url, keys, backup, listed, by=WORKER, at=NOW) as restored:
        assert restored.cases() == ("c-2",)
        assert restored.verify().problem is None
    with Journal(url, keys) as again:
        assert again.history("c-2", by=WORKER, at=NOW, why=ReadReason.AUDIT)[:-1] == kept


@pytest.mark.parametrize("broken_by", ["key", "names"])
def test_a_restore_broken_off_is_done_again(
    journal: Journal,
    listed: ErasureList,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken_by: str,
) -> None:
    """For want of a key, or once the erasures were replayed; meanwhile its file is the owner's."""
    begun(journal, "c-1")
    begun(journal, "c-2")
    backup = backed_up(journal)
    erased(journal, "c-1", listed)
    file = tmp_path / "restored.db"
    keys = KeyFile(tmp_path / ("none" if broken_by == "key" else "key"))
    with monkeypatch.context() as patch:
        if broken_by == "names":
            patch.setattr(MasterKey, "wrap", _broken_off)
        with pytest.raises(KeyProblem):
            Journal.restore(str(file), keys, backup, listed, by=WORKER, at=NOW)
    assert not file.exists() or file.stat().st_mode & 0o077 == 0
    keys = KeyFile(tmp_path / "key")
    with Journal.restore(str(file), keys, backup, listed, by=WORKER, at=NOW) as restored:
        assert restored.cases() == ("c-2",)
        assert restored.verify().problem is None


def _broken_off(*_: object) -> None:
    raise KeyProblem(())


def test_without_the_list_nothing_is_served(journal: Journal, tmp_path: Path) -> None:
    """What was taken already does not open with the office's key."""
    begun(journal, "c-1")
    keys, url = KeyFile(tmp_path / "key"), str(tmp_path / "restored.db")
    nowhere = ErasureList(tmp_path / "none.jsonl")
    with pytest.raises(JournalError) as caught:
        Journal.restore(url, keys, backed_up(journal), nowhere, by=WORKER, at=NOW)
    assert caught.value.diagnostics[0].code == "journal-no-erasure-list"
    with pytest.raises(KeyProblem):
        Journal(url, keys)


def test_the_key_of_another_backup(journal: Journal, listed: ErasureList, tmp_path: Path) -> None:
    """It opens nothing."""
    begun(journal, "c-1")
    erased(journal, "c-1", listed)
    backup = Backup(backed_up(journal).lines, MasterKey.made())
    keys, url = KeyFile(tmp_path / "key"), str(tmp_path / "restored.db")
    with pytest.raises(KeyProblem):
        Journal.restore(url, keys, backup, listed, by=WORKER, at=NOW)


def test_replacing_the_key_broken_off(journal: Journal, tmp_path: Path) -> None:
    """Whether before or after the database was wrapped anew, the journal opens."""
    begun(journal, "c-1")
    keys = KeyFile(tmp_path / "key")
    keys.prepared()  # broken off here: the database knows nothing of it
    with Journal(journal.url, keys) as again:
        assert again.cases() == ("c-1",)

    class Breaking(KeyFile):
        def replaced(self, _: MasterKey) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_master(journal._engine, journal._keyed.store, Breaking(tmp_path / "key"))
    with Journal(journal.url, keys) as again:
        assert again.cases() == ("c-1",)
        assert not (tmp_path / "key.next").exists()


def test_somebody_else_replaced_the_key(journal: Journal, tmp_path: Path) -> None:
    """Another process goes on with the new one."""
    begun(journal, "c-1")
    with Journal(journal.url, KeyFile(tmp_path / "key")) as other:
        other.replace_key()
    journal.record("c-1", Informed(article=13, on=DAY), by=WORKER, at=NOW)
    assert journal.cases() == ("c-1",)


def test_the_key_put_in_place_between_two_looks(journal: Journal, tmp_path: Path) -> None:
    """Who looked for it before and after finds it, and leaves no other to take its place."""
    begun(journal, "c-1")

    class Late(KeyFile):
        def replaced(self, _: MasterKey) -> None:
            """Leave it to another, who is still at it."""

        def following(self) -> MasterKey:
            KeyFile(tmp_path / "key").replaced(new)
            return super().following()

    keys = Late(tmp_path / "key")
    new = replace_master(journal._engine, journal._keyed.store, keys)
    with Journal(journal.url, keys) as again:
        assert again.cases() == ("c-1",)
    KeyFile(tmp_path / "key").replaced(new)  # the other comes to it now
    with Journal(journal.url, KeyFile(tmp_path / "key")) as again:
        assert again.cases() == ("c-1",)


def test_the_earlier_key_opens_nothing(journal: Journal, tmp_path: Path) -> None:
    """Once it was replaced."""
    begun(journal, "c-1")
    shutil.copy(tmp_path / "key", tmp_path / "earlier")
    journal.replace_key()
    with pytest.raises(KeyProblem):
        Journal(journal.url, KeyFile(tmp_path / "earlier"))


def test_errors_name_nobody(tmp_path: Path) -> None:
    """Nothing that was said, nor what a case is called, is in one."""
    with made(tmp_path) as journal:
        begun(journal, "the-northern-case")
        for wrong in ("the-southern-case",):
            with pytest.raises(JournalError) as caught:
                journal.history(wrong, by=WORKER, at=NOW, why=ReadReason.CASEWORK)
            told = f"{caught.value} {caught.value.diagnostics[0].message()}"
            assert "southern" not in told
            assert PLANTED not in told


@pytest.mark.more
def test_the_key_replaced_while_somebody_waits_to_write(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waited for the end of the journal writes by the new key: what it noted opens with it."""
    rewrapped, waiting = Store.row_of_case, list[threading.Thread]()
    with made(tmp_path, emptied(postgresql)) as journal:
        begun(journal, "c-1")
        other = Journal(journal.url, KeyFile(tmp_path / "key"))

        def slowly(*given: Any) -> dict[str, bytes]:
            monkeypatch.undo()
            writer = threading.Thread(
                target=other.record, args=("c-2", Opened()), kwargs={"by": WORKER, "at": NOW}
            )
            writer.start()
            waiting.append(writer)
            until_one_waits(journal.url)
            return rewrapped(*given)

        monkeypatch.setattr(Store, "row_of_case", slowly)
        journal.replace_key()
        waiting[0].join()
        assert journal.cases() == ("c-1", "c-2")
        other.close()


def until_one_waits(url: str) -> None:
    """Wait until a server holds somebody off for a lock."""
    engine = engine_for(url)
    held_off = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(500):
        with engine.connect() as connection:
            if connection.exec_driver_sql(held_off).scalar():
                break
        time.sleep(0.02)
    engine.dispose()
