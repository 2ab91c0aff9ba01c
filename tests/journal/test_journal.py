from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.journal.office import DAY, NOW, PLANTED, WORKER, agreed, begun, emptied, made
from triage.diagnostics import ChangedMeanwhile, TriageError
from triage.journal import (
    Actor,
    Agreed,
    Confirmed,
    FollowedUp,
    Informed,
    Journal,
    JournalError,
    KeyFile,
    KeyProblem,
    Noted,
    OutOfSequence,
    Read,
    ReadReason,
    Started,
)
from triage.journal.database import engine_for, reading, writing
from triage.journal.drafts import require_version
from triage.journal.rows import DRAFT
from triage.model.assessment import Assessment

INFORMED = Informed(article=13, on=DAY)


def codes(error: pytest.ExceptionInfo[TriageError]) -> list[str]:
    """Return the codes of an error."""
    return [each.code for each in error.value.diagnostics]


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """Return an empty journal in each kind of database."""
    url = None
    if request.param == "postgresql":
        url = emptied(str(request.getfixturevalue("postgresql")))
    with made(tmp_path, url) as journal:
        yield journal


def test_what_was_noted_is_had_back(office: Journal) -> None:
    """In order, with everything that was said, by whom and when; and that it was read."""
    noted = begun(office, "c-1")
    begun(office, "c-2")
    read = office.history("c-1", by=WORKER, at=NOW, why=ReadReason.CASEWORK)
    assert read[:-1] == noted
    assert isinstance(read[-1].event, Read)
    assert read[0].at == "2026-11-29T12:30:00Z"
    assert office.cases() == ("c-1", "c-2")
    assert office.verify().problem is None


def test_what_is_remembered_is_what_is_open(office: Journal) -> None:
    """Right after noting as after reading it back: nothing said, and no outcome, is held."""
    begun(office, "c-1")
    standing = office.standing("c-1")
    assert PLANTED not in repr(standing)
    with Journal(office.url, office._keys) as anew:
        assert anew.standing("c-1") == standing


def test_all_or_nothing(office: Journal) -> None:
    """One event that cannot follow leaves none of those beside it."""
    begun(office, "c-1")
    before = office.anchor()
    with pytest.raises(OutOfSequence):
        office.record("c-1", INFORMED, Started(agreed=1, on=DAY), by=WORKER, at=NOW)
    with pytest.raises(JournalError) as caught:
        office.record("c-9", INFORMED, by=WORKER, at=NOW)
    assert codes(caught) == ["journal-no-such-case"]
    assert office.anchor() == before


def test_over_nobody(office: Journal) -> None:
    """Who has not seen the last event is told, and nothing is noted."""
    last = begun(office, "c-1")[-1].number
    office.record("c-1", INFORMED, by=WORKER, at=NOW, after=last)
    with pytest.raises(ChangedMeanwhile):
        office.record("c-1", INFORMED, by=WORKER, at=NOW, after=last)


def test_in_a_transaction_of_the_caller(office: Journal) -> None:
    """It is there if that commits, and was never there if it does not."""
    begun(office, "c-1")
    before, engine = office.anchor(), engine_for(office.url)
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE TABLE own (id INTEGER)"))
        connection.commit()
        for keep in (False, True):
            event = FollowedUp(agreed=6, on=DAY) if keep else Started(agreed=6, on=DAY)
            office.record("c-1", event, by=WORKER, at=NOW, connection=connection)  # begins it
            connection.execute(sa.text("INSERT INTO own VALUES (1)"))
            connection.commit() if keep else connection.rollback()
        assert connection.execute(sa.text("SELECT count(*) FROM own")).scalar() == 1
    engine.dispose()
    assert office.anchor().number == before.number + 1
    office.record("c-1", Started(agreed=6, on=DAY), by=WORKER, at=NOW)
    assert office.verify(before).problem is None


def test_threads(office: Journal, tmp_path: Path) -> None:
    """Four at once, of each of two programs, leave one chain without a hole; nothing is lost."""
    begun(office, "c-1")
    other = Journal(office.url, KeyFile(tmp_path / "key"))

    def write(journal: Journal) -> None:
        for _ in range(5):
            journal.record("c-1", INFORMED, by=WORKER, at=NOW)

    threads = [threading.Thread(target=write, args=(each,)) for each in (office, other) * 4]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    other.close()
    found = office.verify()
    assert (found.events, found.problem) == (46, None)


def test_a_second_program_waits(journal: Journal, tmp_path: Path) -> None:
    """For whoever is writing, before it reads what it goes on from."""
    begun(journal, "c-1")
    other = Journal(journal.url, KeyFile(tmp_path / "key"))
    noted = list[Noted]()

    def write() -> None:
        noted.extend(other.record("c-1", INFORMED, by=WORKER, at=NOW))

    waiting = threading.Thread(target=write)
    engine = engine_for(journal.url)
    with writing(engine) as connection:
        journal.record("c-1", INFORMED, by=WORKER, at=NOW, connection=connection)
        waiting.start()
        time.sleep(0.3)  # long enough to have read what is there now, if it did not wait
    waiting.join()
    engine.dispose()
    other.close()
    assert [each.number for each in noted] == [8]


