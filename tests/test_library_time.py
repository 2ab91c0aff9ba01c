"""A call may be given a time. It ends in `LimitReached`, and changes no answer, then or later."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

import triage
from tests.present.pages import BOOK as FOLDER
from tests.present.pages import case
from triage.diagrams import steps
from triage.engine.symbolic.decisions import Decisions

DAY = "2026-05-04"
CASES = [{}, case("open").answers, {"age": 41}]
LONG = 3_600.0


class Clock:
    """A clock on which an hour passes at the look of a number, and no time before."""

    def __init__(self, late_at: int) -> None:
        self._late_at, self.looks = late_at, 0

    def __call__(self) -> float:
        """Return the time."""
        self.looks += 1
        return 2 * LONG if self.looks > self._late_at else 0.0


Outcomes = list[triage.ExplainedOutcome | None]


def assessed(book: triage.Rulebook, seconds: float | None) -> Outcomes:
    """Assess some cases more often than it takes to share decisions; `None` where time is up."""

    def one(answers: dict[str, object]) -> triage.ExplainedOutcome | None:
        try:
            return book.assess(answers, as_of=DAY, engine="compiled", most_seconds=seconds)
        except triage.LimitReached as error:
            return None if "out-of-time" in str(error) else pytest.fail(str(error))

    return [one(answers) for answers in CASES * 2]


@pytest.fixture
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "AT_A_TIME", 8)


@pytest.mark.usefixtures("_often")
@pytest.mark.parametrize("limits", [triage.Limits(), triage.Limits(steps=150)])
def test_time_changes_no_answer(limits: triage.Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a call is stopped, exact or not: afterwards it says what it always did."""
    expected = assessed(triage.load_rulebook(FOLDER, limits=limits), None)
    assert None not in expected
    stopped = 0
    for late_at in range(1, 60, 2):
        book = triage.load_rulebook(FOLDER, limits=limits)
        monkeypatch.setattr(steps, "monotonic", Clock(late_at))
        hurried = assessed(book, LONG)
        stopped += hurried.count(None)
        assert all(one in (None, other) for one, other in zip(hurried, expected, strict=True))
        assert assessed(book, None) == expected
    assert stopped > 20


@pytest.mark.usefixtures("_often")
def test_what_was_stopped_is_made_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """What assessments share is not given up for good because one of them was in a hurry."""
    book = triage.load_rulebook(FOLDER)
    for answers in CASES[:2]:
        book.assess(answers, as_of=DAY, engine="compiled")
    monkeypatch.setattr(steps, "monotonic", Clock(2))
    with pytest.raises(triage.LimitReached):
        book.assess(CASES[2], as_of=DAY, engine="compiled", most_seconds=LONG)
    assessed(book, None)
    monkeypatch.setattr(Decisions, "made", None)
    assert None not in assessed(book, None)


@pytest.mark.usefixtures("_often")
def test_other_calls_are_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next question, and each of many assessments by itself."""
    book = triage.load_rulebook(FOLDER)
    ticking: Callable[[], float] = lambda: float(next(seconds))  # noqa: E731 - one line
    seconds = count()
    monkeypatch.setattr(steps, "monotonic", ticking)
    with pytest.raises(triage.LimitReached, match="out-of-time"):
        book.next_question({}, as_of=DAY, most_seconds=0.5)
    found = list(book.assess_many([{}, {}], as_of=DAY, engine="compiled", most_seconds=0.5))
    assert [type(each) for each in found] == [triage.LimitReached] * 2
    assert book.next_question({}, as_of=DAY).question is not None


def page_of(book: triage.Rulebook) -> Callable[[], object]:
    """Return a call that makes the page of an outcome."""
    outcome = book.assess(case("open").answers, as_of=DAY, engine="compiled")
    return lambda: book.page(outcome)


def changes_towards(book: triage.Rulebook) -> Callable[[], object]:
    """Return a call that explains an outcome."""
    outcome = book.assess(case("open").answers, as_of=DAY, engine="compiled")
    return lambda: outcome.towards("open_many")


def first_question(book: triage.Rulebook) -> Callable[[], object]:
    """Return a call that begins an interview."""
    return lambda: book.interview(as_of=DAY).next


@pytest.mark.usefixtures("_often")
@pytest.mark.parametrize("calling", [page_of, changes_towards, first_question])
def test_a_time_limit_holds_whatever_is_asked(
    calling: Callable[[triage.Rulebook], Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, explanations and interviews are stopped too, and say the same afterwards."""
    call = calling(triage.load_rulebook(FOLDER))
    monkeypatch.setattr(steps, "monotonic", Clock(1))
    with pytest.raises(triage.LimitReached, match="out-of-time"), triage.time_limit(LONG):
        call()
    assert call() == calling(triage.load_rulebook(FOLDER))()


@pytest.mark.usefixtures("_often")
def test_a_longer_limit_inside_does_not_lengthen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does none: what ends first counts."""
    book = triage.load_rulebook(FOLDER)
    for inside in (None, 10 * LONG):
        monkeypatch.setattr(steps, "monotonic", Clock(2))
        with pytest.raises(triage.LimitReached), triage.time_limit(LONG):
            book.assess({}, as_of=DAY, engine="compiled", most_seconds=inside)


def test_without_a_time_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library reads one only where it is asked to."""
    clock = Clock(0)
    monkeypatch.setattr(steps, "monotonic", clock)
    assessed(triage.load_rulebook(FOLDER), None)
    assert clock.looks == 0
