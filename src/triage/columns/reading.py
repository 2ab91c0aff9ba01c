"""Columns of answers as a rulebook reads them: what fits, and the code of each answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeGuard

import numpy as np

from triage.columns.cells import AnswerColumns, Cells, Distinct, Ints, Numbers, Sets
from triage.columns.classes import OPEN
from triage.columns.planes import Flags, Plane, nowhere, packed
from triage.diagnostics import InvalidAssessment
from triage.engine.symbolic.space import Space
from triage.intake.places import REASONS, question_at
from triage.intake.reading import read_answer
from triage.model.answer_path import AnswerPath
from triage.model.question import Dates, Domain, Grid, ListOf, Number, Question, Subset, Text
from triage.model.rulebook import Rulebook
from triage.program.encoding import code_of
from triage.program.program import Program, Role, Variable

NONE = -(2**62)
"""The code of an answer that is not there."""

MISFIT = NONE + 1
"""The code of one that does not fit its question; every other code is above it."""

_MOST_MEMBERS = 62
"""Sets of questions with so many members are the bits of a word."""

_ANY_DAY = date(2000, 1, 1)


class Reader:
    """Reads answers to the questions of a rulebook as codes, by their classes.

    Sets and dates are kept once they are read, and so is where dates are cut on a day: they serve
    every part of a table, and every table.
    """

    def __init__(self, rulebook: Rulebook, program: Program) -> None:
        self.rulebook, self.program = rulebook, program
        self._read: dict[tuple[AnswerPath, Any], int] = {}
        self._classes: dict[tuple[int, int], int] = {}
        self._begins: dict[tuple[int, date], Sequence[int]] = {}

    def codes(self, path: AnswerPath, values: Sequence[Any]) -> Ints:
        """Return the codes of values, and last that of none."""
        index = self.program.by_path.get(path)
        variable = None if index is None else self.program.variables[index]
        question = question_at(self.rulebook, path)

        def code(value: Any) -> int:
            key = path, tuple(value) if type(value) is list else value
            if key not in self._read:
                self._read[key] = _code(self.rulebook, question, path, variable, value)
            return self._read[key]

        if isinstance(values, Sets) and variable is not None and _fits_a_word(question.domain):
            return np.array([*_codes_of_sets(question.domain, values), NONE], dtype=np.int64)
        is_kept = isinstance(question.domain, Subset | Dates)
        read = code if is_kept else partial(_code, self.rulebook, question, path, variable)
        return np.array([*map(read, values), NONE], dtype=np.int64)

    def classes(self, variable: Variable, space: Space, codes: Ints) -> Ints:
        """Return the class of each code among those of answers that are given.

        INVARIANT: of what is no date, it is the same in every space of the program.
        """
        before = variable.role is not Role.READ

        def class_of(code: int) -> int:
            key = variable.index, code
            if key not in self._classes:
                self._classes[key] = space.class_of(variable, code) - before
            return self._classes[key]

        every = [class_of(code) if code > MISFIT else OPEN for code in codes.tolist()]
        return np.array(every, dtype=np.int64)

    def begins(self, variable: Variable, space: Space, day: date) -> Sequence[int]:
        """Return the first code of each class of a date on a day; as `classes`, in every space."""
        key = variable.index, day
        if key not in self._begins:
            self._begins[key] = space.edges_on(variable, day)
        return self._begins[key]


class ReadColumn:
    """A column as a rulebook reads it.

    `codes` has the code of each distinct answer, and last that of none; there are none where the
    column holds numbers, which are codes themselves. `misfit` are the rows that do not fit; of
    these, `beyond` are those with a date, or a number, beyond its bounds.
    """

    def __init__(self, reader: Reader, path: AnswerPath, table: AnswerColumns) -> None:
        self.cells: Cells = table.answers[path]
        self._table = table
        domain = question_at(reader.rulebook, path).domain
        self.codes: Ints | None = None
        if isinstance(self.cells, Distinct):
            self.codes = reader.codes(path, self.cells.values)
        self.beyond: Plane | None = None
        fits = path in reader.program.by_path or isinstance(domain, Grid)
        self.misfit = self._misfits(domain) if fits else self.cells.answered

    @cached_property
    def given(self) -> Plane:
        """The rows that have a value, and no reason why there is none."""
        if self.codes is None or not (self.codes[:-1] <= MISFIT).any():
            return self.cells.answered
        return self._where(self.codes > MISFIT)

    @cached_property
    def numbers(self) -> Ints:
        """The code of each row; anything where none is given."""
        if isinstance(self.cells, Distinct):
            assert self.codes is not None
            return self.codes[self.cells.codes]
        return self.cells.numbers

    def _where(self, wanted: Flags) -> Plane:
        """Return the rows whose distinct answer is one of those wanted."""
        assert isinstance(self.cells, Distinct)
        return packed(wanted[self.cells.codes])

    def _misfits(self, domain: Domain) -> Plane:
        found = nowhere(len(self._table))
        if self.codes is not None and (self.codes[:-1] == MISFIT).any():
            found |= self._where(self.codes == MISFIT)
        if isinstance(self.cells, Numbers) and not _holds(domain, self.cells):
            return self.cells.answered
        match domain:
            case Dates():
                self.beyond = self.given & self._outside(*self._bounds(domain))
                found |= self.beyond
            case Number(low, high) if self.codes is None:
                self.beyond = self.given & self._outside(low, high)
                found |= self.beyond
            case ListOf(low, high) if self.codes is None:
                found |= self.given & self._outside(low, high)
        return found

    def _outside(self, low: Ints | int, high: Ints | int) -> Plane:
        return packed((self.numbers < low) | (self.numbers > high))

    def _bounds(self, domain: Dates) -> tuple[Ints, Ints]:
        """Return the first and last date that may be answered in each row."""
        every = [[each.toordinal() for each in domain.bounds(day)] for day in self._table.days]
        first, last = np.array([*every, (0, 0)], dtype=np.int64)[self._table.day_of].T
        return first, last


def _fits_a_word(domain: Domain) -> TypeGuard[Subset]:
    return isinstance(domain, Subset) and len(domain.values) <= _MOST_MEMBERS


def _codes_of_sets(domain: Subset, sets: Sets) -> Ints:
    """Return the codes of sets, all at once."""
    codes, misfit = np.zeros(len(sets), dtype=np.int64), np.zeros(len(sets), dtype=np.bool_)
    for bit, member in enumerate(sets.members):
        here = (sets.masks >> bit) & 1
        if member in domain.values:
            codes |= here << domain.values.index(member)
        else:
            misfit |= here == 1
    return np.where(misfit, MISFIT, codes)


def _holds(domain: Domain, cells: Numbers) -> bool:
    """Say whether numbers, or dates, are what a question asks for."""
    return isinstance(domain, Dates) if cells.dates else isinstance(domain, Number | ListOf)


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
        case Text() if type(value) is str:
            return 0
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
