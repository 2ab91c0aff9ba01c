from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from triage.programme.outreach import (
    Excluding,
    Found,
    Invited,
    Known,
    LeftOut,
    LegalBasis,
    LetterFacts,
    Method,
    Notice,
    counted,
    match,
)
from triage.programme.outreach.matching import months_before

AS_OF = date(2026, 11, 22)
METHOD = Method(
    label="Kursister", ended_at_least=3, ended_at_most=24, without_income=3, source="x", note="y"
)
TELLING = LetterFacts("s", "c", "d", "p", LegalBasis.PUBLIC_TASK, "l", "r", AS_OF)
PEOPLE = st.sampled_from("abcdefgh")
COURSES = st.lists(st.tuples(PEOPLE, st.none() | st.dates(date(2024, 1, 1), date(2027, 2, 1))))
FLAGS = st.lists(st.tuples(PEOPLE, st.integers(0, 2), st.booleans()), max_size=40)
SETS = st.frozensets(PEOPLE)


def expected(
    person: str,
    courses: list[tuple[str, date | None]],
    flags: list[tuple[str, int, bool]],
    protected: frozenset[str],
    crisis: frozenset[str],
) -> LeftOut | None:
    """Say in plain words why somebody is left out."""
    ends = [ended for who, ended in courses if who == person]
    months = [
        {said for who, at, said in flags if (who, at) == (person, month)} for month in range(3)
    ]
    if person in protected:
        return LeftOut.PROTECTED
    if person in crisis:
        return LeftOut.CRISIS
    if any(ended is None or ended > AS_OF for ended in ends):
        return LeftOut.STILL_THERE
    last = max(ended for ended in ends if ended is not None)
    if last > date(2026, 8, 22):
        return LeftOut.TOO_RECENT
    if last < date(2024, 11, 22):
        return LeftOut.TOO_LONG_AGO
    if any(True in said for said in months):
        return LeftOut.INCOME
    return None if all(months) else LeftOut.UNKNOWN


@given(COURSES, FLAGS, SETS, SETS)
def test_as_looking_at_each_of_them(
    courses: list[tuple[str, date | None]],
    flags: list[tuple[str, int, bool]],
    protected: frozenset[str],
    crisis: frozenset[str],
) -> None:
    """The same are found and left out for the same; everybody is counted once."""
    known = Known(protected=set(protected), crisis=set(crisis))
    for person, ended in courses:
        known.course(person, ended)
    for person, month, said in flags:
        known.month(person, 1 << month, said)
    found = match(known, METHOD, AS_OF)
    people = sorted({person for person, _ in courses})
    reasons = {each: expected(each, courses, flags, protected, crisis) for each in people}
    assert [each.id for each in found.invited] == [each for each in people if reasons[each] is None]
    for reason in LeftOut:
        assert found.left_out[reason] == [*reasons.values()].count(reason)
    assert found.looked_at == len(people)
    assert len(found.invited) + sum(found.left_out.values()) == found.looked_at


def test_a_month_nobody_knows_of_is_no_month_without_income() -> None:
    """Two of three months are known, and without income: that is not enough."""
    known = Known()
    known.course("a", date(2026, 3, 1))
    for month in (0, 2):
        known.month("a", 1 << month, False)
    found = match(known, METHOD, AS_OF)
    assert (found.invited, found.left_out[LeftOut.UNKNOWN]) == ((), 1)


def test_the_months() -> None:
    """Whole months before the day, over the turn of the year too."""
    assert months_before(date(2026, 2, 1), 3) == (
        *(date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)),
    )


def looked(
    invited: tuple[Invited, ...],
    reasons: dict[LeftOut, int],
    *,
    more: tuple[int, int] = (0, 0),
    on_both: int = 0,
) -> Found:
    """Find people, with `more` rows of both lists than took a course."""
    protected, crisis = reasons[LeftOut.PROTECTED], reasons[LeftOut.CRISIS] + on_both
    return Found(
        invited,
        len(invited) + sum(reasons.values()),
        reasons,
        months_before(AS_OF, 3),
        {"courses": 50, "income": 5},
        Excluding(protected + more[0], protected),
        Excluding(crisis + more[1], crisis),
        on_both,
    )


FEW = st.integers(0, 30)


@given(FEW, FEW, FEW, FEW, FEW, st.integers(2, 10))
def test_what_was_read_gives_nothing_away(
    protected: int, crisis: int, both: int, beside: int, also: int, limit: int
) -> None:
    """Nor how many are on both lists, nor how many of a list did not take a course."""
    reasons = dict.fromkeys(LeftOut, 0) | {LeftOut.PROTECTED: protected + both}
    reasons[LeftOut.CRISIS] = crisis
    whole = looked((), reasons, more=(beside, also), on_both=both)
    counts = counted(whole, METHOD, {}, TELLING, limit)
    assert (counts.read.courses, counts.read.income) == (50, 5 if limit <= 5 else None)
    assert counts.read.crisis is not None
    for list_, rows, of_them in (
        (counts.read.protected, protected + both + beside, protected + both),
        (counts.read.crisis, crisis + both + also, crisis + both),
    ):
        assert list_.rows in {rows, None}
        assert list_.found in {of_them, None}
        assert list_.rows is None or not 0 < rows < limit
        assert list_.found is None or not 0 < of_them < limit
        if list_.rows is not None and list_.found is not None:
            assert not 0 < rows - of_them < limit
    listed, told = counts.read.crisis.found, counts.left_out[LeftOut.CRISIS]
    assert listed is None or told is None or not 0 < listed - told < limit


def test_what_is_said_aloud() -> None:
    """A list without rows, one that found nobody, and none at all."""
    nobody = dict.fromkeys(LeftOut, 0)
    empty = looked((), nobody)
    assert counted(empty, METHOD, {}, TELLING, 10).notices == (
        Notice.PROTECTED_EMPTY,
        Notice.CRISIS_EMPTY,
    )
    strangers = looked((), nobody, more=(1, 2))
    assert counted(strangers, METHOD, {}, TELLING, 10).notices == (
        *(Notice.PROTECTED_NONE_FOUND, Notice.CRISIS_NONE_FOUND),
    )
    without = replace(looked((), nobody | {LeftOut.PROTECTED: 1}), crisis=None)
    assert counted(without, METHOD, {}, TELLING, 10).notices == (Notice.CRISIS_NOT_GIVEN,)
    usual = looked((), nobody | {LeftOut.PROTECTED: 1, LeftOut.CRISIS: 1})
    assert counted(usual, METHOD, {}, TELLING, 10).notices == ()


@given(st.lists(st.integers(0, 30), min_size=9, max_size=9), st.integers(2, 10))
def test_small_counts_cannot_be_worked_out(numbers: list[int], limit: int) -> None:
    """Of numbers that add up, a small one is hidden with another beside it."""
    reasons = dict(zip(LeftOut, numbers[1:], strict=True))
    invited = tuple(Invited(str(number), AS_OF) for number in range(numbers[0]))
    counts = counted(looked(invited, reasons), METHOD, {}, TELLING, limit)
    shown = [counts.invited, *counts.left_out.values()]
    for number, count in zip(numbers, shown, strict=True):
        assert count in {number, None}
        assert count is None or not 0 < count < limit
    if counts.looked_at is not None:
        hidden = [n for n, count in zip(numbers, shown, strict=True) if count is None]
        assert not 0 < sum(hidden) < limit
        assert len(hidden) != 1
