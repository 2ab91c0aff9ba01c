"""Rows as columns, and what each of them comes to: by columns, and one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.material import Material
from tests.strategies.answers import series
from triage.columns.cells import AnswerColumns, Distinct
from triage.columns.kernel import Kernel, Outcomes
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping, by_path, is_there
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook

Row = tuple[date | None, Mapping[AnswerPath, Plain]]
Said = tuple[Any, ...]
"""Whether it is exact and the masks of a row, or the codes of what is wrong with it."""


def drawn(seed: int, many: int) -> tuple[Rulebook, list[Row]]:
    """Draw a rulebook and rows on several days, some with slips, some twice, one without a day."""
    draw = Random(seed)
    book, every = series(seed, many)
    with tempfile.TemporaryDirectory() as folder:
        read = load(book.write(Path(folder), quick=True))
    rows: list[Row] = []
    for each in every:
        day = each.as_of + timedelta(days=draw.choice((0, 0, 0, 1, 40, 400)))
        try:
            said = by_path(read, read_answers(read, each.answers, day))
        except InvalidAssessment:
            continue
        rows.append((day, _with_slips(draw, said)))
    return read, [*rows, *rows[:3], (None, {})]


def _with_slips(draw: Random, said: dict[AnswerPath, Plain]) -> dict[AnswerPath, Plain]:
    """Now and then leave out an answer another rests on, or give one that does not fit."""
    for path in list(said):
        if draw.random() < 0.02:
            del said[path]
        elif draw.random() < 0.01:
            said[path] = draw.choice(("nonsense", "unknown", -7))
    return {path: each for path, each in said.items() if is_there(said, path)}


def half_answered(some: Material, seed: int) -> Iterator[Row]:
    """Yield complete assessments, half of them cut short somewhere or with answers left out."""
    draw = Random(seed)
    for answers in some.answers:
        day = some.as_of + timedelta(days=draw.randrange(-400, 400))
        try:
            said = by_path(some.rulebook, read_answers(some.rulebook, answers, day))
        except InvalidAssessment:
            continue  # a date after that day
        asked = list(some.rulebook.questions)
        match draw.randrange(4):
            case 0:
                reached = {*asked[: draw.randrange(len(asked))]}
                said = {path: each for path, each in said.items() if path.question in reached}
            case 1:
                share = draw.random() / 2
                said = {path: each for path, each in said.items() if draw.random() > share}
        yield day, {path: each for path, each in said.items() if is_there(said, path)}


def as_columns(rows: Sequence[Row]) -> AnswerColumns:
    """Put rows into columns."""
    paths = dict.fromkeys(path for _, said in rows for path in said)
    days = distinct([day for day, _ in rows])
    answers = {path: distinct([said.get(path) for _, said in rows]) for path in paths}
    return AnswerColumns(tuple(days.values), days.codes, answers)


def distinct(values: Sequence[Any]) -> Distinct:
    """Put values into a column, each once."""
    kept = {repr(each): each for each in values if each is not None}
    number = {key: at for at, key in enumerate(kept)}
    codes = [-1 if each is None else number[repr(each)] for each in values]
    return Distinct(tuple(kept.values()), np.array(codes, dtype=np.int32))


def one_by_one(kernel: Kernel, rows: Sequence[Row]) -> Iterator[Said]:
    """Yield what each row comes to as any assessment does."""
    evaluator = Evaluator(kernel.rulebook)
    for day, said in rows:
        if day is None:
            yield ("as-of-missing",)
            continue
        try:
            answers = read_answers(kernel.rulebook, as_mapping(kernel.rulebook, said), day)
            found = evaluator.possible(answers, day)
        except InvalidAssessment as error:
            yield tuple(each.code for each in error.diagnostics)
            continue
        yield not found.limit, [output.mask(found) for output in kernel.outputs]


def by_columns(found: Outcomes) -> Iterator[Said]:
    """Yield what each row came to."""
    for row, exact in enumerate(found.exact.tolist()):
        if row in found.problems:
            yield tuple(each.code for each in found.problems[row])
        else:
            yield exact, [int(mask[row]) for mask in found.masks]