def test_drafts(office: Journal) -> None:
    """Saved at every answer, resumed by another worker; the second writer is told."""
    begun(office, "c-1")
    mine = office.draft("c-1", by=WORKER, at=NOW)
    said, version = mine.load()
    assert (said, version) == (Assessment(answers={}), 0)
    version = mine.save(Assessment(answers={"own_words": PLANTED}), version)
    other = office.draft("c-1", by=WORKER, at=NOW)
    kept, seen = other.load()
    assert (dict(kept.answers), seen) == ({"own_words": PLANTED}, version)
    other.save(kept, seen)
    for wrong in (0, version):
        with pytest.raises(ChangedMeanwhile):
            mine.save(kept, wrong)
    assert [(each.case, each.saved.by) for each in office.drafts()] == [("c-1", WORKER)]
    told = Informed(article=13, on=DAY)
    with pytest.raises(ChangedMeanwhile):
        office.record("c-1", told, by=WORKER, at=NOW, draft=version)
    office.record("c-1", told, by=WORKER, at=NOW, draft=other.load()[1])
    assert (other.load()[1], other.saved(), office.drafts()) == (0, None, ())
    kinds = [each.kind for each in office.standing("c-1").counting.values()]
    assert kinds.count("informed") == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_two_programs_save_at_once(office: Journal, tmp_path: Path, is_first: bool) -> None:
    """Whoever comes second waits, and is told: what the first has saved is not written over."""
    begun(office, "c-1")
    draft = office.draft("c-1", by=WORKER, at=NOW)
    version = 0 if is_first else draft.save(Assessment(answers={}), 0)
    with Journal(office.url, KeyFile(tmp_path / "key")) as another, ThreadPoolExecutor() as pool:
        other = another.draft("c-1", by=WORKER, at=NOW)
        with draft._held() as connection:
            require_version(connection, 1, version)
            late = pool.submit(other.save, Assessment(answers={"own_words": "late"}), version)
            assert not wait([late], timeout=0.3).done
            row = {"case_no": 1, "version": 7, "role": "r", "actor": "w", "at": "", "sealed": b""}
            connection.execute(sa.delete(DRAFT))
            connection.execute(sa.insert(DRAFT), row)
        assert isinstance(late.exception(), ChangedMeanwhile)
    with reading(office._engine) as connection:
        assert connection.execute(sa.select(DRAFT.c.version)).scalars().all() == [7]


def test_an_event_takes_four_statements(journal: Journal) -> None:
    """To lock the end, find the case, add the event, and move the end on; on one connection."""
    begun(journal, "c-1")
    asked = list[str]()
    held: Any = journal._writes._writer._held
    held.connection.connection.driver_connection.set_trace_callback(asked.append)
    for _ in range(2):
        journal.record("c-1", INFORMED, by=WORKER, at=NOW)
    once = [each for each, _ in groupby(asked)]  # a trigger is traced as its statement again
    words = [" ".join(each.split()[:2]) for each in once]
    assert words == 2 * [
        *("BEGIN IMMEDIATE", "SELECT triage_head.number,", "SELECT triage_case.no,"),
        *("INSERT INTO", "UPDATE triage_head", "COMMIT"),
    ]


def test_nothing_noted(office: Journal) -> None:
    """Of nothing, nothing is left: the case stands where it stood."""
    last = begun(office, "c-1")[-1].number
    assert office.record("c-1", by=WORKER, at=NOW) == ()
    office.record("c-2", *agreed(last + 1), by=WORKER, at=NOW)
    assert office.record("c-1", by=WORKER, at=NOW, after=last) == ()
    assert office.verify().problem is None
    office.record("c-1", INFORMED, by=WORKER, at=NOW, after=last)


def test_a_server_that_was_away(postgresql: str, tmp_path: Path) -> None:
    """Who writes then is told, and the next has another connection."""
    with made(tmp_path, emptied(postgresql)) as journal:
        begun(journal, "c-1")
        engine = engine_for(postgresql)
        with engine.connect() as connection:
            connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        engine.dispose()
        with pytest.raises(JournalError) as caught:
            journal.record("c-1", INFORMED, by=WORKER, at=NOW)
        assert codes(caught) == ["journal-unreachable"]
        journal.record("c-1", INFORMED, by=WORKER, at=NOW)
        assert (journal.verify().events, journal.verify().problem) == (7, None)


def test_the_same_content_is_kept_once(journal: Journal) -> None:
    """An outcome that comes out again takes no more room, in one case."""
    begun(journal, "c-1")
    before = journal.verify().contents
    for _ in range(3):
        journal.record("c-1", agreed()[1], by=WORKER, at=NOW)
    assert journal.verify().contents == before == 2


