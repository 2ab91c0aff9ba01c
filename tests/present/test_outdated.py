"""What no longer speaks for the day of a page is said once, at its foot, and on no other line."""

from __future__ import annotations

import pytest

from tests.cli.running import ROOT, Exit, triage

CASE = str(ROOT / "cases" / "helsingor-2019" / "kitchen-goal.yaml")
LAW = "The rulebook is not valid on this date. Check every statement about the law."
ENDED = "The programme Help immigrant women into work NOW! ended on 31 December 2022."


def page(book: str, day: str) -> str:
    """Return the page of a case as of a day, each line of it unbroken."""
    ran = triage("assess", CASE, "-r", book, "--as-of", day, "--lang", "en", "--format", "md")
    assert ran.exit is Exit.DONE, ran.err
    return ran.out


def test_law_and_programme_after_their_dates() -> None:
    """Both stand behind everything else; no step of the plan says it again."""
    body, _, foot = page("helsingor-2019", "2027-02-01").rpartition("\n---\n")
    assert (foot.count(LAW), foot.count(ENDED)) == (1, 1)
    assert LAW not in body
    assert ENDED not in body
    assert "Check first." not in body


def test_law_within_its_dates() -> None:
    """Only the programme has ended."""
    shown = page("helsingor-2019", "2026-11-23")
    assert LAW not in shown
    assert shown.count(ENDED) == 1


@pytest.mark.more
def test_a_programme_that_runs() -> None:
    """Nothing has ended while it runs, its last day included."""
    assert ENDED not in page("helsingor-2019", "2022-12-31")
    assert ENDED in page("helsingor-2019", "2023-01-01")
