"""Reading the tables people are looked for in: as little of them as it takes.

Of an income it reads that there was one; a table that says how much is refused. Ids are local ones;
a table with CPR numbers is refused. One bad row costs the person it is about, who is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from triage.diagnostics import Diagnostic, TableError
from triage.programme.finding.declaration import Courses, Income, Listed, Method, Tables
from triage.programme.finding.matching import Known, months_before
from triage.programme.local_ids import is_local_id, looks_like_cpr
from triage.programme.problems import Problems
from triage.tables import Columns, day_in, month_in

_AMOUNT = re.compile(r"[-+]?\d[\d.,\s]*", re.ASCII)

Found = dict[str, Problems]
"""What is wrong with rows, by what the table is called."""


def read_known(tables: Tables, method: Method, as_of: date, folder: Path) -> tuple[Known, Found]:
    """Read what the tables say; files are looked for from `folder`.

    Raises:
        TableError: a table cannot be read, has CPR numbers for ids, or amounts of money.
        ExtraMissing: it takes packages that are not installed.
    """
    known, problems = Known(), dict[str, Problems]()

    def reader(listed: Listed) -> _Reader:
        return _Reader(listed, folder, known, problems.setdefault(listed.called, Problems()))

    known.protected = set(reader(tables.protected).ids())
    if tables.crisis is not None:
        known.crisis = set(reader(tables.crisis).ids())
    reader(tables.courses).courses(tables.courses)
    reader(tables.income).income(tables.income, months_before(as_of, method.without_income))
    return known, problems


class _Reader:
    """One table, and where what it says goes."""

    def __init__(self, listed: Listed, folder: Path, known: Known, problems: Problems) -> None:
        self._listed, self._known, self._problems = listed, known, problems
        self._folder = folder
        self._local = set[str]()

    def ids(self) -> Iterator[str]:
        """Give the ids of a list."""
        for row, (person,) in self._picked(self._listed.id):
            if self._is_local(row, person):
                yield person

    def courses(self, own: Courses) -> None:
        """Note every course."""
        for row, (person, ended) in self._picked(own.id, own.ended):
            if self._is_local(row, person):
                day = day_in(ended) if ended else None
                if ended and day is None:
                    self._problems.note(row, own.ended, "cell-not-a-day")
                    self._known.unreadable_course(person)
                else:
                    self._known.course(person, day)

    def income(self, own: Income, months: Sequence[date]) -> None:
        """Note whether there was an income in each month that is asked about."""
        bits = {month: 1 << at for at, month in enumerate(months)}
        said = {word.casefold(): False for word in own.no} | {
            word.casefold(): True for word in own.yes
        }
        for row, (person, month, flag) in self._picked(own.id, own.month, own.had_income):
            if not self._is_local(row, person):
                continue
            had_income = said.get(flag.casefold())
            if had_income is None and flag:
                if _AMOUNT.fullmatch(flag):
                    raise self._refused("income-not-a-flag", row, own.had_income)
                self._bad(row, person, own.had_income, "cell-not-yes-or-no")
            elif (of := month_in(month)) is None:
                self._bad(row, person, own.month, "cell-not-a-month")
            elif had_income is not None and of in bits:
                self._known.month(person, bits[of], had_income)

    # --- rows

    def _picked(self, *names: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give the cells of some columns, row by row."""
        table = self._listed.opened(self._folder, Columns(names, ids=(self._listed.id,)))
        places = [table.columns.index(name) for name in names]
        for row, cells in table:
            if len(cells) != len(table.columns):
                self._problems.note(row, names[0], "cells-in-a-row")
                self._known.unreadable.update(cells[places[0] : places[0] + 1])
            else:
                yield row, tuple([cells[place].strip() for place in places])

    def _is_local(self, row: int, person: str) -> bool:
        """Say whether an id can be used."""
        if person in self._local:
            return True
        if looks_like_cpr(person):
            raise self._refused("id-like-cpr", row, self._listed.id)
        if not is_local_id(person):
            self._problems.note(row, self._listed.id, "cell-not-an-id")
            return False
        self._local.add(person)
        return True

    def _bad(self, row: int, person: str, column: str, code: str) -> None:
        self._problems.note(row, column, code)
        self._known.unreadable.add(person)

    def _refused(self, code: str, row: int, column: str) -> TableError:
        return TableError((Diagnostic(code, details={"row": row, "column": column}),))
