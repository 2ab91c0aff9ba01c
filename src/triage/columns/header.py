"""The columns of a table by their names: the day, answers by path, and what is passed on.

A list or grid may be nested in one column, a list of structs or a struct of structs; it is taken
apart into the columns it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from triage.columns.arrow import as_text, cells_of, distinct
from triage.columns.cells import ABSENT, AnswerColumns, Cells, Distinct, Ints, Rows, Unread
from triage.columns.labels import Labels, Several, of_several
from triage.columns.texts import answer_in, said_in
from triage.diagnostics import Diagnostic, TableError, nearest
from triage.intake.places import path_at, question_at
from triage.model.answer_path import AnswerPath, Element
from triage.model.question import Domain, Grid, ListOf
from triage.model.rulebook import Rulebook
from triage.tables import day_in

DAY, CASE = "as_of", "case"
"""The columns of days, unless another is named, and of the ids of cases."""

BESIDE = frozenset({DAY, "rulebook", "schema"})
"""Columns of an assessment that are no answers."""

Take = Callable[[Any], Any]
"""Takes an array out of a batch of rows."""


@dataclass(frozen=True, slots=True)
class Names:
    """How the columns of a table are named that are no answers, and what answers are called there.

    `day` is a day for all rows, or the name of the column of days. What is `kept` is passed on, and
    so is the id of the case; what is `skipped` is not looked at. Where there are `labels`, cells
    may hold those in the place of ids.
    """

    day: date | str = DAY
    kept: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    labels: Labels | None = None


class Header:
    """The columns of a table, in which answers are found by path.

    `called` is what the table is called in errors; `written` says that all cells are texts as
    people write them. What no question of the rulebook is called may be one of a `later` version.

    Raises:
        TableError: a column has the name of no question, or is there twice; or there is none of
            days, or of how many items a list has.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        schema: Any,
        names: Names,
        called: str,
        *,
        written: bool = False,
        later: Rulebook | None = None,
    ) -> None:
        self._versions = (rulebook,) if later is None else (rulebook, later)
        self._names, self._called, self._written = names, called, written
        self._kept = _kept(names, schema.names)
        self._taken: dict[AnswerPath, Take] = {}
        self._domains: dict[AnswerPath, Domain] = {}
        self._problems: list[Diagnostic] = []
        for number, field in enumerate(schema):
            self._column(number, field)
        self._check(schema.names)
        if self._problems:
            raise TableError(self._problems)

    def rows(self, batch: Any, numbers: Ints) -> Rows:
        """Return a batch of rows that have these numbers."""
        days = self._days(batch)
        answers = Unread(batch, self._taken, self._cells)
        kept = {name: batch.column(name) for name in self._kept}
        wrong = _told_apart(answers) if self._names.labels is not None else {}
        return Rows(numbers, AnswerColumns(tuple(days.values), days.codes, answers), kept, wrong)

    # --- which columns there are

    def _column(self, number: int, field: Any) -> None:
        name, names = field.name, self._names
        if name in (names.day, *self._kept) or name in names.skipped or name in BESIDE:
            return
        path = self._path(name)
        if path is None:
            self._unknown(number, name)
            return
        domain, kind = self._domains[path], field.type
        if isinstance(domain, ListOf) and _holds_structs(kind):
            self._add(path, lambda batch: batch.column(number).value_lengths())
            self._items(number, path, domain, kind.value_type)
        elif isinstance(domain, Grid) and pa.types.is_struct(kind):
            self._rows(number, path, kind)
        else:
            self._add(path, lambda batch: batch.column(number))

    def _items(self, number: int, owner: AnswerPath, domain: ListOf, kind: Any) -> None:
        for inner in _names(kind):
            for item in range(domain.max):
                path = self._path(Element(owner, str(item + 1)).at(inner))
                if path is None:
                    self._unknown(number, inner)
                    break
                self._add(path, partial(_of_item, number, item, inner))

    def _rows(self, number: int, owner: AnswerPath, kind: Any) -> None:
        for row in _names(kind):
            for inner in _names(kind.field(row).type):
                path = self._path(Element(owner, row).at(inner))
                if path is None:
                    self._unknown(number, row)
                else:
                    self._add(path, partial(_of_row, number, row, inner))

    def _add(self, path: AnswerPath, take: Take) -> None:
        if path in self._taken:
            self._problem("column-twice", column=str(path))
        self._taken[path] = take

    def _path(self, name: str) -> AnswerPath | None:
        """Return the path a name spells, of a question some version has."""
        for rulebook in self._versions:
            path = path_at(rulebook, name)
            if path is not None:
                self._domains.setdefault(path, question_at(rulebook, path).domain)
                return path
        return None

    def _unknown(self, number: int, name: str) -> None:
        """Name a column by its number: of a table without a line of columns, its name is data."""
        every = (each.texts.unsaid.shown(each.questions) for each in self._versions)
        known = dict.fromkeys(chain.from_iterable(every))
        self._problem("column-of-no-question", nearest(name, known), number=number + 1)

    def _check(self, columns: Sequence[str]) -> None:
        day = self._names.day
        wanted = (*([day] if isinstance(day, str) else []), *self._names.kept)
        for name in wanted:
            if columns.count(name) != 1:
                code = "column-twice" if name in columns else "column-missing"
                self._problem(code, column=name)
        lists = dict.fromkeys(path.owner for path in self._taken if path.item is not None)
        for owner in lists:
            if owner not in self._taken:
                self._problem("column-missing", column=str(owner))

    def _problem(self, code: str, near: str | None = None, **details: str | int) -> None:
        details["table"] = self._called
        self._problems.append(Diagnostic(code, details=details, nearest=near))

    # --- what stands in them

    def _cells(self, path: AnswerPath, batch: Any) -> Cells:
        has_labels = self._names.labels is not None
        return cells_of(self._taken[path](batch), partial(self._answer, path), read_sets=has_labels)

    def _answer(self, path: AnswerPath, value: Any) -> Any:
        """Return the answer a cell says, as files hold answers."""
        if self._names.labels is not None:
            value = self._names.labels.read(path, value)
        if not isinstance(value, str):
            return value
        return (answer_in if self._written else said_in)(self._domains[path], value)

    def _days(self, batch: Any) -> Distinct:
        """Return the day of each row; what is none counts as missing."""
        asked = self._names.day
        if isinstance(asked, date):
            return Distinct((asked,), np.zeros(batch.num_rows, dtype=np.int32))
        found = distinct(batch.column(batch.schema.get_field_index(asked)))
        days = [_day(each, self._written) for each in found.values]
        kept = [each for each in dict.fromkeys(days) if each is not None]
        place = {each: at for at, each in enumerate(kept)}
        number = [ABSENT if each is None else place[each] for each in days]
        return Distinct(tuple(kept), np.array([*number, ABSENT], dtype=np.int32)[found.codes])


