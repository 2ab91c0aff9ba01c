"""Stored assessments: JSON Lines, or Parquet, by column or with whole ones as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from triage.cases.case_file import read_case
from triage.cli.case_files import files_in
from triage.diagnostics import Diagnostic, InvalidAssessment, needed
from triage.intake.mapping import as_mapping
from triage.intake.places import path_at, unknown_question
from triage.model.assessment import Assessment
from triage.model.cpr import looks_like_cpr

if TYPE_CHECKING:
    from triage.model.answer_path import AnswerPath
    from triage.model.rulebook import Rulebook
    from triage.programme.balance import Stored
    from triage.verify.diff.stored import Column, Columns
    from triage.verify.diff.table import Row, TableImpact

_COLUMN = "assessment"
"""The column of a Parquet file that holds whole assessments."""

_DAY = "as_of"
"""The column of days, in a Parquet file that has one column for each answer."""

_CASE = "case"
_BESIDE = frozenset({_CASE, "rulebook", "schema"})
"""Columns of an assessment that are no answers."""

_BETWEEN = "\x1f"
"""Stands between the members of a set while they are told apart; no id has it."""


def stored_cases(file: Path, rulebook: Rulebook) -> Iterator[Stored | int]:
    """Yield the assessments of a table with the ids of their cases, or the numbers of other rows.

    A folder holds an assessment a case file.

    Raises:
        InvalidAssessment: the file cannot be read, has columns that are no questions, or CPR
            numbers for the ids of cases.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    if file.is_dir():
        yield from _in_folder(file)
    elif file.suffix != ".parquet":
        yield from _stored(_lines(file), file)
    else:
        opened, names = _opened(file)
        if _COLUMN in names:
            yield from _stored(_texts(opened), file)
        else:
            yield from _stored_by_column(opened, file, rulebook)


def _in_folder(folder: Path) -> Iterator[Stored]:
    from triage.programme.balance import Stored

    for file in files_in(folder):
        case = read_case(file)
        if case.as_of is not None:
            yield Stored(case.case or file.stem, case.as_of, case.answers)


def _stored(texts: Iterable[str], file: Path) -> Iterator[Stored | int]:
    from triage.programme.balance import Stored

    for number, found in _assessments(texts, file):
        if found is None or found.as_of is None:
            yield number
        else:
            yield Stored(found.case, found.as_of, found.answers)


def _stored_by_column(opened: Any, file: Path, rulebook: Rulebook) -> Iterator[Stored | int]:
    from triage.programme.balance import Stored

    for row, id_ in _case_ids(opened):
        _refuse_cpr(id_, row, file)
    columns = _read_columns(opened, (rulebook,))
    ids = opened.read(columns=[_CASE]).column(_CASE).to_pylist() if _has_cases(opened) else None
    for row in range(columns.rows):
        code = columns.days.codes[row]
        if code < 0:
            yield row + 1
        else:
            case = None if ids is None or ids[row] is None else str(ids[row])
            answers = as_mapping(rulebook, dict(columns.said(row)))
            yield Stored(case, columns.days.values[code], answers)


