"""Columns of answers as one version reads them: each distinct answer once, as a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from triage.analysis.comparing.stored import Column, Ints
from triage.diagnostics import InvalidAssessment
from triage.engine.flat.program import Program, Variable
from triage.engine.intake.codes import code_of
from triage.engine.intake.places import REASONS, question_at
from triage.engine.intake.reading import read_answer
from triage.model.question import Dates, Grid, ListOf, Question
from triage.model.rulebook import Rulebook

Flags = npt.NDArray[np.bool_]

NONE = -(2**62)
"""The code of an answer that is not there."""

MISFIT = NONE + 1
"""The code of one that does not fit its question; every other code is above it."""

_ANY_DAY = date(2000, 1, 1)

Bounds = Callable[[Dates], tuple[Ints, Ints]]
"""The first and last date of a question in each row, as ordinals."""


@dataclass(slots=True)
class Read:
    """What a version reads in some rows.

    `codes` holds the code of each answer in each row, given or filled, `NONE` where there is none;
    `given` says where it was given; `misfits` in which rows something does not fit.
    """

    misfits: Flags
    codes: dict[str, Ints] = field(default_factory=dict)
    given: dict[str, Flags] = field(default_factory=dict)


def read_columns(
    rulebook: Rulebook,
    program: Program,
    asked: Mapping[str, Variable],
    there: Mapping[str, Column],
    bounds: Bounds,
) -> Read:
    """Read columns; `asked` are the variables in whose codes answers are wanted, by path."""
    rows = len(next(iter(there.values())).codes) if there else 0
    found = Read(np.zeros(rows, dtype=bool))
    for path, column in there.items():
        question = question_at(rulebook, path)
        is_grid = question is not None and isinstance(question.domain, Grid)
        if question is None or not (is_grid or path in program.by_path):
            found.misfits |= column.codes >= 0
            continue
        codes = _codes(rulebook, question, path, asked.get(path), column)
        if isinstance(question.domain, Dates):
            low, high = bounds(question.domain)
            codes[(codes > MISFIT) & ((codes < low) | (codes > high))] = MISFIT
        found.misfits |= codes == MISFIT
        found.codes[path], found.given[path] = codes, codes > MISFIT
    for path, filled in _filled(rulebook, asked, there, found).items():
        codes = found.codes.get(path, filled)
        found.codes[path] = np.where(codes == NONE, filled, codes)
    for question in rulebook.questions.values():
        if isinstance(question.domain, Grid):
            found.given[question.id] = _is_answered(question.id, there, found)
    return found


def _codes(
    rulebook: Rulebook, question: Question, path: str, variable: Variable | None, column: Column
) -> Ints:
    code = [_code(rulebook, question, path, variable, each) for each in column.values]
    found: Ints = np.array([*code, NONE], dtype=np.int64)[column.codes]
    return found


def _code(
    rulebook: Rulebook, question: Question, path: str, variable: Variable | None, value: Any
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


# --- what tables fill, and grids


def _filled(
    rulebook: Rulebook,
    asked: Mapping[str, Variable],
    there: Mapping[str, Column],
    found: Read,
) -> dict[str, Ints]:
    filled: dict[str, Ints] = {}
    for (owner, lookup), columns in rulebook.fillings().items():
        for prefix in _prefixes(rulebook, owner):
            keys, given = there.get(prefix + lookup), found.given.get(prefix + lookup)
            if keys is None or given is None:
                continue
            for table, column in columns:
                variable = asked.get(prefix + column)
                if variable is not None:
                    rows = rulebook.tables[table].rows
                    cells = [rows.get(str(key), {}).get(column) for key in keys.values]
                    here = _cell_codes(variable, cells)[keys.codes]
                    before = filled.get(variable.path, np.full(len(given), NONE, dtype=np.int64))
                    filled[variable.path] = np.where(given & (here != NONE), here, before)
    return filled


def _cell_codes(variable: Variable, cells: Iterable[Any]) -> Ints:
    plain = (frozenset(cell) if isinstance(cell, tuple) else cell for cell in cells)
    codes = [NONE if cell is None else code_of(variable, cell) for cell in plain]
    return np.array([*codes, NONE], dtype=np.int64)


def _prefixes(rulebook: Rulebook, owner: str | None) -> Iterator[str]:
    if owner is None:
        yield ""
        return
    domain = rulebook.collection(owner)
    keys = domain.rows if isinstance(domain, Grid) else range(1, domain.max + 1)
    yield from (f"{owner}.{key}." for key in keys)


def _is_answered(grid: str, there: Mapping[str, Column], found: Read) -> Flags:
    """Say where a grid was answered at all: a cell was, or none was left open with a reason."""
    nowhere = np.zeros(len(found.misfits), dtype=bool)
    inside = [path for path in there if path.startswith(f"{grid}.")]
    given = reduce(np.logical_or, (found.given[at] for at in inside if at in found.given), nowhere)
    said = reduce(np.logical_or, (there[at].codes >= 0 for at in inside), nowhere)
    return given | (found.given.get(grid, nowhere) & ~said)
