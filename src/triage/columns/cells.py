"""A table of assessments by column: the day of each row, and the answers of all rows to a question.

A column holds each distinct answer once and says which of them a row has, or it holds whole
numbers, or dates, as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

from triage.columns.lazily import Lazily
from triage.columns.planes import Flags, Plane, packed
from triage.diagnostics import Diagnostic
from triage.model.answer_path import AnswerPath

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.signedinteger]

ABSENT = -1
"""The code of a row that has no answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Sets(Sequence[list[str]]):
    """Sets of some `members`, as the bits of numbers; each is made where it is asked for."""

    members: tuple[str, ...]
    masks: Ints

    def __len__(self) -> int:
        return len(self.masks)

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | Sequence[list[str]]:
        if isinstance(at, slice):
            return Sets(self.members, self.masks[at])
        mask = int(self.masks[at])
        return [each for bit, each in enumerate(self.members) if mask >> bit & 1]


@dataclass(frozen=True, repr=False)
class Distinct:
    """Answers as files hold them, each once; `codes` says which of `values` a row has."""

    values: Sequence[Any]
    codes: Codes

    @cached_property
    def answered(self) -> Plane:
        """The rows that have an answer, be it that it is unknown."""
        return packed(self.codes != ABSENT)

    def at(self, row: int) -> Any:
        """Return the answer of a row; `None` where it has none."""
        code = self.codes[row]
        return None if code == ABSENT else self.values[code]

    def key(self, rows: Ints) -> Ints:
        """Return a whole number for the answer of each of some rows."""
        return self.codes[rows].astype(np.int64)

    def some(self, rows: Ints) -> Distinct:
        """Return the answers of some rows."""
        return Distinct(self.values, self.codes[rows])


@dataclass(frozen=True, repr=False)
class Numbers:
    """Whole numbers, or dates as ordinals; `there` says which rows have one."""

    numbers: Ints
    there: Flags
    dates: bool = False

    @cached_property
    def answered(self) -> Plane:
        """The rows that have an answer."""
        return packed(self.there)

    def at(self, row: int) -> Any:
        """Return the answer of a row; `None` where it has none."""
        if not self.there[row]:
            return None
        number = int(self.numbers[row])
        return date.fromordinal(number) if self.dates else number

    def key(self, rows: Ints) -> Ints:
        """Return a whole number for the answer of each of some rows."""
        there, numbers = self.there[rows], self.numbers[rows]
        _, found = np.unique(np.where(there, numbers, 0), return_inverse=True)
        return np.where(there, found, ABSENT)

    def some(self, rows: Ints) -> Numbers:
        """Return the answers of some rows."""
        return Numbers(self.numbers[rows], self.there[rows], self.dates)


Cells = Distinct | Numbers


class Unread(Lazily[AnswerPath, Cells]):
    """The answers at some paths in a batch of Arrow, each read when it is asked for."""

    def __init__(
        self,
        batch: Any,
        paths: Collection[AnswerPath],
        read: Callable[[AnswerPath, Any], Cells],
    ) -> None:
        super().__init__(paths, lambda path: read(path, batch))
        self.batch, self._read = batch, read

    def of(self, batch: Any) -> Unread:
        """Return the answers in another batch that has the same columns."""
        return Unread(batch, self._keys, self._read)


@dataclass(frozen=True, slots=True, repr=False)
class AnswerColumns:
    """Assessments by column: the day of each row, and its answers by path.

    The path of a list holds how many items there are (`goals`), that of an item what was answered
    about it (`goals.1.certainty`), that of a grid a list of rows where nothing more is known.
    """

    days: tuple[date, ...]
    day_of: Codes
    """For each row the place of its day among `days`, `ABSENT` where it has none."""
    answers: Mapping[AnswerPath, Cells]

    def __len__(self) -> int:
        return len(self.day_of)

    def read(self) -> None:
        """Read all answers now, where they are not read before they are asked for."""
        for path in self.answers:
            self.answers[path]

    def some(self, rows: Ints) -> AnswerColumns:
        """Return some rows alone."""
        answers: Mapping[AnswerPath, Cells]
        if isinstance(self.answers, Unread):
            answers = self.answers.of(self.answers.batch.take(rows))
        else:
            answers = {path: cells.some(rows) for path, cells in self.answers.items()}
        return AnswerColumns(self.days, self.day_of[rows], answers)

    def said(self, row: int) -> Iterator[tuple[AnswerPath, Any]]:
        """Yield the answers of a row by path."""
        for path, cells in self.answers.items():
            value = cells.at(row)
            if value is not None:
                yield path, value


class Rows(NamedTuple):
    """Some rows of a table: their numbers, their answers, and the columns that are passed on.

    What the other parts hold of rows that are `wrong`, by their place from 0, means nothing.
    """

    numbers: Ints
    answers: AnswerColumns
    kept: Mapping[str, Any]
    wrong: Mapping[int, tuple[Diagnostic, ...]] = {}
