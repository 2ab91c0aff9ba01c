"""Money used against each line of a budget and each of its years; exact to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from triage.model.programme import Budget, BudgetLine
from triage.programme.monitoring.record import Paid
from triage.programme.monitoring.report import Money


def money(
    budget: Budget | None, paid: Iterable[Paid], as_of: date, label: Callable[[str], str]
) -> Iterator[Money]:
    """Yield each line by year, and altogether: years with money planned or used, earliest first."""
    spent = [each for each in paid if each.start <= as_of]
    for line in budget.lines.values() if budget else ():
        used = [each for each in spent if each.what == line.id]
        years = sorted({*line.years, *(each.start.year for each in used)})
        for year in years:
            in_year = (each for each in used if each.start.year == year)
            yield _row(line, label(line.id), year, line.years.get(year), _sum(in_year))
        yield _row(line, label(line.id), None, line.total, _sum(used))


def _row(
    line: BudgetLine, label: str, year: int | None, budget: Decimal | None, used: Decimal
) -> Money:
    left = None if budget is None else budget - used
    return Money(line=line.id, label=label, year=year, budget=budget, used=used, left=left)


def _sum(paid: Iterable[Paid]) -> Decimal:
    return sum((each.amount for each in paid), Decimal("0.00"))
