"""A table of stored assessments by columns: one of days, and one for each answer by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from triage.model.answer_path import AnswerPath

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """The answers of all rows to one question.

    `values` holds each distinct answer once, as files hold it; `codes` says which of them each row
    has, -1 where it has none.
    """

    values: tuple[Any, ...]
    codes: Codes


@dataclass(frozen=True, slots=True, repr=False)
class Columns:
    """Stored assessments: the day of each row, and its answers by path.

    The path of a list holds how many items there are (`goals`), that of an item what was answered
    about it (`goals.1.certainty`), that of a grid a list of rows where nothing more is known.
    """

    days: Column
    answers: Mapping[AnswerPath, Column]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.days.codes)

    def said(self, row: int) -> Iterator[tuple[AnswerPath, Any]]:
        """Yield the answers of a row by path."""
        for path, column in self.answers.items():
            code = column.codes[row]
            if code >= 0:
                yield path, column.values[code]
