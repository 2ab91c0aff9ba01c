"""Whether outcomes still hold after the months a programme looks again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.model.programme import Counted
from triage.program.calendar import months_after
from triage.programme.cell_suppression import Cells
from triage.programme.monitoring.counted import outcomes
from triage.programme.monitoring.people import EVERYBODY, People
from triage.programme.monitoring.record import Came
from triage.programme.monitoring.report import Lasting

_STATES = ("lasting", "ended", "not_yet")


class Lasts:
    """Outcomes of one kind, looked at again after so many months."""

    def __init__(self, cells: Cells, people: People, counted: Counted, months: int) -> None:
        """Tell for how many it lasts, has ended, or cannot be said yet; the best of each person."""
        self._cells, self._kind, self._months = cells, counted.kind, months
        self._whole = (*EVERYBODY, counted.kind)
        found: dict[str, set[int]] = {state: set() for state in _STATES}
        for number in people.by_kind[counted.kind]:
            every = outcomes(people.histories[number], people.programme, people.as_of)
            states = {self._state(came, people.as_of) for came in every if came.what is self._kind}
            found[next(state for state in _STATES if state in states)].add(number)
        keys = [self._key(state) for state in _STATES]
        for key, state in zip(keys, _STATES, strict=True):
            cells.tell(*key, people=found[state])
        cells.divide(*self._whole, into=keys)

    def lasting(self) -> Lasting:
        """Return what was told; of few outcomes nothing, as it would be said of each."""
        lasting, ended, not_yet = (
            self._cells.count(*self._key(state), of=self._whole) for state in _STATES
        )
        return Lasting(
            kind=self._kind,
            after_months=self._months,
            lasting=lasting,
            ended=ended,
            not_yet=not_yet,
        )

    def _key(self, state: str) -> tuple[str, ...]:
        return "after", self._kind, str(self._months), state

    def _state(self, came: Came, as_of: date) -> str:
        then = months_after(came.start, self._months)
        if came.end is not None and came.end < min(then, as_of):
            return "ended"
        return "lasting" if then <= as_of else "not_yet"


def looked_at_again(cells: Cells, people: People) -> Iterator[Lasts]:
    """Tell every kind after all the months its programme names."""
    for counted in people.programme.outcomes.values():
        for months in counted.after_months:
            yield Lasts(cells, people, counted, months)
