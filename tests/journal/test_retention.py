from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.journal.office import DAY, NOW, WORKER, begun
from triage.journal import Journal, JournalError, ReadReason, RetentionPolicy, Withdrawn
from triage.model.assessment import Assessment

POLICY = RetentionPolicy(closed_months=3, open_months=12)


def test_what_has_run_out(journal: Journal) -> None:
    """A closed case sooner than an open one; on the day itself, not the day before."""
    begun(journal, "c-1")
    begun(journal, "c-2")
    journal.record("c-2", Withdrawn(on=DAY), by=WORKER, at=NOW)
    assert journal.run_out(POLICY, date(2027, 2, 27)) == ()
    assert journal.run_out(POLICY, date(2027, 2, 28)) == ("c-2",)
    assert journal.run_out(POLICY, date(2027, 11, 28)) == ("c-2",)
    assert journal.run_out(POLICY, date(2027, 11, 29)) == ("c-1", "c-2")
    assert journal.cases() == ("c-1", "c-2")


def test_reading_keeps_nothing(journal: Journal) -> None:
    """A case that is only looked at has run out all the same."""
    begun(journal, "c-1")
    looked = datetime(2027, 11, 1, tzinfo=UTC)
    journal.note_reading("c-1", ReadReason.AUDIT, by=WORKER, at=looked)
    assert journal.run_out(POLICY, date(2027, 11, 29)) == ("c-1",)


def test_a_talk_in_progress_keeps_a_case(journal: Journal) -> None:
    """Somebody is working with it, though no event says so yet."""
    begun(journal, "c-1")
    saved = datetime(2027, 11, 1, tzinfo=UTC)
    journal.draft("c-1", by=WORKER, at=saved).save(Assessment(answers={}), 0)
    assert journal.run_out(POLICY, date(2027, 11, 29)) == ()
    assert journal.run_out(POLICY, date(2028, 11, 1)) == ("c-1",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "closed_months = 3",
        "closed_months = 3\nopen_months = 0",
        "closed_months = 3\nopen_months = true",
        "closed_months = 3\nopen_months = '12'",
        "closed_months = 3\nopen_months = 12\nyears = 1",
        "closed_months",
    ],
)
def test_no_policy(text: str, tmp_path: Path) -> None:
    """Half a policy would keep something for ever, or not at all."""
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(JournalError) as caught:
        RetentionPolicy.read(file)
    assert caught.value.diagnostics[0].code == "journal-no-policy"


def test_a_policy(tmp_path: Path) -> None:
    """Two numbers of months."""
    file = tmp_path / "policy.toml"
    file.write_text("closed_months = 3\nopen_months = 12\n", encoding="utf-8")
    assert RetentionPolicy.read(file) == POLICY
