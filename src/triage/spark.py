"""Assessing the rows of a Spark data frame, partition by partition, on many machines.

The driver sends the rulebook; the workers need this package with its extra `spark`, and no file.
Each partition is assessed by the kernel of `Rulebook.assess_table`, batch by batch. Rows are
assessed each by itself, so a partition that is run again comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from triage.diagnostics import needed
from triage.diagnostics.arguments import wrong_argument
from triage.library.rulebook import Rulebook

__all__ = ["assess"]

_ROW = "row"
"""Says the place of a row in a table; in a data frame rows have none."""


def assess(
    df: Any,
    rulebook: Rulebook,
    *,
    as_of: date | str = "as_of",
    keep: list[str] | tuple[str, ...] = (),
    skip: list[str] | tuple[str, ...] = (),
    tell: list[str] | tuple[str, ...] = (),
) -> Any:
    """Return a data frame of what each row of another comes to; nothing is assessed before it is.

    Columns in and out, and arguments, are those of `Rulebook.assess_table`; there is no `row`, so
    have a column `case`, or others to `keep`, tell rows apart.

    Raises:
        TableError: a column has the name of no question, or one that is needed is missing.
        TriageError: an argument is not what it must be.
        ExtraMissing: it takes packages that are not installed.
    """
    types = needed("pyspark.sql.pandas.types", "needs-spark")
    pyarrow = needed("pyarrow", "needs-spark")
    if not isinstance(rulebook, Rulebook):
        raise wrong_argument(rulebook, "rulebook", "triage.Rulebook")
    if not hasattr(type(df), "mapInArrow"):
        raise wrong_argument(df, "df", "pyspark.sql.DataFrame")
    options: dict[str, Any] = {"as_of": as_of, "keep": keep, "skip": skip, "tell": tell}
    schema = types.to_arrow_schema(df.schema)
    none = pyarrow.RecordBatchReader.from_batches(schema, ())
    outcome = _plain(rulebook.assess_stream(none, **options).schema.empty_table())
    # Spark takes a dot in the name of a column for a field of a struct.
    numbered = df.toDF(*(f"c{number}" for number, _ in enumerate(schema.names)))
    assessed = _partition(rulebook, schema.names, options)
    return numbered.mapInArrow(assessed, types.from_arrow_schema(outcome.schema))


def _partition(
    rulebook: Rulebook, names: list[str], options: dict[str, Any]
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return what assesses the batches of a partition, on the worker it is sent to.

    `names` are those of the columns, which come by number.
    """

    def assessed(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        called = (batch.rename_columns(names) for batch in batches)
        first = next(called, None)
        if first is None:
            return
        reader = pyarrow.RecordBatchReader.from_batches(first.schema, chain((first,), called))
        for batch in rulebook.assess_stream(reader, **options):
            yield from _plain(pyarrow.Table.from_batches([batch])).to_batches()

    return assessed


def _plain(table: Any) -> Any:
    """Return a table as Spark has it: texts written out, and rows without a number."""
    import pyarrow

    columns = {
        field.name: column.cast(pyarrow.string())
        if pyarrow.types.is_dictionary(field.type)
        else column
        for field, column in zip(table.schema, table.columns, strict=True)
        if field.name != _ROW
    }
    return pyarrow.table(columns)