def test_nothing_said_is_in_the_file(journal: Journal, tmp_path: Path) -> None:
    """Nor what is said in a talk that is not over, nor what a case is called."""
    begun(journal, "case-of-the-north")
    draft = journal.draft("case-of-the-north", by=WORKER, at=NOW)
    draft.save(Assessment(answers={"own_words": PLANTED}), 0)
    journal.close()
    every = b"".join(file.read_bytes() for file in tmp_path.glob("journal.db*"))
    assert PLANTED.encode() not in every
    assert b"case-of-the-north" not in every
    assert (tmp_path / "journal.db").stat().st_mode & 0o077 == 0


def test_suggested_is_never_confirmed_by_itself(journal: Journal) -> None:
    """There is no event but those somebody noted."""
    noted = begun(journal, "c-1")
    kinds = [type(each.event) for each in noted]
    assert kinds.count(Confirmed) == 2
    assert kinds.count(Agreed) == 1
    assert Started not in kinds


def test_no_journal_there(tmp_path: Path) -> None:
    """It is said, and none is made on the way."""
    keys = KeyFile(tmp_path / "key")
    keys.create()
    with pytest.raises(JournalError) as caught:
        Journal(str(tmp_path / "none.db"), keys)
    assert codes(caught) == ["journal-not-there"]


@pytest.mark.parametrize("url", ["mysql://x/y", "oracle://x", "://", "http://x"])
def test_no_database(url: str, tmp_path: Path) -> None:
    """A URL may hold a password, and is not repeated."""
    with pytest.raises(JournalError) as caught:
        Journal(url, KeyFile(tmp_path / "key"))
    assert codes(caught) == ["journal-url"]


def test_another_key(journal: Journal, tmp_path: Path) -> None:
    """A journal opens with its own key alone."""
    other = KeyFile(tmp_path / "other")
    other.create()
    with pytest.raises(KeyProblem) as caught:
        Journal(journal.url, other)
    assert codes(caught) == ["journal-other-key"]


def test_a_newer_program(journal: Journal) -> None:
    """Its tables are left alone."""
    with engine_for(journal.url).begin() as connection:
        connection.execute(sa.text("UPDATE triage_journal_version SET version_num = '9999'"))
    for again in (Journal, lambda url, keys: Journal.create(url, keys, NOW)):
        with pytest.raises(JournalError) as caught:
            again(journal.url, KeyFile(Path(journal.url).with_name("key")))
        assert codes(caught) == ["journal-newer"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("recursive_triggers", 1)],
)
def test_what_sqlite_is_asked_for(journal: Journal, name: str, value: object) -> None:
    """Of every connection: no kill of a process shows that the disk was waited for."""
    with reading(engine_for(journal.url)) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_who_reads_again_is_noted_once(journal: Journal) -> None:
    """In a while, for one reason; anybody else, in another role, or for another reason anew."""
    begun(journal, "c-1")
    lead, other = Actor(role="team_lead", id="w-7"), Actor(role="caseworker", id="w-8")
    hour, later = timedelta(hours=1), NOW + timedelta(minutes=61)
    readings = [
        (WORKER, NOW, ReadReason.CASEWORK, True),
        (WORKER, NOW, ReadReason.CASEWORK, False),
        (other, NOW, ReadReason.CASEWORK, True),
        (lead, NOW, ReadReason.CASEWORK, True),
        (WORKER, NOW, ReadReason.COMPLAINT, True),
        (WORKER, later, ReadReason.CASEWORK, True),
    ]
    for by, at, why, is_noted in readings:
        before = journal.anchor().number
        journal.history("c-1", by=by, at=at, why=why, once_in=hour)
        assert journal.anchor().number == before + is_noted


def test_what_is_refused_shows_no_values(journal: Journal) -> None:
    """Nor does the whole traceback, which an office may log."""
    begun(journal, "c-1")
    with engine_for(journal.url).begin() as connection:
        connection.execute(
            sa.text(
                "CREATE TRIGGER broken BEFORE INSERT ON triage_event "
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
    planted = Actor(role="caseworker", id="w-planted")
    with pytest.raises(JournalError) as caught:
        journal.record("c-1", INFORMED, by=planted, at=NOW)
    told = "".join(traceback.format_exception(caught.value))
    assert "INSERT INTO triage_event" in told
    assert "w-planted" not in told


@pytest.mark.parametrize("case", ["010190-1234", "0101901234", "Anna Jensen", "", "x" * 65])
def test_a_case_has_a_local_id(journal: Journal, case: str) -> None:
    """A CPR number or a name is none, and is not repeated."""
    with pytest.raises(JournalError) as caught:
        journal.record(case, *agreed(), by=WORKER, at=NOW)
    assert codes(caught) == ["journal-case-id"]
    assert not case or case not in caught.value.diagnostics[0].message()
    assert journal.anchor().number == 0


def test_a_time_without_a_zone(journal: Journal) -> None:
    """Nobody could say later when that was."""
    with pytest.raises(JournalError) as caught:
        journal.record("c-1", *agreed(), by=WORKER, at=NOW.replace(tzinfo=None))
    assert codes(caught) == ["journal-no-zone"]
