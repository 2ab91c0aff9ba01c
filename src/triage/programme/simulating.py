"""Made-up participants of a programme, so that its report can be tried out.

Nobody they are made from exists. Where a programme says what it reached, exactly those numbers come
out; where it only says what it aims at, they come out as if every target had been met. Everything
else is drawn by chance, no source says how it was: how many reach a target without a number,
typologies, what was offered, when, and what was paid. Every row says that it is synthetic.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from triage.diagnostics import Diagnostic, TableError
from triage.model.departure import DepartureReason
from triage.model.programme import Budget, BudgetLine, OutcomeKind, Programme, Who
from triage.model.rulebook import Rulebook
from triage.programme.required import programme_of

Row = dict[str, str]
"""Cells by column; what is empty is left out."""

_YEARS = 3
"""How long a programme is taken to last that does not say."""

_ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Somebody:
    """Who is made up, and what follows for them."""

    who: Who
    outcome: OutcomeKind | None


def simulate(
    rulebook: Rulebook, seed: int, last: date, participants: int | None = None
) -> Iterator[Row]:
    """Make up a table of participants; the same seed gives the same table.

    `participants` says how many take part, where the programme does not; `last` is its last day,
    where it does not say.

    Raises:
        TableError: the rulebook has no programme, or nothing says how many take part.
    """
    programme = programme_of(rulebook)
    chance = random.Random(seed)
    everybody = _everybody(programme, participants, chance)
    return _Making(rulebook, programme, chance, last).rows(everybody)


def _everybody(
    programme: Programme, participants: int | None, chance: random.Random
) -> list[_Somebody]:
    """Say who there is to be: as was reached, else as if every target had been met."""
    reached = programme.reached
    if reached is not None:
        kinds = [kind for kind, count in reached.outcomes.items() for _ in range(count)]
        return _with_outcomes(Who.PARTICIPANTS, reached.participants, kinds)
    found: list[_Somebody] = []
    for who in Who:
        targets = [each for each in programme.targets.values() if each.who is who]
        numbers = {each.id: each.number for each in targets if each.number is not None}
        least = max(numbers.values(), default=0)
        kinds = [kind for each in targets for kind in _spread(each.counts, numbers.get(each.id, 0))]
        if who is Who.PARTICIPANTS:
            aimed_at = [numbers[each.id] for each in targets if not each.counts]
            total = participants if participants is not None else max(aimed_at, default=None)
            if total is None or total < max(least, len(kinds)):
                details: dict[str, str | int] = {"least": max(least, len(kinds), 1)}
                raise TableError((Diagnostic("how-many-participants", details=details),))
        else:
            total = max(least, len(kinds))
        for each in targets:
            if each.number is None:
                kinds += _spread(each.counts, chance.randint(0, (total - len(kinds)) // 2))
        found += _with_outcomes(who, total, kinds)
    return found


def _with_outcomes(who: Who, total: int, kinds: Sequence[OutcomeKind]) -> list[_Somebody]:
    without = [None] * (total - len(kinds))
    return [_Somebody(who, outcome) for outcome in [*kinds, *without]]


def _spread(kinds: Sequence[OutcomeKind], number: int) -> Iterator[OutcomeKind]:
    """Divide a number over kinds, as evenly as it goes."""
    if kinds:
        yield from (kinds[place % len(kinds)] for place in range(number))


class _Making:
    def __init__(
        self, rulebook: Rulebook, programme: Programme, chance: random.Random, last: date
    ) -> None:
        self._rulebook, self._programme, self._chance = rulebook, programme, chance
        period = programme.period
        self._last = (period.end if period else None) or last
        start = period.start if period else None
        self._first = start or self._last - timedelta(days=365 * _YEARS)
        groups, typologies = rulebook.target_groups, rulebook.typologies
        self._groups = groups.values if groups else ()
        self._typologies = typologies.values if typologies else ()
        efforts = programme.efforts.values()
        offered = dict.fromkeys(each for effort in efforts for each in effort.interventions)
        self._offered = [*offered] or [*rulebook.interventions]
        self._rules = [each.id for each in rulebook.recommendations]

    def rows(self, everybody: list[_Somebody]) -> Iterator[Row]:
        self._chance.shuffle(everybody)
        for number, somebody in enumerate(everybody, start=1):
            for row in self._history(somebody):
                yield {"case": f"S{number:04}", **row, "synthetic": "yes"}
        if self._programme.budget is not None:
            for row in self._costs(self._programme.budget):
                yield {**row, "synthetic": "yes"}

    # --- one of them

    def _history(self, somebody: _Somebody) -> Iterator[Row]:
        joined = self._day(self._first, self._part(0.6))
        left = self._day(joined, self._last)
        row = _row("taking_part", joined, left, who=somebody.who.value)
        if self._groups:
            row["target_group"] = self._chance.choice(self._groups)
        yield row
        if self._typologies:
            yield from self._assessment(joined)
        for intervention in self._chance.sample(self._offered, min(3, len(self._offered))):
            yield self._given(intervention, joined)
        if somebody.outcome is not None:
            yield self._came(somebody.outcome, joined)

    def _assessment(self, day: date) -> Iterator[Row]:
        suggested = self._chance.choice(self._typologies)
        another = self._chance.random() < 0.15
        confirmed = self._chance.choice(self._typologies) if another else suggested
        goal = self._chance.choices(("kept", "raised", "lowered"), (80, 10, 10))[0]
        yield _row("assessment", day, suggested=suggested, confirmed=confirmed, goal=goal)
        if self._rules and self._chance.random() < 0.2:
            reason = self._chance.choice(list(DepartureReason)).value
            yield _row("departure", day, what=self._chance.choice(self._rules), reason=reason)

    def _given(self, intervention: str, joined: date) -> Row:
        requested = self._day(joined, min(joined + timedelta(days=60), self._last))
        asked = {"what": intervention, "requested": requested.isoformat()}
        if self._chance.random() < 0.08:
            return {"record": "intervention", **asked}
        start = self._day(requested, min(requested + timedelta(days=60), self._last))
        end = self._day(start, min(start + timedelta(days=180), self._last))
        return _row("intervention", start, end, **asked, hours=str(self._chance.randint(1, 120)))

    def _came(self, kind: OutcomeKind, joined: date) -> Row:
        counted = self._programme.outcomes[kind]
        least = counted.min_hours if counted.min_hours is not None else 1
        most = counted.max_hours if counted.max_hours is not None else 37
        paid = kind in {
            OutcomeKind.ORDINARY_JOB,
            OutcomeKind.PART_TIME_JOB,
            OutcomeKind.SMALL_JOB,
        }
        row = _row("outcome", self._day(joined, self._last), what=kind.value)
        if paid:
            row["hours"] = str(self._chance.randint(least, max(least, most)))
        return row

    # --- money

    def _costs(self, budget: Budget) -> Iterator[Row]:
        for line in budget.lines.values():
            for year, amount in (line.years or self._by_year(line)).items():
                yield from self._payments(line.id, year, amount)

    def _by_year(self, line: BudgetLine) -> dict[int, Decimal]:
        """Divide what nobody divided, evenly; what is left over falls to the last year."""
        years = range(self._first.year, self._last.year + 1)
        even = (line.total / len(years)).quantize(_ORE)
        return {
            year: line.total - even * (len(years) - 1) if year == years[-1] else even
            for year in years
        }

    def _payments(self, line: str, year: int, amount: Decimal) -> Iterator[Row]:
        """Use some nine tenths of a year's money, in four payments."""
        first = max(date(year, 1, 1), self._first)
        last = max(first, min(date(year, 12, 31), self._last))
        for _ in range(4):
            share = Decimal(self._chance.randint(20, 25)) / 100
            paid = (amount * share).quantize(_ORE)
            yield _row("cost", self._day(first, last), what=line, amount=str(paid))

    # --- days

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._chance.randint(0, max((last - first).days, 0)))

    def _part(self, share: float) -> date:
        return self._first + timedelta(days=int((self._last - self._first).days * share))


def _row(record: str, start: date, end: date | None = None, **cells: str) -> Row:
    to = {} if end is None else {"to": end.isoformat()}
    return {"record": record, "from": start.isoformat(), **to, **cells}
