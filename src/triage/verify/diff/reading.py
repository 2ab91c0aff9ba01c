"""Columns of answers as one version reads them: each distinct answer once, as a whole number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any

import numpy as np

from triage.diagnostics import InvalidAssessment
from triage.intake.places import REASONS, question_at
from triage.intake.reading import read_answer
from triage.model.answer_path import AnswerPath, path_in
from triage.model.question import Dates, Grid, ListOf, Question
from triage.model.rulebook import Rulebook
from triage.program.encoding import code_of
from triage.program.program import Program, Variable
from triage.program.reads import elements
from triage.verify.diff.rows import Flags, Rows
from triage.verify.diff.stored import Ints

NONE = -(2**62)
"""The code of an answer that is not there."""

MISFIT = NONE + 1
"""The code of one that does not fit its question; every other code is above it."""

_ANY_DAY = date(2000, 1, 1)


class Read:
    """What a version reads in some rows; `asked` are the variables in whose codes it is wanted.

    `misfits` says in which rows an answer does not fit.
    """

    def __init__(
        self, rulebook: Rulebook, program: Program, asked: Mapping[AnswerPath, Variable], rows: Rows
    ) -> None:
        self._rulebook, self._asked, self._rows = rulebook, asked, rows
        self._code_of: dict[AnswerPath, Ints] = {}
        self.misfits: Flags = rows.nowhere()
        for path in rows.paths:
            self._read(program, path)
        self._cells: dict[AnswerPath, list[Ints]] = {}
        self._filled = dict(self._fillings())
        self._codes: dict[AnswerPath, Ints] = {}

    def _read(self, program: Program, path: AnswerPath) -> None:
        if path not in program.by_path and path not in self._grids:
            self.misfits |= self._rows.answered(path)
            return
        question = question_at(self._rulebook, path)
        variable = self._asked.get(path)
        values = self._rows.values(path)
        codes = [_code(self._rulebook, question, path, variable, each) for each in values]
        self._code_of[path] = code_of_each = np.array([*codes, NONE], dtype=np.int64)
        if MISFIT in codes:
            self.misfits |= self._rows.taken(path, code_of_each == MISFIT)
        if isinstance(question.domain, Dates):
            self.misfits |= self._out_of_bounds(path, question.domain)

    def _out_of_bounds(self, path: AnswerPath, domain: Dates) -> Flags:
        low, high = self._rows.bounds(domain)
        codes = self._rows.taken(path, self._code_of[path])
        return (codes > MISFIT) & ((codes < low) | (codes > high))

    # --- what is there

    def codes(self, path: AnswerPath) -> Ints | None:
        """Return the code of an answer in each row, given or filled, `NONE` where there is none.

        `None` where the answer is nobody's.
        """
        filled = self._filled.get(path)
        if path not in self._code_of:
            return filled
        codes = self._rows.taken(path, self._code_of[path])
        if filled is None:
            return codes
        if path not in self._codes:
            self._codes[path] = np.where(codes == NONE, filled, codes)
        return self._codes[path]

    def by_answer(self, path: AnswerPath) -> Ints | None:
        """Return the code of each distinct answer of a column; `None` where tables fill it too."""
        return None if path in self._filled else self._code_of.get(path)

    def distinct(self, path: AnswerPath) -> Ints:
        """Return every code an answer may have, sorted."""
        given = self._code_of.get(path, np.array([NONE], dtype=np.int64))
        return np.unique(np.concatenate([given, *self._cells.get(path, ())]))

    def given(self) -> Iterator[tuple[AnswerPath, Flags]]:
        """Yield for each path where its answer was given; of grids, where they were answered."""
        for path in self._code_of:
            if path not in self._grids:
                yield path, self._given(path)
        for grid in self._grids:
            yield grid, self._is_answered(grid)

    @property
    def _grids(self) -> list[AnswerPath]:
        every = self._rulebook.questions.values()
        return [AnswerPath.of(each.id) for each in every if isinstance(each.domain, Grid)]

    def _given(self, path: AnswerPath) -> Flags:
        return self._rows.taken(path, self._code_of[path] > MISFIT)

    def _is_answered(self, grid: AnswerPath) -> Flags:
        """Say where a grid was answered at all: a cell was, or none was left open with a reason."""
        inside = [path for path in self._rows.paths if path.element and path.owner == grid]
        nowhere = self._rows.nowhere()
        given = reduce(
            np.logical_or, (self._given(at) for at in inside if at in self._code_of), nowhere
        )
        if grid not in self._code_of:
            return given
        said = reduce(np.logical_or, (self._rows.answered(at) for at in inside), nowhere)
        return given | (self._given(grid) & ~said)

    # --- what tables fill

    def _fillings(self) -> Iterator[tuple[AnswerPath, Ints]]:
        filled: dict[AnswerPath, Ints] = {}
        for (owner, lookup), columns in self._rulebook.fillings.items():
            for element in (None,) if owner is None else elements(self._rulebook, owner):
                path = path_in(element, lookup)
                if path in self._code_of:
                    self._fill(path, columns, filled)
        yield from filled.items()

    def _fill(
        self,
        path: AnswerPath,
        columns: Sequence[tuple[str, str]],
        filled: dict[AnswerPath, Ints],
    ) -> None:
        known = self._code_of[path][:-1] > MISFIT
        keys = [str(each) for each in self._rows.values(path)]
        for table, column in columns:
            variable = self._asked.get(path.beside(column))
            if variable is None:
                continue
            cells = [self._rulebook.tables[table].rows.get(key, {}).get(column) for key in keys]
            codes = _cell_codes(variable, cells, known)
            self._cells.setdefault(variable.path, []).append(codes)
            here = self._rows.taken(path, codes)
            before = filled.get(variable.path)
            whole = here if before is None else np.where(here == NONE, before, here)
            filled[variable.path] = whole


def _code(
    rulebook: Rulebook, question: Question, path: AnswerPath, variable: Variable | None, value: Any
) -> int:
    if isinstance(value, str) and value in REASONS:
        return NONE
    match question.domain:
        case ListOf(max=most, min=fewest):
            return value if type(value) is int and fewest <= value <= most else MISFIT
        case Grid():
            return 0 if isinstance(value, list | tuple) else MISFIT
        case Dates():
            return _ordinal(value)
    try:
        answer = read_answer(rulebook, question, path, value, _ANY_DAY)
    except InvalidAssessment:
        return MISFIT
    return 0 if variable is None else code_of(variable, answer)


def _ordinal(value: object) -> int:
    """Read a date as answers are read: one way to write it, and no time of day."""
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return MISFIT
        return day.toordinal() if value == day.isoformat() else MISFIT
    return value.toordinal() if isinstance(value, date) and type(value) is date else MISFIT


def _cell_codes(variable: Variable, cells: Iterable[Any], known: Flags) -> Ints:
    plain = (frozenset(cell) if isinstance(cell, tuple) else cell for cell in cells)
    codes = [
        code_of(variable, cell) if there and cell is not None else NONE
        for cell, there in zip(plain, known, strict=True)
    ]
    return np.array([*codes, NONE], dtype=np.int64)
