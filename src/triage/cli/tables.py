"""Tables of stored assessments: JSON Lines, or Parquet, by column or with whole ones as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from triage.diagnostics import Diagnostic, InvalidAssessment, needed
from triage.model.assessment import Assessment
from triage.model.cpr import looks_like_cpr

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.diff.table import Row, TableImpact

COLUMN = "assessment"
"""The column of a Parquet file that holds whole assessments."""

DAY = "as_of"
"""The column of days, in a Parquet file that has one column for each answer."""


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
    needed("numpy", "needs-tables")  # what pyarrow reads is counted with it
    parquet, error = (
        needed("pyarrow.parquet", "needs-tables"),
        needed("pyarrow", "needs-tables").ArrowException,
    )
    try:
        opened = parquet.ParquetFile(file)
        names = opened.schema_arrow.names
        if COLUMN in names:
            return table_impact(old, new, _rows(_texts(opened), file))
        if DAY in names:
            texts = [
                name for name in names if str(opened.schema_arrow.field(name).type) == "string"
            ]
            return _by_columns(parquet.ParquetFile(file, read_dictionary=texts), file, old, new)
    except (OSError, error):
        pass
    raise _unreadable(file)


def _by_columns(opened: Any, file: Path, old: Rulebook, new: Rulebook) -> TableImpact:
    from triage.cli.column_tables import case_ids, read_columns
    from triage.verify.diff.columns import columns_impact

    for row, id_ in case_ids(opened):
        _refuse_cpr(id_, row, file)
    return columns_impact(old, new, read_columns(opened, (old, new)))


def _rows(texts: Iterable[str], file: Path) -> Iterator[Row]:
    """Yield the assessments of a table, in their order; of a row that holds none, its number."""
    from triage.verify.diff import Given

    for number, text in enumerate(texts, start=1):
        try:
            content = json.loads(text)
            if isinstance(content, dict):
                _refuse_cpr(content.get("case"), number, file)
            found = Assessment.model_validate(content)
        except (ValidationError, ValueError, RecursionError):
            yield number
            continue
        yield number if found.as_of is None else Given(str(number), found.as_of, found.answers)


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
    for batch in opened.iter_batches(columns=[COLUMN]):
        yield from map(str, batch.column(0).to_pylist())


def _unreadable(file: Path) -> InvalidAssessment:
    return InvalidAssessment((Diagnostic("unreadable-file", details={"file": str(file)}),))
