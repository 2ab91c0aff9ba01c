"""Hours and money in a report that is compared with earlier ones: of today, or repeated.

An amount gives away what belongs to those who are new in it. So hours are of today only where the
number of people is, and money only where it went to many more cases, or to none that is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from triage.programme.derivation import Key
from triage.programme.monitoring.ledger import Release, Spent, name_of
from triage.programme.repeated import RepeatedAmount, day_of

_TOTAL = "total"


class Amounts:
    """Says which amounts are of today, and keeps those."""

    def __init__(self, limit: int, earlier: Sequence[Release] = ()) -> None:
        """Compare with `earlier` releases; changes in fewer than `limit` people are small."""
        self._limit, self._earlier = limit, earlier
        self.hours_anew: dict[Key, Decimal] = {}
        self.money_anew: dict[str, Mapping[str, Spent]] = {}

    def hours(self, key: Key, people: int | None, hours: Decimal) -> Decimal | None:
        """Return the hours of people that are told under a key, hidden or repeated as these are."""
        if people is None:
            return None
        day = day_of(people)
        if day is None:
            self.hours_anew[key] = hours
            return hours
        name = name_of(key)
        found = (each.hours.get(name) for each in self._earlier if each.as_of == day)
        known = [each for each in found if each is not None]
        return RepeatedAmount(known[-1], day) if known else None

    def money(self, line: str, spent: Mapping[int | None, Spent]) -> dict[int | None, Decimal]:
        """Return what a line used by year, and altogether: all of it of today, or all repeated."""
        before = [(each.as_of, each.money[line]) for each in self._earlier if line in each.money]
        now = {_name(year): each for year, each in spent.items()}
        if all(self._many_more(now, known) for _, known in before):
            if not before or before[-1][1] != now:
                self.money_anew[line] = now
            return {year: each.amount for year, each in spent.items()}
        day, known = before[-1]
        return {_year(name): RepeatedAmount(each.amount, day) for name, each in known.items()}

    def _many_more(self, now: Mapping[str, Spent], before: Mapping[str, Spent]) -> bool:
        """Say whether every sum is about nobody, or about many more or fewer than before."""
        nothing = Spent(amount=Decimal(0), cases=0)
        pairs = ((now.get(name, nothing), before.get(name, nothing)) for name in {*now, *before})
        return all(
            not (one.cases or other.cases) or abs(one.cases - other.cases) >= self._limit
            for one, other in pairs
        )


def _name(year: int | None) -> str:
    return _TOTAL if year is None else str(year)


def _year(name: str) -> int | None:
    return None if name == _TOTAL else int(name)