def _told_apart(answers: Mapping[AnswerPath, Cells]) -> dict[int, tuple[Diagnostic, ...]]:
    """Return the rows in which a text is what several answers are called."""
    wrong: dict[int, tuple[Diagnostic, ...]] = {}
    for path, cells in answers.items():
        if isinstance(cells, Distinct) and Several.ANSWERS in cells.values:
            several = [at for at, each in enumerate(cells.values) if each is Several.ANSWERS]
            for row in np.flatnonzero(np.isin(cells.codes, several)).tolist():
                wrong[row] = (*wrong.get(row, ()), of_several(str(path)))
    return wrong


def _kept(names: Names, columns: Sequence[str]) -> tuple[str, ...]:
    case = (CASE,) if CASE in columns and CASE not in names.skipped else ()
    return tuple(dict.fromkeys((*case, *names.kept)))


def _holds_structs(kind: Any) -> bool:
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return bool(is_list and pa.types.is_struct(kind.value_type))


def _names(kind: Any) -> list[str]:
    """Return the names of what a struct holds; what is no struct holds nothing by name."""
    return (
        [kind.field(at).name for at in range(kind.num_fields)] if pa.types.is_struct(kind) else []
    )


def _of_item(number: int, item: int, inner: str, batch: Any) -> Any:
    lists = batch.column(number)
    begins = lists.offsets.to_numpy()[:-1] + item
    there = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False) > item
    places = pa.array(np.where(there, begins, 0), mask=~there)
    return as_text(compute.struct_field(lists.values, [inner])).take(places)


def _of_row(number: int, row: str, inner: str, batch: Any) -> Any:
    return compute.struct_field(batch.column(number), [row, inner])


def _day(value: Any, written: bool) -> date | None:
    if isinstance(value, str):
        with suppress(ValueError):
            return day_in(value.strip()) if written else date.fromisoformat(value)
        return None
    return value if type(value) is date else None
