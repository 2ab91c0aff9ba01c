from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.office import DAY, agreed
from triage.journal import (
    Agreed,
    Declined,
    Event,
    FollowedUp,
    LifeChanged,
    Opened,
    Started,
    Withdrawn,
)
from triage.journal.due import DueKind, due
from triage.journal.sequence import of_events

BEGUN = Started(agreed=6, on=date(2026, 11, 30))


def found(on: date, *events: Event) -> list[tuple[str, date]]:
    """Return what is due on a day after the events of a case in which something was agreed."""
    case = of_events(enumerate((*agreed(), *events), start=1))
    return [(each.what.value, each.since) for each in due(case, on, noted_on)]


def noted_on(_: int) -> date:
    """Return the day on which every event was noted."""
    return DAY


def test_nothing_on_the_day_itself() -> None:
    """An agreement is not late on its day."""
    assert found(DAY, BEGUN) == []


def test_agreed_and_never_begun() -> None:
    """From the day after it was to have begun."""
    assert found(DAY + timedelta(1)) == [("not_started", DAY)]


def test_agreed_without_a_day() -> None:
    """It is not forgotten: two weeks after it was noted, somebody asks why it has not begun."""
    undated = Agreed(intervention="internship")
    late = ("not_started", date(2026, 12, 13))
    assert found(date(2026, 12, 13), undated) == []
    assert found(date(2026, 12, 14), undated) == [late]


def test_another_day() -> None:
    """The day that was agreed on last counts, and the earlier one no more."""
    later = Agreed(intervention="internship", by=date(2026, 12, 10))
    assert found(date(2026, 12, 10), later) == []
    assert found(date(2026, 12, 11), later) == [("not_started", date(2026, 12, 10))]


def test_nothing_she_has_said_no_to() -> None:
    """Neither to begin nor to ask after, until it is agreed on again."""
    no = Declined(intervention="internship")
    assert found(date(2026, 12, 20), no) == []
    assert found(date(2026, 12, 20), BEGUN, no) == []
    again = Agreed(intervention="internship", by=date(2026, 12, 10))
    assert found(date(2026, 12, 20), no, again) == [("not_started", date(2026, 12, 10))]


@pytest.mark.parametrize(
    ("on", "since"),
    [
        (date(2026, 12, 2), None),
        (date(2026, 12, 3), date(2026, 12, 3)),
        (date(2026, 12, 13), date(2026, 12, 3)),
        (date(2026, 12, 14), date(2026, 12, 14)),
        (date(2027, 2, 27), date(2026, 12, 14)),
        (date(2027, 2, 28), date(2027, 2, 28)),
    ],
)
def test_follow_ups(on: date, since: date | None) -> None:
    """After three days, two weeks and three months; of those that were missed, the last."""
    told = [each for each in found(on, BEGUN) if each[0] == "follow_up"]
    assert told == ([] if since is None else [("follow_up", since)])


def test_a_follow_up_does_for_those_before_it() -> None:
    """Whoever asked in the second week has asked for the third day."""
    asked = FollowedUp(agreed=6, on=date(2026, 12, 15))
    assert found(date(2026, 12, 16), BEGUN, asked) == []


def test_an_old_assessment() -> None:
    """After three months, or as soon as life has changed."""
    old = ("assessment_old", date(2027, 2, 28))
    assert old not in found(date(2027, 2, 27))
    assert old in found(date(2027, 2, 28))
    changed = LifeChanged(on=date(2026, 12, 1), what="…")
    assert ("life_changed", date(2026, 12, 1)) in found(date(2026, 12, 1), changed)


def test_nothing_of_nobody() -> None:
    """A vignette is never due; of a person, the same is."""
    rated = agreed()[1:5]
    for vignette in (False, True):
        case = of_events(enumerate((Opened(vignette=vignette), *rated), start=1))
        assert bool([*due(case, date(2030, 1, 1), noted_on)]) is not vignette


def test_nothing_of_somebody_who_withdrew() -> None:
    """She is asked nothing any more."""
    assert found(date(2030, 1, 1), Withdrawn(on=DAY)) == []


@given(st.integers(0, 4000))
def test_due_is_in_the_past(days: int) -> None:
    """Nothing is due before its day, and each thing once."""
    on = DAY + timedelta(days)
    case = of_events(enumerate((*agreed(), BEGUN, Agreed(intervention="internship")), start=1))
    every = list(due(case, on, noted_on))
    assert all(each.since <= on for each in every)
    assert len({each.event for each in every}) == len(every)
    late = [each for each in every if each.what is DueKind.NOT_STARTED]
    assert [each.event for each in late] == ([8] if days > 14 else [])
