"""Reading a table of participants: what it holds, and every problem with its row and column.

One bad row costs that row and nothing else. What no table may hold refuses it as a whole: a CPR
number among the ids, a table without the columns it takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from triage.diagnostics import Diagnostic, TableError, nearest
from triage.model.cpr import looks_like_cpr
from triage.model.departure import Unsettled
from triage.model.local_ids import is_local_id
from triage.model.rulebook import Rulebook
from triage.programme.monitoring.record import (
    COLUMNS,
    DAYS,
    NUMBERS,
    RECORDS,
    REQUIRED,
    Assessed,
    Came,
    Departed,
    Given,
    Paid,
    TakingPart,
)
from triage.programme.problems import Problems
from triage.tables import Columns, Row, Table, read_table

TABLE = "participants"
"""The table or view of an SQLite file that is read, or the sheet of a workbook."""


def open_participants(file: Path) -> Table:
    """Open a table of participants.

    Raises:
        TableError: it cannot be read, lacks columns, or has some that nobody knows.
        ExtraMissing: it takes packages that are not installed.
    """
    table = read_table(file, Columns(REQUIRED, known=COLUMNS, ids=("case",)), usual=TABLE)
    _check_columns(table.columns)
    return table


def records(table: Table, rulebook: Rulebook, problems: Problems) -> Iterator[tuple[int, Any]]:
    """Go through the rows that can be read, as records with their numbers.

    Raises:
        TableError: the table breaks off, or has CPR numbers for ids.
    """
    return _Reader(table.columns, _Names(rulebook), problems).records(table)


def _check_columns(columns: Sequence[str]) -> None:
    found = [
        _unknown_column(number, each)
        for number, each in enumerate(columns, start=1)
        if each and each not in COLUMNS
    ]
    if found:
        raise TableError(found)


def _unknown_column(number: int, name: str) -> Diagnostic:
    """Name a column by its number: of a table without a line of columns, the name is data."""
    if _names_staff(name):
        return Diagnostic("column-names-staff", details={"number": number})
    details: dict[str, str | int] = {"number": number, "columns": ", ".join(COLUMNS)}
    return Diagnostic("column-unknown", details=details, nearest=nearest(name, COLUMNS))


_STAFF = frozenset(
    "caseworker worker staff employee initials user author "
    "sagsbehandler medarbejder initialer bruger handläggare medarbetare användare".split()
)
_BY = ("by", "af", "av")


def _names_staff(column: str) -> bool:
    """Say whether a column would say who did something: `confirmed_by`, `sagsbehandler`."""
    words = re.split(r"[\W_]+", column.casefold())
    return words[-1] in _BY or not _STAFF.isdisjoint(words)


class _Names:
    """What a table may name: ids by the kind of record and the column, and kinds of outcomes."""

    def __init__(self, rulebook: Rulebook) -> None:
        programme = rulebook.programme
        budget = programme.budget if programme else None
        groups, typologies = rulebook.target_groups, rulebook.typologies
        self._known: Mapping[tuple[type, str], Collection[str]] = {
            (TakingPart, "target_group"): groups.values if groups else (),
            (Assessed, "suggested"): (*typologies.values, *get_args(Unsettled))
            if typologies
            else (),
            (Assessed, "confirmed"): typologies.values if typologies else (),
            (Departed, "what"): {*rulebook.rules, *rulebook.interventions},
            (Given, "what"): rulebook.interventions,
            (Paid, "what"): budget.lines if budget else (),
        }
        self.counted: Collection[str] = programme.outcomes if programme else ()

    def unknown(self, record: object) -> Iterator[tuple[str, str | None]]:
        """Yield the columns of a record that name what nobody knows, each with the nearest name."""
        for (kind, column), known in self._known.items():
            name = getattr(record, column) if isinstance(record, kind) else None
            if name is not None and name not in known:
                yield column, nearest(name, known)


class _Reader:
    def __init__(self, columns: Sequence[str], names: _Names, problems: Problems) -> None:
        self._columns = columns
        self._names = names
        self._problems = problems
        self._case = columns.index("case")

    def records(self, rows: Iterable[Row]) -> Iterator[tuple[int, Any]]:
        for number, cells in rows:
            record = self._record(number, cells)
            if record is not None:
                yield number, record

    def _record(self, row: int, cells: Sequence[str]) -> Any | None:
        _refuse_cpr(row, cells[self._case : self._case + 1])
        if len(cells) != len(self._columns) or self._has_no_column(cells):
            last = self._columns[min(len(cells), len(self._columns)) - 1]
            self._problems.note(row, last, "cells-in-a-row")
            return None
        filled = {name: cell.strip() for name, cell in zip(self._columns, cells, strict=True)}
        filled = {name: cell for name, cell in filled.items() if cell}
        garbled = [name for name, cell in filled.items() if not _is_text(cell)]
        for column in garbled:
            self._problems.note(row, column, "cell-not-utf8")
        return None if garbled else self._read(row, filled)

    def _has_no_column(self, cells: Sequence[str]) -> bool:
        return any(
            cell.strip() for name, cell in zip(self._columns, cells, strict=True) if not name
        )

    def _read(self, row: int, filled: dict[str, str]) -> Any | None:
        try:
            record = RECORDS.validate_strings(filled, by_alias=True, by_name=False)
        except ValidationError as error:
            for each in error.errors(include_input=False, include_url=False):
                self._problems.note(row, *_what_is_wrong(each))
            return None
        case = getattr(record, "case", None)
        if case is not None and not is_local_id(case):
            self._problems.note(row, "case", "cell-not-an-id")
            return None
        wrong = [*self._wrong(record)]
        for column, code, near in wrong:
            self._problems.note(row, column, code, near)
        return None if wrong else record

    def _wrong(self, record: object) -> Iterator[tuple[str, str, str | None]]:
        """Yield what is wrong with a record whose cells can be read: column, code, nearest name."""
        for column, near in self._names.unknown(record):
            yield column, "cell-unknown-name", near
        if _ends_before_it_starts(record):
            yield "to", "ends-before-it-starts", None
        if isinstance(record, Assessed) and record.confirmed and not record.suggested:
            yield "suggested", "confirmed-not-suggested", None
        if isinstance(record, Came) and record.what not in self._names.counted:
            yield "what", "outcome-not-declared", None


def _refuse_cpr(row: int, cells: Iterable[str]) -> None:
    """Refuse the table where a row has a CPR number for its id, be the row ever so bad."""
    if any(map(looks_like_cpr, cells)):
        place: dict[str, str | int] = {"row": row, "table": TABLE, "column": "case"}
        raise TableError((Diagnostic("id-like-cpr", details=place),))


def _is_text(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _what_is_wrong(error: Any) -> tuple[str, str]:
    """Return the column and the code for what pydantic found."""
    place = error["loc"]
    column = str(place[1]) if len(place) > 1 else "record"
    match error["type"]:
        case "missing":
            return column, "cell-missing"
        case "union_tag_not_found":
            return column, "cell-missing"
        case "extra_forbidden":
            return column, "cell-not-used"
        case _ if column in DAYS:
            return column, "cell-not-a-day"
        case _ if column in NUMBERS:
            return column, "cell-not-a-number"
        case _:
            return column, "cell-not-one-of-them"


def _ends_before_it_starts(record: Any) -> bool:
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    return start is not None and end is not None and bool(end < start)
