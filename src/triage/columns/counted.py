"""Parts of a batch: the rows that could be assessed, and beside them what is to be told of all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa

from triage.columns.cells import Rows
from triage.columns.kernel import Kernel, Outcomes
from triage.columns.table import Assessing
from triage.diagnostics import Diagnostic

COUNTED: Final = b"triage.counted"
"""Where what is to be told stands beside a part."""

Problem = tuple[int, str, str]
"""The number of a row, the column or path, and the code of what is wrong: never what was said."""


@dataclass(slots=True)
class Counts:
    """What is told of a batch: rows by what became of them.

    `wrong` rows could not be assessed; of the others, `inexact` have too much open to be exact, and
    `outside` are of days the rulebook does not speak for. `together` and `alone` are as in
    `Outcomes`.
    """

    rows: int = 0
    wrong: int = 0
    inexact: int = 0
    outside: int = 0
    together: int = 0
    alone: int = 0
    problems: list[Problem] = field(default_factory=list)
    moved: int = 0
    """Rows that come out differently in another version, where that is asked."""
    movements: Counter[str] = field(default_factory=Counter)

    def add(self, part: Any) -> None:
        """Add what stands beside a part."""
        counted = json.loads(part.schema.metadata[COUNTED])
        self.problems += map(tuple, counted.pop("problems"))
        self.movements.update(counted.pop("movements", {}))
        for name, number in counted.items():
            setattr(self, name, getattr(self, name) + number)


def counted(assessing: Assessing, rows: Rows) -> Any:
    """Return the rows that can be assessed as a table, with what is to be told beside it."""
    columns, found = assessing.part(rows)
    part = assessing.table([pa.table(columns)])
    if found.problems:
        whole = np.ones(len(found.exact), dtype=np.bool_)
        whole[list(found.problems)] = False
        part = part.filter(pa.array(whole))
    beside = {**part.schema.metadata, COUNTED: json.dumps(counts_of(assessing.kernel, rows, found))}
    return part.replace_schema_metadata(beside)


def stripped(part: Any) -> Any:
    """Return a part without what is to be told."""
    beside = {name: each for name, each in part.schema.metadata.items() if name != COUNTED}
    return part.replace_schema_metadata(beside)


def counts_of(kernel: Kernel, rows: Rows, found: Outcomes) -> Mapping[str, Any]:
    """Return what is to be told of some rows, JSON-ready."""
    answers, valid_at = rows.answers, kernel.rulebook.valid_at
    outside = np.array([*(not valid_at(day) for day in answers.days), False])[answers.day_of]
    outside[list(found.problems)] = False
    return {
        "rows": len(answers),
        "wrong": len(found.problems),
        "inexact": int((~found.exact).sum()) - len(found.problems),
        "outside": int(outside.sum()),
        "together": found.together,
        "alone": found.alone,
        "problems": list(_problems(rows, found.problems)),
    }


def _problems(rows: Rows, problems: Mapping[int, tuple[Diagnostic, ...]]) -> Iterator[Problem]:
    for row in sorted(problems):
        for each in problems[row]:
            column = each.path or str(each.details.get("column", ""))
            yield int(rows.numbers[row]), column, each.code
