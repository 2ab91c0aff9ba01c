"""The days a check looks at: one for each stretch of time in which nothing changes.

What a rulebook means depends on the day in three ways: which rules of law are in force, whether the
rulebook speaks for the day at all, and where tests of dates cut. The first two change on the dates
the rulebook names. A test of time elapsed moves along with the day; it makes a difference only
where its cut passes a date that stands still. So between two such days every claim stays as it is,
and one day of each stretch stands for all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from triage.engine.symbolic.partition import Partition
from triage.model.condition import AsOf
from triage.model.question import Dates
from triage.model.rulebook import Rulebook
from triage.program.calendar import latest_day_at_least
from triage.program.program import DateSpan, Program, Variable

ANY_DAY = date(2000, 1, 1)
"""Stands for all days where a rulebook means the same on each."""

_CALENDAR = range(date(1, 2, 1).toordinal(), date(9998, 12, 31).toordinal())
"""The days looked through; a month and a year are left at its ends to count into."""

_ONE_DAY = timedelta(days=1)

_Cut = Callable[[int], int]
"""Where a test that moves with the day cuts, by ordinals."""


def own_days(rulebook: Rulebook, program: Program) -> list[date]:
    """Return a day for each stretch the rulebook speaks for, the earliest first."""
    first, last = rulebook.valid_from or date.min, rulebook.valid_to or date.max
    changes = {*_law_changes(rulebook), *_date_changes(program)}
    days = [first, *sorted(day for day in changes if first < day <= last)]
    return _answerable(rulebook, days, last)


def all_days(rulebook: Rulebook, program: Program) -> list[date]:
    """Return a day for each stretch of time, those the rulebook does not speak for included."""
    changes = {*_law_changes(rulebook), *_date_changes(program), *_own_changes(rulebook)}
    return _answerable(rulebook, [date.min, *sorted(changes)], date.max)


def _answerable(rulebook: Rulebook, days: list[date], last: date) -> list[date]:
    """Return a better first day, and leave out days without answers."""
    if days[0] == date.min:
        days[0] = (days[1] - _ONE_DAY) if len(days) > 1 else min(ANY_DAY, last)
    return [day for day in days if rulebook.answerable_at(day)]


def _own_changes(rulebook: Rulebook) -> Iterator[date]:
    if rulebook.valid_from is not None:
        yield rulebook.valid_from
    if rulebook.valid_to is not None:
        yield rulebook.valid_to + _ONE_DAY


def _law_changes(rulebook: Rulebook) -> Iterator[date]:
    for rule in rulebook.availability:
        if rule.valid_from is not None:
            yield rule.valid_from
        if rule.valid_to is not None and rule.valid_to < date.max:
            yield rule.valid_to + _ONE_DAY


def _date_changes(program: Program) -> Iterator[date]:
    """Yield the days on which a cut that moves reaches a date that stands still, or passes it."""
    cuts = Partition(program)
    for variable in program.variables:
        if isinstance(variable.domain, Dates):
            fixed, moving = _cuts(variable, cuts.spans_of(variable.index))
            for cut in moving:
                for at in sorted(fixed):
                    yield from _reached(cut, (at, at + 1))


def _reached(cut: _Cut, targets: Iterable[int]) -> Iterator[date]:
    for target in targets:
        found = bisect_left(_CALENDAR, target, key=cut)
        if 0 < found < len(_CALENDAR):
            yield date.fromordinal(_CALENDAR[found])


def _cuts(variable: Variable, spans: Iterable[DateSpan]) -> tuple[set[int], list[_Cut]]:
    """Return where the values of a date question are cut on every day, and where by the day."""
    domain = variable.domain
    assert isinstance(domain, Dates)
    fixed: set[int] = set()
    months: set[int | None] = set()
    for bound, after in ((domain.start, 0), (domain.end, 1)):
        if isinstance(bound, AsOf):
            months.add(0 if after else None)
        else:
            fixed.add(bound.toordinal() + after)
    for span in spans:
        for edge in (span.before, span.since):
            if edge is None:
                continue
            if isinstance(edge.value, date):
                fixed.add(edge.value.toordinal())
            else:
                months.add(None)
        for count, more in zip(span.months or (), (0, 1), strict=False):
            if count is not None:
                months.add(count + more)
    return fixed, [_moving(count) for count in months]


def _moving(months: int | None) -> _Cut:
    """Cut at the day itself, or after the last day from which so many months have passed."""
    if months is None:
        return lambda day: day
    return lambda day: latest_day_at_least(months, date.fromordinal(day)) + 1
