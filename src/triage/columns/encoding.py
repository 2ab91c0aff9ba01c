"""The answers of many rows as a rulebook reads them, and as classes of a space it decides in.

Each distinct answer is read once, as any answer is. Dates are placed row by row, for where they are
cut depends on the day of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from triage.columns.cells import AnswerColumns, Distinct, Ints
from triage.columns.classes import ByAnswer, ByNumber, ByRow, Classed, Classes
from triage.columns.lazily import Lazily
from triage.columns.planes import Plane, nowhere, packed, unpacked
from triage.columns.reading import MISFIT, NONE, ReadColumn, Reader
from triage.engine.symbolic.space import Space
from triage.model.answer_path import AnswerPath, path_in
from triage.model.question import Dates
from triage.model.rulebook import Cell, Rulebook
from triage.program.encoding import code_of
from triage.program.program import Program, Role, Variable
from triage.program.reads import elements


class Encoding:
    """A table as one rulebook reads it: each answer where it is asked for."""

    def __init__(self, reader: Reader, table: AnswerColumns) -> None:
        self.table = table
        self._reader, self._program = reader, reader.program
        self._read = Lazily(table.answers, lambda path: ReadColumn(reader, path, table))
        self._filled = _Filled(reader.rulebook, reader.program, self._read)
        self._classed: dict[int, Classed] = {}

    @cached_property
    def misfits(self) -> tuple[Plane, Plane]:
        """The rows that do not fit; and those of them that are refused for certain.

        In the latter, a date or a number is beyond its bounds. It takes reading every answer.
        """
        return self._misfits(self._read)

    def misfits_read(self) -> Plane:
        """Return the rows that do not fit by the answers that have been read so far."""
        return self._misfits([*self._read.made])[0]

    def _misfits(self, paths: Iterable[AnswerPath]) -> tuple[Plane, Plane]:
        misfit, refused = nowhere(len(self.table)), nowhere(len(self.table))
        for path in paths:
            column = self._read[path]
            misfit |= column.misfit
            beyond = column.beyond
            if path.item is not None and path.owner not in self._program.grids:
                is_there = self._has_item(path)
                misfit |= column.cells.answered & ~is_there
                beyond = None if beyond is None else beyond & is_there
            if beyond is not None:
                refused |= beyond
        return misfit, refused

    def given(self, path: AnswerPath) -> Plane:
        """Return where an answer was given; of a grid, where it was answered."""
        if path in self._program.grids:
            return self._grid_given(path)
        return self._read[path].given if path in self._read else nowhere(len(self.table))

    def classed(self, variable: Variable, space: Space, days: Sequence[date | None]) -> Classed:
        """Return the classes of an answer in all rows, as they are on `days`.

        These are the days of the table; what a row is on a day that is `None` makes no difference.
        """
        if isinstance(variable.domain, Dates):
            return self._of(variable, space, days)
        if variable.index not in self._classed:
            self._classed[variable.index] = self._of(variable, space, days)
        return self._classed[variable.index]

    def _of(self, variable: Variable, space: Space, days: Sequence[date | None]) -> Classed:
        column = self._read.get(variable.path)
        fill = self._filled.codes(variable.path, column)
        stands_for_none = variable.role is not Role.READ
        size = space.sizes[space.levels[variable.index]]
        classes: Classes | None = None
        known = nowhere(len(self.table))
        if fill is not None:
            known, classes = packed(fill > MISFIT), self._by_row(variable, space, days, fill)
        elif column is not None:
            known = column.given
            if column.codes is None or isinstance(variable.domain, Dates):
                classes = ByNumber(column.numbers, self._begins(variable, space, days))
            else:
                assert isinstance(column.cells, Distinct)
                class_of = self._reader.classes(variable, space, column.codes)
                # The fewer bytes, the sooner all rows are looked at.
                kind = np.min_scalar_type(-size)
                classes = ByAnswer(column.cells.codes, class_of.astype(kind))
        return Classed(size, known, classes, stands_for_none)

    def _by_row(
        self, variable: Variable, space: Space, days: Sequence[date | None], codes: Ints
    ) -> Classes:
        if isinstance(variable.domain, Dates):
            return ByNumber(codes, self._begins(variable, space, days))
        distinct, of_each = np.unique(codes, return_inverse=True)
        return ByRow(self._reader.classes(variable, space, distinct)[of_each])

    def _begins(
        self, variable: Variable, space: Space, days: Sequence[date | None]
    ) -> Sequence[Ints | int]:
        """Return where each class begins, for all rows or, of dates on several days, row by row."""
        if not isinstance(variable.domain, Dates):
            return [code for code in space.codes(variable.index) if code is not None]
        some = [None if day is None else self._reader.begins(variable, space, day) for day in days]
        broad = len(next(each for each in some if each is not None))
        if len(some) == 1:
            return next(each for each in some if each is not None)
        every = np.array([each or [0] * broad for each in (*some, None)], dtype=np.int64)
        return list(every[self.table.day_of].T)

    def _has_item(self, path: AnswerPath) -> Plane:
        """Return where a list is known to have the item an answer is about."""
        column = self._read.get(path.owner)
        assert path.item is not None
        if column is None:
            return nowhere(len(self.table))
        return column.given & packed(column.numbers >= path.item)

    def _grid_given(self, grid: AnswerPath) -> Plane:
        """Return where a grid was answered: a cell was, or none was left open with a reason."""
        given, said = nowhere(len(self.table)), nowhere(len(self.table))
        for path in self._read:
            if path.element is not None and path.owner == grid:
                given |= self._read[path].given
                said |= self._read[path].cells.answered
        whole = self._read.get(grid)
        return given if whole is None else given | (whole.given & ~said)


class _Filled:
    """What tables of a rulebook fill in from the lookups beside it."""

    def __init__(
        self, rulebook: Rulebook, program: Program, read: Mapping[AnswerPath, ReadColumn]
    ) -> None:
        self._by: dict[AnswerPath, list[tuple[ReadColumn, Ints]]] = {}
        for (owner, lookup), columns in rulebook.fillings.items():
            for element in (None,) if owner is None else elements(rulebook, owner):
                path = path_in(element, lookup)
                column = read.get(path)
                if column is None or not isinstance(column.cells, Distinct):
                    continue
                for table, name in columns:
                    variable = program.variables[program.by_path[path.beside(name)]]
                    rows = rulebook.tables[table].rows
                    codes = list(_cells(variable, column, rows, name))
                    filled = np.array([*codes, NONE], dtype=np.int64)
                    self._by.setdefault(variable.path, []).append((column, filled))

    def codes(self, path: AnswerPath, column: ReadColumn | None) -> Ints | None:
        """Return the code of an answer that tables fill, row by row; `None` where none does."""
        if path not in self._by:
            return None
        found: Ints | None = None
        for lookup, filled in self._by[path]:
            assert isinstance(lookup.cells, Distinct)
            here = filled[lookup.cells.codes]
            found = here if found is None else np.where(here == NONE, found, here)
        assert found is not None
        if column is None:
            return found
        return np.where(unpacked(column.given, len(found)), column.numbers, found)


def _cells(
    variable: Variable, lookup: ReadColumn, rows: Mapping[str, Mapping[str, Cell]], name: str
) -> Iterator[int]:
    """Yield the code that the row of each distinct lookup fills in, `NONE` where it has none."""
    assert isinstance(lookup.cells, Distinct)
    assert lookup.codes is not None
    for key, code in zip(lookup.cells.values, lookup.codes, strict=False):
        cell = rows.get(key, {}).get(name) if code > MISFIT else None
        plain = frozenset(cell) if isinstance(cell, tuple) else cell
        yield NONE if plain is None else code_of(variable, plain)