def impact_on(file: Path, old: Rulebook, new: Rulebook) -> TableImpact:
    """Say how many assessments of a table come out differently in another version.

    Raises:
        InvalidAssessment: the file cannot be read, has columns that are no questions, or CPR
            numbers for the ids of cases.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    from triage.verify.diff.table import table_impact

    if file.suffix != ".parquet":
        return table_impact(old, new, _rows(_lines(file), file))
    opened, names = _opened(file)
    if _COLUMN in names:
        return table_impact(old, new, _rows(_texts(opened), file))
    return _by_columns(opened, file, old, new)


def _opened(file: Path) -> tuple[Any, list[str]]:
    """Open a Parquet file that holds assessments, with the names of its columns.

    Texts are read as dictionaries where each answer has a column.
    """
    needed("numpy", "needs-tables")  # what pyarrow reads is counted with it
    parquet, error = (
        needed("pyarrow.parquet", "needs-tables"),
        needed("pyarrow", "needs-tables").ArrowException,
    )
    try:
        opened = parquet.ParquetFile(file)
        schema = opened.schema_arrow
        names = list(schema.names)
        if _COLUMN in names:
            return opened, names
        if _DAY in names:
            texts = [name for name in names if str(schema.field(name).type) == "string"]
            return parquet.ParquetFile(file, read_dictionary=texts), names
    except (OSError, error):
        pass
    raise _unreadable(file)


def _by_columns(opened: Any, file: Path, old: Rulebook, new: Rulebook) -> TableImpact:
    from triage.verify.diff.columns import columns_impact

    for row, id_ in _case_ids(opened):
        _refuse_cpr(id_, row, file)
    return columns_impact(old, new, _read_columns(opened, (old, new)))


def _rows(texts: Iterable[str], file: Path) -> Iterator[Row]:
    """Yield the assessments of a table, in their order; of a row that holds none, its number."""
    from triage.verify.diff import Given

    for number, found in _assessments(texts, file):
        if found is None or found.as_of is None:
            yield number
        else:
            yield Given(str(number), found.as_of, found.answers)


def _assessments(texts: Iterable[str], file: Path) -> Iterator[tuple[int, Assessment | None]]:
    for number, text in enumerate(texts, start=1):
        try:
            content = json.loads(text)
            if isinstance(content, dict):
                _refuse_cpr(content.get("case"), number, file)
            yield number, Assessment.model_validate(content)
        except (ValidationError, ValueError, RecursionError):
            yield number, None


def _refuse_cpr(id_: object, row: int, file: Path) -> None:
    if looks_like_cpr(str(id_)):
        details: dict[str, str | int] = {"row": row, "table": str(file), "column": "case"}
        raise InvalidAssessment((Diagnostic("id-like-cpr", details=details),))


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield from (line for line in lines if line.strip())
    except OSError:
        raise _unreadable(file) from None


def _texts(opened: Any) -> Iterator[str]:
    for batch in opened.iter_batches(columns=[_COLUMN]):
        yield from map(str, batch.column(0).to_pylist())


def _unreadable(file: Path) -> InvalidAssessment:
    return InvalidAssessment((Diagnostic("unreadable-file", details={"file": str(file)}),))


def _read_columns(parquet: Any, versions: Iterable[Rulebook]) -> Columns:
    """Read an open Parquet file.

    Raises:
        InvalidAssessment: a column is no question of any version.
    """
    from triage.verify.diff.stored import Columns

    names = [name for name in parquet.schema_arrow.names if name not in _BESIDE | {_DAY}]
    paths = _paths(names, list(versions))
    table = parquet.read(columns=[_DAY, *names])
    days = _distinct(table.column(_DAY))
    return Columns(_as_days(days), {path: _distinct(table.column(path)) for path in paths})


def _case_ids(parquet: Any) -> Iterator[tuple[int, object]]:
    """Go through the distinct ids of cases in an open Parquet file, with the first row of each."""
    if _has_cases(parquet):
        column = _distinct(parquet.read(columns=[_CASE]).column(_CASE))
        first = {code: row for row, code in reversed([*enumerate(column.codes.tolist(), start=1)])}
        yield from ((first[code], id_) for code, id_ in enumerate(column.values) if code in first)


def _has_cases(parquet: Any) -> bool:
    return _CASE in parquet.schema_arrow.names


def _paths(names: list[str], versions: list[Rulebook]) -> list[AnswerPath]:
    """Return the paths that names of columns spell, of questions some version has."""
    known = [path for book in versions for path in book.questions]
    found = {name: _path(name, versions) for name in names}
    unknown = [
        diagnostic
        for name, path in found.items()
        if path is None
        for diagnostic in unknown_question(name, known).diagnostics
    ]
    if unknown:
        raise InvalidAssessment(tuple(unknown))
    return [path for path in found.values() if path is not None]


def _path(name: str, versions: list[Rulebook]) -> AnswerPath | None:
    every = (path_at(book, name) for book in versions)
    return next((path for path in every if path is not None), None)


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
