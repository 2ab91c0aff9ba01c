"""How far the targets are: so far, over time, and what it still takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from triage.model.programme import Target
from triage.program.calendar import months_after, months_until
from triage.programme.cell_suppression import Cells
from triage.programme.derivation import Key
from triage.programme.monitoring.people import People
from triage.programme.monitoring.report import OnDay, TargetProgress
from triage.programme.repeated import worked_out

_MOST_DAYS = 40
_QUARTER = 3


class Progress:
    """Progress towards one target."""

    def __init__(self, cells: Cells, people: People, target: Target) -> None:
        """Tell the number reached so far."""
        self._cells = cells
        self._people = people
        self.id = target.id
        self._target = target
        self._key: Key = ("target", target.id)
        self._tell(self._key, people.as_of)

    def tell_over_time(self) -> None:
        """Tell the earlier numbers, the latest first: how many came between two is a number too."""
        later = self._key
        for day in reversed(self._days()):
            earlier = (*self._key, day.isoformat())
            self._tell(earlier, day)
            self._cells.divide(*later, into=[earlier])
            later = earlier

    def _tell(self, key: Key, day: date) -> None:
        people = self._people.counted_for(self._target, day)
        self._cells.tell(*key, people=people, series=self._key)

    def progress(self, label: str) -> TargetProgress:
        """Return what was told, and what it still takes."""
        own = self._target
        reached = self._cells.count(*self._key)
        left = None
        if reached is not None and own.number is not None:
            left = worked_out(max(own.number - reached, 0), reached)
        months = self._months_left()
        needed = -(-left // months) if left is not None and months else None
        return TargetProgress(
            id=own.id,
            label=label,
            number=own.number,
            counts=own.counts,
            who=own.who,
            by=self._last(),
            reached=reached,
            left=left,
            months_left=months,
            needed_a_month=None if needed is None else worked_out(needed, reached),
            over_time=tuple(self._over_time(reached)),
        )

    def _over_time(self, reached: int | None) -> Iterator[OnDay]:
        for day in self._days():
            yield OnDay(day=day, people=self._cells.count(*self._key, day.isoformat()))
        yield OnDay(day=self._people.as_of, people=reached)

    def _last(self) -> date | None:
        """Return the day the target is counted by, as far as it is known."""
        period = self._people.programme.period
        return self._target.by or (period.end if period else None)

    def _months_left(self) -> int | None:
        last = self._last()
        if last is None:
            return None
        day = timedelta(days=1)  # both days count in full: what is left lies after the first
        return months_until(self._people.as_of + day, last + day)

    def _days(self) -> list[date]:
        """Return the last days of quarters from the first start on, and no more than fit a page."""
        starts = [each.taking_part.start for each in self._people.histories.values()]
        last = min(self._people.as_of, self._last() or self._people.as_of)
        first = min(starts, default=last)
        begins = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
        days = list[date]()
        while (day := months_after(begins, _QUARTER) - timedelta(days=1)) < last:
            days.append(day)
            begins = months_after(begins, _QUARTER)
        return days[-_MOST_DAYS:]
