"""Reading the tables people are looked for in: as little of them as it takes.

INVARIANT: whoever is on a list of those who must get no letter gets none. So no row of any table
may leave it open whom it is about: an id or a row that cannot be read with certainty, or an id
that could be another written differently, refuses everything. What else is wrong with a row costs
the person it is about, who is left out.

Of an income it reads that there was one; a table that says how much is refused, and so is one with
CPR numbers for ids.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path

from triage.diagnostics import Diagnostic, TableError
from triage.diagnostics.errors import MOST_PROBLEMS
from triage.model.cpr import looks_like_cpr
from triage.model.local_ids import is_local_id
from triage.programme.outreach.alike import Ids, doubtful
from triage.programme.outreach.declaration import Courses, Income, Listed, Method, Tables
from triage.programme.outreach.matching import Known, months_before
from triage.programme.problems import Problems
from triage.tables import Row, day_in, month_in

_AMOUNT = re.compile(r"[-+]?\d[\d.,\s]*", re.ASCII)

_NO_SIGN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})

Found = dict[str, Problems]
"""What is wrong with rows, by what the table is called."""


def read_known(tables: Tables, method: Method, as_of: date, folder: Path) -> tuple[Known, Found]:
    """Read what the tables say; files are looked for from `folder`.

    Raises:
        TableError: a table cannot be read, has CPR numbers for ids, or amounts of money; or whom a
            row is about is not certain.
        ExtraMissing: it takes packages that are not installed.
    """
    known, problems = Known(), defaultdict[str, Problems](Problems)
    readers = {
        name: _Reader(listed, folder, known, problems[listed.called])
        for name, listed in tables.every().items()
    }
    _refuse(_read_twice(readers))
    known.protected = readers["protected"].listed()
    if "crisis" in readers:
        known.crisis = readers["crisis"].listed()
    readers["courses"].courses(tables.courses)
    readers["income"].income(tables.income, months_before(as_of, method.without_income))
    known.rows = {name: each.rows for name, each in readers.items()}
    known.read_as = {name: each.read_as for name, each in readers.items()}
    _refuse(chain.from_iterable(each.unsure for each in readers.values()))
    _refuse(doubtful(readers["courses"].ids, [each.ids for each in readers.values()]))
    return known, problems


def _refuse(found: Iterable[Diagnostic]) -> None:
    first = tuple(islice(found, MOST_PROBLEMS))
    if first:
        raise TableError(first)


def _read_twice(readers: Mapping[str, _Reader]) -> Iterator[Diagnostic]:
    """Say which list is another table once more: then the list itself has not been read."""
    seen = dict[tuple[object, ...], str]()
    for name, reader in readers.items():
        other = seen.setdefault(reader.place, name)
        if other != name and {name, other} != {"courses", "income"}:
            yield Diagnostic("table-declared-twice", details={"table": name, "other": other})


class _Reader:
    """One table, and where what it says goes."""

    def __init__(self, listed: Listed, folder: Path, known: Known, problems: Problems) -> None:
        self.ids = Ids(listed.called, listed.id)
        self.unsure = list[Diagnostic]()
        self.rows = 0
        self._known, self._problems = known, problems
        self._wanted = listed.columns().needed
        self._table = listed.opened(folder, listed.columns())
        self.read_as = self._table.read_as
        self.place = listed.place(folder, self.read_as)

    def listed(self) -> set[str]:
        """Return the ids of a list, every cell of which has to be certain."""
        at = self._table.columns.index(self.ids.column)
        for row, cells in self._whole_rows():
            person, *beside = map(str.strip, (cells[at], *cells[:at], *cells[at + 1 :]))
            if self._is_read(row, person):
                if not all(map(_is_text, cells)):
                    self._note("row-not-text", row)
                self.ids.beside += [(row, person, each) for each in filter(None, beside)]
        return set(self.ids.first_row)

    def courses(self, own: Courses) -> None:
        """Note every course."""
        for row, (person, ended) in self._picked():
            if self._is_read(row, person):
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
        for row, (person, month, flag) in self._picked():
            if not self._is_read(row, person):
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

    def _picked(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows, with the cells of the columns that are read."""
        places = [self._table.columns.index(name) for name in self._wanted]
        for row, cells in self._whole_rows():
            yield row, [cells[place].strip() for place in places]

    def _whole_rows(self) -> Iterator[Row]:
        """Go through the rows that hold anything, and note those that are not whole."""
        broad = len(self._table.columns)
        for row, cells in self._table:
            if not any(cells):
                continue
            self.rows += 1
            if len(cells) == broad:
                yield row, cells
            else:
                self._note("row-not-whole" if broad > 1 else "id-not-certain", row)

    def _is_read(self, row: int, person: str) -> bool:
        """Say whether an id can be read with certainty."""
        if person in self.ids.first_row:
            return True
        if looks_like_cpr(person):
            raise self._refused("id-like-cpr", row, self.ids.column)
        if not is_local_id(person):
            self._note("id-not-certain", row)
            return False
        self.ids.first_row[person] = row
        return True

    def _note(self, code: str, row: int) -> None:
        """Note a row of which it is not certain whom it is about."""
        if len(self.unsure) < MOST_PROBLEMS:
            self.unsure += self._refused(code, row, self.ids.column).diagnostics

    def _bad(self, row: int, person: str, column: str, code: str) -> None:
        self._problems.note(row, column, code)
        self._known.unreadable.add(person)

    def _refused(self, code: str, row: int, column: str) -> TableError:
        details: dict[str, str | int] = {"row": row, "table": self.ids.called, "column": column}
        path = f"[{row}].{column}"
        return TableError((Diagnostic(code, path=path, details=details),))


def _is_text(cell: str) -> bool:
    """Say whether a cell is one line of text: else rows or letters may be lost."""
    return (cell.isascii() and cell.isprintable()) or all(map(_is_sign, cell))


def _is_sign(char: str) -> bool:
    return char != "\ufffd" and unicodedata.category(char) not in _NO_SIGN
