"""Parquet files that hold stored assessments by column: `as_of`, and an answer's path each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from triage.diagnostics import InvalidAssessment
from triage.intake.places import question_at, unknown_question

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.diff.stored import Column, Columns

DAY = "as_of"
CASE = "case"
_BESIDE = frozenset({CASE, "rulebook", "schema"})
"""Columns of an assessment that are no answers."""

_BETWEEN = "\x1f"
"""Stands between the members of a set while they are told apart; no id has it."""


def read_columns(parquet: Any, versions: Iterable[Rulebook]) -> Columns:
    """Read an open Parquet file.

    Raises:
        InvalidAssessment: a column is no question of any version.
    """
    from triage.verify.diff.stored import Columns

    names = [name for name in parquet.schema_arrow.names if name not in _BESIDE | {DAY}]
    _check(names, list(versions))
    table = parquet.read(columns=[DAY, *names])
    days = _distinct(table.column(DAY))
    return Columns(_as_days(days), {name: _distinct(table.column(name)) for name in names})


def case_ids(parquet: Any) -> Iterator[tuple[int, object]]:
    """Go through the distinct ids of cases in an open Parquet file, with the first row of each."""
    if CASE in parquet.schema_arrow.names:
        column = _distinct(parquet.read(columns=[CASE]).column(CASE))
        first = {code: row for row, code in reversed([*enumerate(column.codes.tolist(), start=1)])}
        yield from ((first[code], id_) for code, id_ in enumerate(column.values) if code in first)


def _check(names: list[str], versions: list[Rulebook]) -> None:
    known = [path for book in versions for path in book.questions]
    unknown = [
        diagnostic
        for name in names
        if all(question_at(book, name) is None for book in versions)
        for diagnostic in unknown_question(name, known).diagnostics
    ]
    if unknown:
        raise InvalidAssessment(tuple(unknown))


def _distinct(column: Any) -> Column:
    """Return each distinct answer of a column once, and which of them each row has."""
    import pyarrow as pa
    from pyarrow import compute

    from triage.verify.diff.stored import Column

    is_set = pa.types.is_list(column.type) or pa.types.is_large_list(column.type)
    if is_set:
        column = compute.binary_join(column, _BETWEEN)
    elif pa.types.is_floating(column.type):  # whole numbers with gaps, as data frames keep them
        with suppress(pa.ArrowInvalid):
            column = column.cast(pa.int64())
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    values = whole.dictionary.to_pylist()
    if is_set:
        values = [each.split(_BETWEEN) if each else [] for each in values]
    codes = whole.indices.cast(pa.int32()).fill_null(-1).to_numpy(zero_copy_only=False)
    return Column(tuple(values), codes)


def _as_days(column: Column) -> Column:
    """Return days as dates; what is none counts as missing."""
    import numpy as np

    from triage.verify.diff.stored import Column

    days: list[date] = []
    number: list[int] = []
    for value in column.values:
        with suppress(ValueError):
            day = date.fromisoformat(value) if isinstance(value, str) else value
            if type(day) is date:
                number.append(len(days))
                days.append(day)
                continue
        number.append(-1)
    return Column(tuple(days), np.array([*number, -1], dtype=np.int32)[column.codes])
