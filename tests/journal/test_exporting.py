from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journal.office import NOW, PLANTED, WORKER, begun, made
from triage.journal import Journal, JournalError, KeyFile, ReadReason


@pytest.fixture
def lines(journal: Journal) -> list[str]:
    """Return the export of a journal of two cases, a draft and a rulebook."""
    journal.keep_rulebook({"rulebook.yaml": b"rulebook:"}, "d")
    begun(journal, "c-1")
    begun(journal, "c-2")
    draft = journal.draft("c-2", by=WORKER, at=NOW)
    draft.save(draft.load()[0], 0)
    return list(journal.export())


def other(tmp_path: Path) -> Journal:
    """Return an empty journal under the same key."""
    return Journal.create(str(tmp_path / "other.db"), KeyFile(tmp_path / "key"), NOW)


def test_without_loss(journal: Journal, lines: list[str], tmp_path: Path) -> None:
    """What was exported and taken is exported the same."""
    with other(tmp_path) as taken:
        assert taken.take(lines) == 12
        assert list(taken.export()) == lines
        assert taken.verify(journal.anchor()).problem is None
        mine = journal.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)[:-1]
        assert taken.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)[:-1] == mine


def test_an_empty_one(journal: Journal, tmp_path: Path) -> None:
    """It is the same journal, which has not begun."""
    with other(tmp_path) as taken:
        assert taken.take(journal.export()) == 0
        assert taken.verify(journal.anchor()).problem is None


def test_what_is_sealed_stays_sealed(lines: list[str]) -> None:
    """An export may lie where the database may."""
    assert PLANTED not in "".join(lines)
    assert "c-1" not in "".join(lines)


@pytest.mark.parametrize("after", [1, 3, 7, 12, 15])
def test_broken_off_and_taken_again(lines: list[str], after: int, tmp_path: Path) -> None:
    """What is there already is passed over."""
    with other(tmp_path) as taken:
        taken.take(lines[:after])
        taken.take(lines)
        assert taken.take(lines) == 0
        assert list(taken.export()) == lines


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "journal-no-export"),
        ("{}", "journal-no-export"),
        ("[1]", "journal-no-export"),
        ('{"row": "event"}', "journal-no-export"),
        ('{"row": "person", "name": "x"}', "journal-no-export"),
    ],
)
def test_none_of_an_export(lines: list[str], line: str, code: str, tmp_path: Path) -> None:
    """The line is named, and not repeated."""
    with other(tmp_path) as taken:
        wrong = [line, *lines[1:]] if not line else [*lines[:4], line]
        with pytest.raises(JournalError) as caught:
            taken.take(wrong)
        assert caught.value.diagnostics[0].code == code
        assert caught.value.diagnostics[0].details["line"] == (1 if not line else 5)


def test_one_that_differs(journal: Journal, lines: list[str]) -> None:
    """Nothing there is written over."""
    changed = json.loads(lines[-1])
    changed["kind"] = "read"
    with pytest.raises(JournalError) as caught:
        journal.take([*lines[:-1], json.dumps(changed)])
    assert caught.value.diagnostics[0].code == "journal-differs"
    assert list(journal.export()) == lines


def test_of_another_journal(lines: list[str], tmp_path: Path) -> None:
    """Two journals are never made one."""
    folder = tmp_path / "another"
    folder.mkdir()
    with made(folder) as another:
        begun(another, "c-1")
        with pytest.raises(JournalError) as caught:
            another.take(lines)
        assert caught.value.diagnostics[0].code == "journal-another"
