"""What is asked at a terminal once a case is assessed into a journal: what somebody stands by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.office import NOW, WORKER, agreed, made
from tests.present.pages import BOOK, book
from triage.cli import journal_assessing
from triage.cli.journal_assessing import Noting, _Asking
from triage.cli.journal_options import Office
from triage.journal import Confirmed, Departed, Suggested
from triage.model.departure import DepartureReason
from triage.present import Words


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office with a case in which something was suggested."""
    with made(tmp_path) as journal:
        journal.record("c-1", *agreed()[:3], by=WORKER, at=NOW)
        yield Office(journal, WORKER)


SUGGESTED = Suggested(assessed=2, typology="flexible", interventions=("internship",))


def asked(
    office: Office,
    typed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    suggested: Suggested = SUGGESTED,
) -> None:
    """Put the screen to somebody who types these lines, and nothing else."""
    lines = iter(typed)
    monkeypatch.setattr(journal_assessing, "read_line", lambda _: next(lines))
    _Asking(Noting(office, book(), BOOK, Words("en")), "c-1", suggested, 3).ask()
    assert next(lines, None) is None


def test_what_is_typed_is_noted(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the words of the history; what cannot be meant is asked again, and said."""
    asked(office, ["1 3", "1", "2", "2", "", "9", "x", "1", "Her own."], monkeypatch)
    out = capsys.readouterr().out
    assert out.startswith(
        "\nSuggested. What do you stand by?\n1. flexible\n2. Internship without pay\n"
    )
    assert "Type numbers from 1 to 2" in out
    assert out.count("Type a number from 1 to 8.") == 2
    assert "\n\nWhy depart from Internship without pay?\n" in out
    assert "w-7: left out although it was suggested: Internship without pay\n" in out
    confirmed, departed = [*office.journal.standing("c-1").counting.values()][-2:]
    assert isinstance(confirmed, Confirmed)
    assert confirmed.goal is not None
    assert isinstance(departed, Departed)
    assert (departed.instead, departed.reason) == (None, next(iter(DepartureReason)))


def test_nothing_typed_notes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The suggestion stands, and nobody stands by it."""
    asked(office, ["", ""], monkeypatch)
    assert [*office.journal.standing("c-1").counting] == [1, 2, 3]


def test_where_nothing_is_suggested_nothing_is_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page says so; there is no number to type."""
    asked(office, [], monkeypatch, Suggested(assessed=2, typology="open"))
    assert capsys.readouterr().out == ""
