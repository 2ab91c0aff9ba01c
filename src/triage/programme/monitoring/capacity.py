"""Places of an intervention: how many are taken now, and at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from triage.model.programme import Capacity
from triage.programme.cell_suppression import Cells
from triage.programme.monitoring.offering import runs, waits
from triage.programme.monitoring.people import Numbers, People
from triage.programme.monitoring.record import Given
from triage.programme.monitoring.report import Places
from triage.programme.summary import Intervention


class Taken:
    """The places of one intervention; others reached than participants take places too."""

    def __init__(self, cells: Cells, people: People, capacity: Capacity) -> None:
        """Tell how many places are taken, and how many wait for one."""
        self.id, self.intervention = capacity.id, capacity.intervention
        self._cells, self._people, self._own = cells, people, capacity
        cells.tell("places", capacity.id, people=self._taken(people.as_of))
        waiting = self._those(waits, people.as_of) - self._taken(people.as_of)
        cells.tell("places", capacity.id, "waiting", people=waiting)
        fullest = max(self._days(), key=lambda day: (len(self._taken(day)), day))
        cells.tell("places", capacity.id, "most", people=self._taken(fullest))

    def places(self, label: str, intervention: str) -> Places:
        """Return what was told."""
        own, most = self._own, self._cells.count("places", self.id, "most")
        begun = own.start is None or own.start <= self._people.as_of
        return Places(
            id=own.id,
            label=label,
            intervention=Intervention(id=own.intervention, label=intervention),
            places=own.places,
            more_taken=begun and most is not None and most > own.places,
            start=own.start,
            end=own.end,
            taken=self._cells.count("places", own.id),
            most_taken=most,
            waiting=self._cells.count("places", own.id, "waiting"),
        )

    def _taken(self, day: date) -> Numbers:
        return self._those(runs, day)

    def _those(self, are: Callable[[Given, date], bool], day: date) -> Numbers:
        own = self._own
        return self._people.those(
            lambda history: any(
                given.what == own.intervention and are(given, day) for given in history.given
            )
        )

    def _days(self) -> list[date]:
        """Return the days on which somebody began while there were places, and the last."""
        first, last = (
            self._own.start or date.min,
            min(self._own.end or date.max, self._people.as_of),
        )
        given = (each for history in self._people.histories.values() for each in history.given)
        starts = (each.start for each in given if each.what == self._own.intervention)
        return [last, *{day for day in starts if day is not None and first <= day <= last}]
