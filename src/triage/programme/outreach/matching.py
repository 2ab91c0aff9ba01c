"""Who is found: by when their courses ended and in which months they had no income.

A month nobody knows of is no month without income. Whoever is left out is counted once, under the
first thing that leaves them out, so that all of them together are all who took part in a course.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from triage.program.calendar import months_after
from triage.programme.outreach.declaration import Method
from triage.tables import ReadAs


class LeftOut(enum.StrEnum):
    """Why somebody is not invited; the first that fits counts."""

    PROTECTED = "protected"
    """Their address is protected."""
    CRISIS = "crisis"
    """They are in touch with a crisis service."""
    UNREADABLE = "unreadable"
    """A row about them cannot be used."""
    STILL_THERE = "still_there"
    """They are still on a course."""
    TOO_RECENT = "too_recent"
    """Their last course ended too short a time ago."""
    TOO_LONG_AGO = "too_long_ago"
    """Their last course ended too long ago."""
    INCOME = "income"
    """They had an income."""
    UNKNOWN = "unknown"
    """Of some month nobody knows."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is found, and why: when the last course ended."""

    id: str
    ended: date


@dataclass(frozen=True, slots=True)
class Excluding:
    """A list of those who must get no letter: its rows, and how many of them took a course."""

    rows: int
    found: int


@dataclass(frozen=True, slots=True)
class Found:
    """Those who are found, by id; how many were looked at, and how many left out for what.

    `months` are the first day of each month in which they had no income. `rows` says how many rows
    were read of courses and income; of those who took a course, `on_both` are on both lists.
    """

    invited: tuple[Invited, ...]
    looked_at: int
    left_out: Mapping[LeftOut, int]
    months: tuple[date, ...]
    rows: Mapping[str, int]
    protected: Excluding
    crisis: Excluding | None = None
    on_both: int = 0


@dataclass(slots=True)
class Known:
    """What the tables say of everybody who took part in a course.

    `last` is the end of somebody's last course, None while it goes on. `income` and `known` have
    a bit for each month: that there was an income, and that it is known whether there was. `crisis`
    is None where there is no such list. `rows` says how many rows each table had, `read_as` what it
    was read as.
    """

    last: dict[str, date | None] = field(default_factory=dict)
    income: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    protected: set[str] = field(default_factory=set)
    crisis: set[str] | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    read_as: Mapping[str, ReadAs] = field(default_factory=dict)

    def course(self, person: str, ended: date | None) -> None:
        """Note a course."""
        before = self.last.get(person, date.min)
        self.last[person] = None if before is None or ended is None else max(before, ended)

    def unreadable_course(self, person: str) -> None:
        """Note that a row about a course cannot be used: the person is looked at all the same."""
        self.last.setdefault(person, date.min)
        self.unreadable.add(person)

    def month(self, person: str, bit: int, had_income: bool) -> None:
        """Note a month of somebody who took part in a course; one yes counts."""
        if person in self.last:
            self.known[person] = self.known.get(person, 0) | bit
            if had_income:
                self.income[person] = self.income.get(person, 0) | bit


def months_before(as_of: date, count: int) -> tuple[date, ...]:
    """Return the first days of the last whole months before a day, the earliest first."""
    this = as_of.replace(day=1)
    return tuple(months_after(this, -back) for back in range(count, 0, -1))


def match(known: Known, method: Method, as_of: date) -> Found:
    """Find people as of a day."""
    months = months_before(as_of, method.without_income)
    invited: list[Invited] = []
    left_out = Counter[LeftOut]()
    for person, reason in _reasons(known, method, as_of, (1 << len(months)) - 1):
        ended = known.last.get(person)
        if reason is None and ended is not None:
            invited.append(Invited(person, ended))
        elif reason is not None:
            left_out[reason] += 1
    return Found(
        invited=tuple(sorted(invited, key=lambda each: each.id)),
        looked_at=len(known.last),
        left_out={reason: left_out[reason] for reason in LeftOut},
        months=months,
        rows={name: known.rows.get(name, 0) for name in ("courses", "income")},
        protected=_excluding(known, "protected", known.protected),
        crisis=None if known.crisis is None else _excluding(known, "crisis", known.crisis),
        on_both=len(known.last.keys() & known.protected & (known.crisis or set())),
    )


def _excluding(known: Known, name: str, ids: set[str]) -> Excluding:
    return Excluding(known.rows.get(name, len(ids)), len(known.last.keys() & ids))


def _reasons(
    known: Known, method: Method, as_of: date, every: int
) -> Iterator[tuple[str, LeftOut | None]]:
    recent = months_after(as_of, -method.ended_at_least)
    old = months_after(as_of, -method.ended_at_most)
    for person in known.last:
        yield person, _reason(known, person, as_of, (old, recent), every)


def _reason(
    known: Known, person: str, as_of: date, ended_within: tuple[date, date], every: int
) -> LeftOut | None:
    ended = known.last.get(person)
    if person in known.protected:
        return LeftOut.PROTECTED
    if known.crisis is not None and person in known.crisis:
        return LeftOut.CRISIS
    if person in known.unreadable:
        return LeftOut.UNREADABLE
    if ended is None or ended > as_of:
        return LeftOut.STILL_THERE
    if ended > ended_within[1]:
        return LeftOut.TOO_RECENT
    if ended < ended_within[0]:
        return LeftOut.TOO_LONG_AGO
    if known.income.get(person, 0):
        return LeftOut.INCOME
    return None if known.known.get(person, 0) == every else LeftOut.UNKNOWN
