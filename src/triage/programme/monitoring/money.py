"""Money used against each line of a budget and each of its years; exact to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from triage.model.programme import Budget, BudgetLine
from triage.programme.monitoring.amounts import Amounts
from triage.programme.monitoring.ledger import Spent
from triage.programme.monitoring.record import Paid
from triage.programme.monitoring.report import Money
from triage.programme.repeated import RepeatedAmount, day_of


def money(
    budget: Budget | None,
    paid: Iterable[Paid],
    as_of: date,
    label: Callable[[str], str],
    amounts: Amounts,
) -> Iterator[Money]:
    """Yield each line by year, and altogether: years with money planned or used, earliest first."""
    spent = [each for each in paid if each.start <= as_of]
    for line in budget.lines.values() if budget else ():
        used = [each for each in spent if each.what == line.id]
        for year, sum_ in amounts.money(line.id, _by_year(line, used)).items():
            planned = line.total if year is None else line.years.get(year)
            yield _row(line, label(line.id), year, planned, sum_)


def _by_year(line: BudgetLine, used: Iterable[Paid]) -> dict[int | None, Spent]:
    """Return what was used in each year, and at the end altogether."""
    given = list(used)
    years = sorted({*line.years, *(each.start.year for each in given)})
    by_year: dict[int | None, Spent] = {
        year: _spent(each for each in given if each.start.year == year) for year in years
    }
    return {**by_year, None: _spent(given)}


def _row(
    line: BudgetLine, label: str, year: int | None, budget: Decimal | None, used: Decimal
) -> Money:
    left = None if budget is None else budget - used
    if left is not None and (day := day_of(used)) is not None:
        left = RepeatedAmount(left, day)
    return Money(line=line.id, label=label, year=year, budget=budget, used=used, left=left)


def _spent(paid: Iterable[Paid]) -> Spent:
    given = list(paid)
    cases = {each.case for each in given if each.case is not None}
    return Spent(amount=sum((each.amount for each in given), Decimal("0.00")), cases=len(cases))
