"""Tables that embedders hand over, assessed by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from triage.diagnostics import needed
from triage.diagnostics.arguments import listed_argument, text_argument, wrong_argument
from triage.library.arguments import day_argument
from triage.model.limits import Limits
from triage.model.rulebook import Rulebook

_HANDED_OVER = ("__arrow_c_stream__", "__arrow_c_array__")
"""What hands itself over as Arrow does has one of these."""

_TAKES = ("pyarrow.Table", "pandas.DataFrame", "polars.DataFrame")


def table_assessed(
    rulebook: Rulebook,
    limits: Limits,
    table: Any,
    as_of: date | str,
    named: tuple[object, object, object],
) -> Any:
    """Assess a table; `named` are the columns to keep and to skip, and what to tell.

    Raises:
        TriageError: an argument is not what it must be, or as `Rulebook.assess_table`.
    """
    pyarrow = needed("pyarrow", "needs-tables")
    if not any(hasattr(type(table), each) for each in _HANDED_OVER):
        raise wrong_argument(table, "table", *_TAKES)
    try:
        opened = pyarrow.table(table)
    except (TypeError, ValueError, pyarrow.ArrowException):
        raise wrong_argument(table, "table", *_TAKES) from None
    assess = _assessing(rulebook, limits, opened.schema, as_of, named)
    return assess(opened)


def stream_assessed(
    rulebook: Rulebook,
    limits: Limits,
    batches: Any,
    as_of: date | str,
    named: tuple[object, object, object],
) -> Any:
    """Assess the batches of a stream, each when it is asked for; errors as `table_assessed`."""
    pyarrow = needed("pyarrow", "needs-tables")
    if not isinstance(batches, pyarrow.RecordBatchReader):
        raise wrong_argument(batches, "batches", "pyarrow.RecordBatchReader")
    assess = _assessing(rulebook, limits, batches.schema, as_of, named)

    def assessed() -> Iterator[Any]:
        before = 0
        for batch in batches:
            table = pyarrow.Table.from_batches([batch])
            yield from assess(table, before=before).combine_chunks().to_batches()
            before += batch.num_rows

    schema = assess(batches.schema.empty_table()).schema
    return pyarrow.RecordBatchReader.from_batches(schema, assessed())


def _assessing(
    rulebook: Rulebook,
    limits: Limits,
    schema: Any,
    as_of: date | str,
    named: tuple[object, object, object],
) -> Callable[..., Any]:
    """Return what assesses tables of a schema, with so many rows `before` them."""
    needed("numpy", "needs-tables")
    from triage.columns.header import Header, Names
    from triage.columns.kernel import Kernel
    from triage.columns.outputs import ALWAYS, ON_DEMAND
    from triage.columns.table import Assessing, assess_table

    keep, skip, tell = map(_texts, named, ("keep", "skip", "tell"))
    kinds = {ON_DEMAND[listed_argument(each, "tell", tuple(ON_DEMAND))] for each in tell}
    header = Header(rulebook, schema, Names(_day(as_of), keep, frozenset(skip)), "table")
    return partial(assess_table, Assessing(Kernel(rulebook, ALWAYS | kinds, limits)), header)


def _day(as_of: date | str) -> date | str:
    """Return a day, or the name of the column of days where a text is none."""
    if isinstance(as_of, str):
        with suppress(ValueError):
            return date.fromisoformat(as_of)
        return text_argument(as_of, "as_of")
    return day_argument(as_of)


def _texts(names: object, argument: str) -> tuple[str, ...]:
    if type(names) not in (list, tuple):
        raise wrong_argument(names, argument, "list")
    assert isinstance(names, list | tuple)
    return tuple(text_argument(each, argument) for each in names)
