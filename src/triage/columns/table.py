"""A table assessed: Arrow in, or what hands itself over as Arrow does, and Arrow out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from triage.columns.cells import ABSENT, AnswerColumns, Ints, Rows, Unread
from triage.columns.header import Header
from triage.columns.kernel import AT_A_TIME, Kernel, Outcomes
from triage.columns.rendered import Called, by_id, kept_beside, output_columns

ROW, DAY, EXACT, PROBLEM = "row", "as_of", "exact", "problem"
"""The columns beside outputs and what is passed on."""


class Part(NamedTuple):
    """Some rows of a table: what they come to as columns, and what was found."""

    columns: Mapping[str, Any]
    found: Outcomes


@dataclass(frozen=True, slots=True)
class Assessing:
    """Assesses the parts of one table, and calls values by their ids or otherwise."""

    kernel: Kernel
    called: Called = by_id

    def part(self, rows: Rows) -> Part:
        """Assess some rows."""
        answers = rows.answers
        found = self.kernel.assess(answers, rows.wrong)
        assessed = np.ones(len(answers), dtype=np.bool_)
        assessed[list(found.problems)] = False
        days = pa.array([*answers.days, None], pa.date32())
        columns = {
            ROW: pa.array(rows.numbers),
            **rows.kept,
            DAY: days.take(pa.array(answers.day_of % len(days))),
            EXACT: pa.array(found.exact, mask=~assessed),
            **dict(output_columns(self.kernel.outputs, found.masks, self.called)),
        }
        return Part(columns, found)

    def table(self, parts: Sequence[Any]) -> Any:
        """Return tables of parts as one, with what is kept beside it."""
        beside = kept_beside(self.kernel.rulebook, self.kernel.outputs)
        return pa.concat_tables(parts).replace_schema_metadata(beside)


def assess_table(assessing: Assessing, header: Header, table: Any, before: int = 0) -> Any:
    """Return what each row of a table comes to; `problem` is the code of what is wrong first.

    A row with a problem has nothing else. So many rows are counted `before` the first.
    """

    def part(first: int) -> Any:
        batch = in_one_piece(table.slice(first, AT_A_TIME))
        return assessing.part(header.rows(batch, numbered(before + first, batch.num_rows)))

    firsts = range(0, max(1, table.num_rows), AT_A_TIME)
    return assessing.table([_with_problems(part(first)) for first in firsts])


def _with_problems(part: Part) -> Any:
    rows, problems = len(part.found.exact), part.found.problems
    codes = [problems[row][0].code if row in problems else None for row in range(rows)]
    return pa.table({**part.columns, PROBLEM: pa.array(codes, pa.string())})


def numbered(before: int, many: int) -> Ints:
    """Return the numbers of so many rows, where there are some before them."""
    return np.arange(before + 1, before + many + 1, dtype=np.int64)


def joined(parts: Sequence[AnswerColumns]) -> Iterator[AnswerColumns]:
    """Yield parts of a table as one, where they have not been read yet; else one by one."""
    unread = [each.answers for each in parts if isinstance(each.answers, Unread)]
    if len(parts) <= 1 or len(unread) < len(parts):
        yield from parts
        return
    days = dict.fromkeys(chain.from_iterable(each.days for each in parts))
    number = {day: at for at, day in enumerate(days)}
    day_of = [np.array([*map(number.get, each.days), ABSENT])[each.day_of] for each in parts]
    batch = in_one_piece(pa.Table.from_batches([each.batch for each in unread]))
    yield AnswerColumns(tuple(days), np.concatenate(day_of), unread[0].of(batch))


def in_one_piece(table: Any) -> Any:
    """Return a table as one batch of rows."""
    columns = [_whole(column) for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _whole(column: Any) -> Any:
    """Return a column in one piece."""
    if column.num_chunks == 1:
        return column.chunk(0)
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    return column.combine_chunks()
