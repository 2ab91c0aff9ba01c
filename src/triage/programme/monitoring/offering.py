"""What was offered to whom, and what followed after it was begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from triage.programme.cell_suppression import Cells
from triage.programme.monitoring import grouping
from triage.programme.monitoring.amounts import Amounts
from triage.programme.monitoring.counted import outcomes
from triage.programme.monitoring.people import Numbers, People
from triage.programme.monitoring.record import Given
from triage.programme.monitoring.report import Offered


def runs(given: Given, day: date) -> bool:
    """Say whether somebody is in an intervention on a day."""
    begun = given.start is not None and given.start <= day
    return begun and (given.end is None or given.end >= day)


def waits(given: Given, day: date) -> bool:
    """Say whether somebody waits for an intervention on a day."""
    asked = given.requested is None or given.requested <= day
    return asked and (given.start is None or given.start > day)


class Offers:
    """One intervention among the participants: begun, still running, ended, waited for."""

    def __init__(self, cells: Cells, people: People, intervention: str) -> None:
        """Tell its numbers."""
        self.id = intervention
        self._cells, self._people = cells, people
        self._key = ("given", intervention)
        self._begun = dict(self._first_days())
        begun = frozenset(self._begun)
        running = self._those(runs)
        grouping.tell(cells, self._key, begun, self._followed())
        cells.tell(*self._key, "running", people=running)
        cells.tell(*self._key, "ended", people=begun - running)
        cells.tell(*self._key, "waiting", people=self._those(waits) - begun)
        cells.divide(*self._key, into=[(*self._key, "running"), (*self._key, "ended")])

    def offered(self, label: str, amounts: Amounts) -> Offered:
        """Return what was told; hours are of today where the people are."""
        counts = grouping.counts(self._cells, self._key, self._people)
        return Offered(
            id=self.id,
            label=label,
            running=self._cells.count(*self._key, "running", of=self._key),
            ended=self._cells.count(*self._key, "ended", of=self._key),
            waiting=self._cells.count(*self._key, "waiting"),
            hours=amounts.hours(self._key, counts["people"], self._hours()),
            **counts,
        )

    def _given(self, number: int) -> Iterator[Given]:
        every = self._people.histories[number].given
        return (given for given in every if given.what == self.id)

    def _first_days(self) -> Iterator[tuple[int, date]]:
        """Yield the day each participant first began it, of those who did."""
        for number in self._people.participants:
            starts = (given.start for given in self._given(number))
            days = [day for day in starts if day is not None and day <= self._people.as_of]
            if days:
                yield number, min(days)

    def _those(self, are: Callable[[Given, date], bool]) -> Numbers:
        return frozenset(
            number
            for number in self._people.participants
            if any(are(given, self._people.as_of) for given in self._given(number))
        )

    def _followed(self) -> grouping.Followed:
        """Return those for whom an outcome began after it, or on the same day."""
        found: Mapping[str, set[int]] = {kind: set() for kind in self._people.kinds}
        for number, day in self._begun.items():
            history, last = self._people.histories[number], self._people.as_of
            for came in outcomes(history, self._people.programme, last, after=day):
                found[came.what].add(number)
        targets = self._people.programme.targets
        by_target = {
            id_: those.intersection(
                set[int]().union(*(found[kind] for kind in targets[id_].counts))
            )
            for id_, those in self._people.by_target.items()
        }
        by_kind = {kind: frozenset(found[kind]) for kind in self._people.kinds}
        return grouping.Followed(by_kind, by_target)

    def _hours(self) -> Decimal:
        given = (each for number in self._begun for each in self._given(number))
        last = self._people.as_of
        begun = (each for each in given if each.start is not None and each.start <= last)
        return sum((each.hours for each in begun if each.hours is not None), Decimal(0))
