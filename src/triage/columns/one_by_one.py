"""Rows that are left to the engine: each kind of them is read and assessed as any assessment is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from triage.columns.cells import AnswerColumns, Codes, Ints
from triage.columns.grouping import alike
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.engine import Evaluator
from triage.engine.possible import Possible
from triage.intake.mapping import check_item, read_by_path
from triage.model.answer_path import AnswerPath
from triage.model.limits import Limits
from triage.model.rulebook import Rulebook

Said = Possible | tuple[Diagnostic, ...]
"""What a row comes to, or what is wrong with it."""


class OneByOne:
    """Assesses rows of tables one by one, those with the same answers on the same day once."""

    def __init__(self, rulebook: Rulebook, limits: Limits) -> None:
        self._rulebook = rulebook
        self._evaluator = Evaluator(rulebook, limits)

    def assess(self, table: AnswerColumns, rows: Ints) -> Iterator[tuple[Ints, Said]]:
        """Yield rows that are alike, with what they come to."""
        keys: list[Ints | Codes] = [table.day_of[rows]]
        keys += [cells.key(rows) for cells in table.answers.values()]
        group, first = alike(keys, len(rows))
        order = np.argsort(group, kind="stable")
        begins = np.searchsorted(group[order], np.arange(len(first)))
        for example, those in zip(rows[first], np.split(rows[order], begins)[1:], strict=True):
            day = table.days[table.day_of[example]]
            yield those, self._one(dict(table.said(int(example))), day)

    def _one(self, said: dict[AnswerPath, Any], day: date) -> Said:
        try:
            for path in said:
                check_item(self._rulebook, said, path)
            answers = read_by_path(self._rulebook, said, day)
            return self._evaluator.possible(answers, day)
        except InvalidAssessment as error:
            return error.diagnostics
