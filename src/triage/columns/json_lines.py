"""Assessments as JSON, one a line: whole ones, or answers beside the day and the case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from triage.columns.arrow import told_apart
from triage.columns.cells import AnswerColumns, Rows
from triage.columns.header import BESIDE, CASE, Names
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.intake.mapping import by_path
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook

Line = tuple[int, str]
"""Its number from 1, and its text."""

_Said = Mapping[AnswerPath, Plain]


class LinesRead:
    """Reads lines as rows; each line is read as any assessment is."""

    def __init__(self, rulebook: Rulebook, names: Names) -> None:
        self._rulebook, self._names = rulebook, names
        self._kept = tuple(dict.fromkeys((CASE, *names.kept)))

    def rows(self, lines: Iterable[Line]) -> Rows:
        """Return some lines as rows."""
        numbers, days, said, kept = list[int](), list[date | None](), list[_Said](), list[Any]()
        wrong: dict[int, tuple[Diagnostic, ...]] = {}
        for row, (number, text) in enumerate(lines):
            content = _object(text)
            day = self._day(content)
            read: _Said = {}
            if content is None:
                wrong[row] = (Diagnostic("line-not-an-object"),)
            elif day is not None:
                try:
                    read = self._read(content, day)
                except InvalidAssessment as error:
                    wrong[row] = error.diagnostics
            numbers.append(number)
            days.append(day)
            said.append(read)
            kept.append([_text((content or {}).get(each)) for each in self._kept])
        return Rows(
            np.array(numbers, dtype=np.int64), _columns(days, said), self._passed(kept), wrong
        )

    def _day(self, content: Mapping[str, Any] | None) -> date | None:
        asked = self._names.day
        if isinstance(asked, date):
            return asked
        with suppress(ValueError):
            return date.fromisoformat(str((content or {}).get(asked)))
        return None

    def _read(self, content: Mapping[str, Any], day: date) -> _Said:
        """Return the answers of a line by path.

        Raises:
            InvalidAssessment: an answer does not fit.
        """
        answers = content.get("answers")
        if not isinstance(answers, Mapping):
            beside = {*BESIDE, *self._names.skipped, *self._kept, self._names.day}
            answers = {name: each for name, each in content.items() if name not in beside}
        if self._names.labels is not None:
            answers = self._names.labels.read_all(answers)
        return by_path(self._rulebook, read_answers(self._rulebook, answers, day))

    def _passed(self, kept: list[list[str | None]]) -> dict[str, Any]:
        every = [[row[at] for row in kept] for at in range(len(self._kept))]
        return {
            name: pa.array(values, pa.string())
            for name, values in zip(self._kept, every, strict=True)
        }


def _object(text: str) -> Mapping[str, Any] | None:
    with suppress(ValueError, RecursionError):
        content = json.loads(text)
        return content if isinstance(content, dict) else None
    return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _columns(days: list[date | None], said: list[_Said]) -> AnswerColumns:
    on = told_apart(days)
    paths = dict.fromkeys(path for each in said for path in each)
    answers = {path: told_apart([each.get(path) for each in said]) for path in paths}
    return AnswerColumns(tuple(on.values), on.codes, answers)
