"""Stored assessments: JSON Lines, or Parquet, by column or with whole ones as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from triage.cases.case_file import read_case
from triage.cases.folders import files_in
from triage.cli.several import own_part
from triage.diagnostics import Diagnostic, InvalidAssessment, needed
from triage.intake.mapping import as_mapping
from triage.model.assessment import Assessment
from triage.model.cpr import looks_like_cpr

if TYPE_CHECKING:
    from triage.columns.sources import Source
    from triage.model.rulebook import Rulebook
    from triage.programme.balance import Stored
    from triage.verify.diff.table import Row, TableImpact

_COLUMN = "assessment"
"""The column of a Parquet file that holds whole assessments."""


def stored_cases(file: Path, rulebook: Rulebook) -> Iterator[Stored | int]:
    """Yield the assessments of a table with the ids of their cases, or the numbers of other rows.

    A folder holds an assessment a case file.

    Raises:
        InvalidAssessment: the file cannot be read, has columns that are no questions, or CPR
            numbers for the ids of cases.
        ExtraMissing: reading Parquet takes packages that are not installed.
    """
    if file.is_dir():
        yield from _in_folder(file, rulebook)
    elif file.suffix != ".parquet":
        yield from _stored(_lines(file), file)
    else:
        opened = _opened(file)
        if _COLUMN in opened.schema_arrow.names:
            yield from _stored(_texts(opened), file)
        else:
            yield from _stored_by_column(file, rulebook)


def _in_folder(folder: Path, rulebook: Rulebook) -> Iterator[Stored]:
    from triage.programme.balance import Stored

    for file in files_in(folder):
        case, _ = own_part(read_case(file), rulebook)
        if case.as_of is not None:
            yield Stored(case.case or file.stem, case.as_of, case.answers)


def _stored(texts: Iterable[str], file: Path) -> Iterator[Stored | int]:
    from triage.programme.balance import Stored

    for number, found in _assessments(texts, file):
        if found is None or found.as_of is None:
            yield number
        else:
            yield Stored(found.case, found.as_of, found.answers)


def _stored_by_column(file: Path, rulebook: Rulebook) -> Iterator[Stored | int]:
    from triage.columns.cells import ABSENT
    from triage.columns.header import CASE
    from triage.programme.balance import Stored

    for rows in _by_column(file, rulebook).parts:
        answers, numbers = rows.answers, rows.numbers.tolist()
        ids = rows.kept[CASE].to_pylist() if CASE in rows.kept else [None] * len(numbers)
        for row, (number, id_) in enumerate(zip(numbers, ids, strict=True)):
            day = answers.day_of[row]
            if day == ABSENT or row in rows.wrong:
                yield number
            else:
                said = as_mapping(rulebook, dict(answers.said(row)))
                yield Stored(None if id_ is None else str(id_), answers.days[day], said)


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
    opened = _opened(file)
    if _COLUMN in opened.schema_arrow.names:
        return table_impact(old, new, _rows(_texts(opened), file))
    from triage.columns.ahead import ahead
    from triage.verify.diff.columns import columns_impact

    return columns_impact(old, new, ahead(_by_column(file, old, new).parts))


def _opened(file: Path) -> Any:
    """Open a Parquet file."""
    needed("numpy", "needs-parquet")  # what pyarrow reads is counted with it
    parquet = needed("pyarrow.parquet", "needs-parquet")
    error = needed("pyarrow", "needs-parquet").ArrowException
    try:
        return parquet.ParquetFile(file)
    except (OSError, error):
        raise _unreadable(file) from None


def _by_column(file: Path, rulebook: Rulebook, later: Rulebook | None = None) -> Source:
    """Open a file with a column of days, and one for each answer."""
    from triage.columns.header import Names
    from triage.columns.sources import Opening
    from triage.program.lower import lower

    program = lower(rulebook)
    return Opening(rulebook, program, Names(), str(file), later=later).file(file)


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
