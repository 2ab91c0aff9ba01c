"""Tables of stored assessments: JSON Lines, or Parquet with one JSON text in each row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from triage.diagnostics import Diagnostic, EngineUnavailable, InvalidAssessment
from triage.model.assessment import Assessment

if TYPE_CHECKING:
    from triage.analysis.comparing.table import Row

COLUMN = "assessment"
"""The column of a Parquet file that holds the assessments."""


def stored(file: Path) -> Iterator[Row]:
    """Give the assessments of a table, in their order; of a row that holds none, its number.

    Raises:
        InvalidAssessment: the file cannot be read, or lacks the column.
        EngineUnavailable: reading Parquet takes pyarrow, which is not installed.
    """
    from triage.analysis.comparing import Given

    texts = _parquet(file) if file.suffix == ".parquet" else _lines(file)
    for number, text in enumerate(texts, start=1):
        try:
            found = Assessment.model_validate(json.loads(text))
        except (ValidationError, ValueError, RecursionError):
            yield number
            continue
        yield number if found.as_of is None else Given(str(number), found.as_of, found.answers)


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield from (line for line in lines if line.strip())
    except OSError:
        raise _unreadable(file) from None


def _parquet(file: Path) -> Iterator[str]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise EngineUnavailable(
            (Diagnostic("needs-pyarrow", details={"file": str(file)}),)
        ) from None
    try:
        table = parquet.ParquetFile(file)
        if COLUMN not in table.schema_arrow.names:
            raise _unreadable(file)
        for batch in table.iter_batches(columns=[COLUMN]):
            yield from map(str, batch.column(0).to_pylist())
    except (OSError, ArrowException):
        raise _unreadable(file) from None


def _unreadable(file: Path) -> InvalidAssessment:
    return InvalidAssessment((Diagnostic("unreadable-file", details={"file": str(file)}),))
