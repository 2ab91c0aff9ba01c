"""What a table says of each case, put together: joined, assessed, given, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from triage import tables
from triage.diagnostics import Diagnostic, TableError
from triage.model.rulebook import Rulebook
from triage.programme.monitoring.reading import open_participants, records
from triage.programme.monitoring.record import (
    Assessed,
    Came,
    Departed,
    Given,
    Noted,
    Paid,
    TakingPart,
)
from triage.programme.problems import Problems
from triage.programme.required import programme_of
from triage.tables import ReadAs

_TOLD = 20

_Of = TypeVar("_Of", Assessed, Departed, Given, Came, Noted)


@dataclass(frozen=True, slots=True)
class History:
    """What was recorded of one case, each kind in the order of the table."""

    taking_part: TakingPart
    assessed: tuple[Assessed, ...] = ()
    departed: tuple[Departed, ...] = ()
    given: tuple[Given, ...] = ()
    came: tuple[Came, ...] = ()
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table: histories in the order in which cases first stand there, and money used.

    `synthetic` says that a row, and so all that is made of the table, is about nobody. Of its
    `rows`, `bad_rows` were left out; `problems` has the first of what is wrong with them.
    """

    histories: tuple[History, ...]
    paid: tuple[Paid, ...]
    synthetic: bool
    read_as: ReadAs
    rows: int
    bad_rows: int
    problems: tuple[Diagnostic, ...]


def read_participants(file: Path, rulebook: Rulebook) -> Table:
    """Read a table of participants of a programme.

    Raises:
        TableError: the table cannot be read, or holds what no table may, or the rulebook has no
            programme.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    return participants_in(open_participants(file), str(file), rulebook)


def participants_in(table: tables.Table, name: str, rulebook: Rulebook) -> Table:
    """Read participants from a table that is open, which is called by its `name` in errors.

    Raises:
        TableError: as `read_participants`.
    """
    programme_of(rulebook)
    problems = Problems()
    gathered = _Gathered(problems)
    for row, record in records(table, rulebook, problems):
        gathered.add(row, record)
    found = gathered.followed(table)
    if not found.histories and not found.paid:
        raise TableError(_none_left(found, name))
    return found


def _none_left(table: Table, file: str) -> Iterator[Diagnostic]:
    """Say that no row is left to report of, and the first of what is wrong."""
    if table.rows:
        yield Diagnostic("every-row-left-out", details={"table": file, "count": table.rows})
    else:
        yield Diagnostic("table-empty", details={"table": file})
    yield from table.problems[:_TOLD]


@dataclass(slots=True)
class _Rows:
    """The rows of one case, with their numbers."""

    taking_part: TakingPart | None = None
    others: list[tuple[int, Any]] = field(default_factory=list)


class _Gathered:
    """Records by case; rows may stand in any order."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._cases: dict[str, _Rows] = {}
        self._paid: list[tuple[int, Paid]] = []
        self._synthetic = False

    def add(self, row: int, record: Any) -> None:
        self._synthetic = self._synthetic or record.synthetic == "yes"
        if isinstance(record, Paid):
            self._paid.append((row, record))
            return
        rows = self._cases.setdefault(record.case, _Rows())
        if not isinstance(record, TakingPart):
            rows.others.append((row, record))
        elif rows.taking_part is None:
            rows.taking_part = record
        else:
            self._problems.note(row, "case", "case-twice")

    def followed(self, table: tables.Table) -> Table:
        histories = [self._history(rows) for rows in self._cases.values()]
        return Table(
            histories=tuple(each for each in histories if each is not None),
            paid=tuple(paid for _, paid in self._paid),
            synthetic=self._synthetic,
            read_as=table.read_as,
            rows=table.rows,
            bad_rows=len(self._problems.rows),
            problems=tuple(self._problems.told),
        )

    def _history(self, rows: _Rows) -> History | None:
        joined = rows.taking_part
        if joined is None:
            for row, _ in rows.others:
                self._problems.note(row, "case", "case-not-taking-part")
            return None
        kept = [record for row, record in rows.others if self._in_time(row, record, joined)]
        return History(
            taking_part=joined,
            assessed=_those(Assessed, kept),
            departed=_those(Departed, kept),
            given=_those(Given, kept),
            came=_those(Came, kept),
            noted=_those(Noted, kept),
        )

    def _in_time(self, row: int, record: Any, joined: TakingPart) -> bool:
        """Say whether nothing of a record lies before the case took part."""
        for column, name in (("from", "start"), ("requested", "requested")):
            day = getattr(record, name, None)
            if day is not None and day < joined.start:
                self._problems.note(row, column, "before-taking-part")
                return False
        return True


def _those(kind: Callable[..., _Of], records: Iterable[Any]) -> tuple[_Of, ...]:
    return tuple(each for each in records if type(each) is kind)
