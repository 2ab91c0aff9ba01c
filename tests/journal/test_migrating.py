"""Journals that an earlier program made: brought up to date, with all that stands in them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.office import DAY, NOW, PLANTED, WORKER, made
from triage.journal import (
    Journal,
    JournalError,
    KeyFile,
    LifeChanged,
    Opened,
    ReadReason,
    migrations,
)

OLDER = Path(__file__).with_name("older")
"""For each step but the last, a journal as it stood then: three cases, one of them erased."""
STEPS = sorted(each.stem for each in OLDER.glob("*.sql"))


@pytest.fixture(params=STEPS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, KeyFile]:
    """Return a journal of an earlier step, and its key."""
    url = str(tmp_path / "journal.db")
    with closing(sqlite3.connect(url)) as database:
        database.executescript((OLDER / f"{request.param}.sql").read_text())
    key = shutil.copy(OLDER / f"{request.param}.key", tmp_path / "key")
    Path(key).chmod(0o600)
    return url, KeyFile(Path(key))


def test_every_step_has_one() -> None:
    """Who adds a step adds a journal of the one before."""
    versions = Path(migrations.__file__).parent.glob("versions/step_*.py")
    assert sorted(each.stem.removeprefix("step_") for each in versions)[:-1] == STEPS


def test_refused_until_brought_up(older: tuple[str, KeyFile]) -> None:
    """Nothing is noted in tables this program does not know."""
    with pytest.raises(JournalError) as caught:
        Journal(*older)
    assert [each.code for each in caught.value.diagnostics] == ["journal-older"]


def test_brought_up(older: tuple[str, KeyFile]) -> None:
    """It is whole, what was sealed opens, what was erased stays so, and it goes on."""
    with Journal.create(*older, NOW) as journal:
        found = journal.verify()
        assert (found.problem, found.events, found.contents) == (None, 7, 4)
        assert journal.cases() == ("c-1", "c-3")
        journal.record("c-1", LifeChanged(on=DAY, what="moved"), by=WORKER, at=NOW)
        journal.record("c-4", Opened(), by=WORKER, at=NOW)
        assert journal.verify().events == 9
        read = journal.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)
        assert PLANTED in read[1].event.model_dump_json()


def test_as_one_made_now(older: tuple[str, KeyFile], tmp_path: Path) -> None:
    """Its tables, indexes and triggers are those of a new journal."""
    Journal.create(*older, NOW).close()
    (tmp_path / "new").mkdir()
    made(tmp_path / "new").close()
    assert _tables(older[0]) == _tables(str(tmp_path / "new" / "journal.db"))


def _tables(url: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(url)) as database:
        return database.execute(
            "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
        ).fetchall()
