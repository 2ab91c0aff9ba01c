"""Some rows of a table of stored assessments, and what is taken from their columns."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from triage.model.answer_path import AnswerPath
from triage.model.question import Dates
from triage.verify.diff.stored import Codes, Columns, Ints

Flags = npt.NDArray[np.bool_]
Taken = npt.NDArray[Any]


class Rows:
    """Some rows of a table; answers about items that are not there are left out.

    `is_list` says which questions hold items.
    """

    def __init__(self, columns: Columns, rows: Ints, is_list: Callable[[str], bool]) -> None:
        self._columns, self._rows, self._is_list = columns, rows, is_list
        self._codes: dict[AnswerPath, Codes] = {}
        self._taken: dict[tuple[AnswerPath, bytes], Taken] = {}
        self._bounds: dict[Dates, tuple[Ints, Ints]] = {}
        self._counts: dict[AnswerPath, Ints] = {}
        self.days: tuple[date, ...] = columns.days.values
        self.day_of: Codes = columns.days.codes[rows]
        """For each row, the place of its day among `days`."""

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def paths(self) -> Collection[AnswerPath]:
        """The answers that have a column."""
        return self._columns.answers.keys()

    def values(self, path: AnswerPath) -> tuple[Any, ...]:
        """Return each distinct answer of a column."""
        return self._columns.answers[path].values

    def nowhere(self) -> Flags:
        """Return what is so in no row."""
        return np.zeros(len(self), dtype=bool)

    def answered(self, path: AnswerPath) -> Flags:
        """Say where there is an answer, be it that it is unknown."""
        return self._code(path) >= 0

    def taken(self, path: AnswerPath, of_each: Taken) -> Taken:
        """Return for each row what stands for its answer; the last stands for none.

        What was taken once is taken again for both versions.
        """
        key = (path, of_each.tobytes())
        if key not in self._taken:
            self._taken[key] = of_each[self._code(path)]
        return self._taken[key]

    def bounds(self, domain: Dates) -> tuple[Ints, Ints]:
        """Return the first and last date that may be answered in each row, as ordinals."""
        if domain not in self._bounds:
            every = [[day.toordinal() for day in domain.bounds(each)] for each in self.days]
            ordinals = np.array(every, dtype=np.int64)
            self._bounds[domain] = ordinals[self.day_of, 0], ordinals[self.day_of, 1]
        return self._bounds[domain]

    def _code(self, path: AnswerPath) -> Codes:
        if path not in self._codes:
            codes = self._columns.answers[path].codes[self._rows]
            if path.item is not None:
                codes = np.where(self._count(path.owner) >= path.item, codes, np.int32(-1))
            self._codes[path] = codes
        return self._codes[path]

    def _count(self, owner: AnswerPath) -> Ints:
        """Return the number of items in each row, 0 where it is not known."""
        if owner not in self._counts:
            column = self._columns.answers.get(owner)
            if column is None:
                self._counts[owner] = np.zeros(len(self), dtype=np.int64)
            else:
                many = [each if type(each) is int else 0 for each in column.values]
                self._counts[owner] = np.array([*many, 0], dtype=np.int64)[column.codes[self._rows]]
        return self._counts[owner]
