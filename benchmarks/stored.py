"""A table of stored assessments of the shipped rulebook, by column: a million rows nobody gave.

Random complete assessments are drawn; every second one stops somewhere on the way, with all later
answers open. Each row has a day of its own within two years.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.material import PROJEKT_500, material
from triage.intake.mapping import by_path
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath

DRAWN = 20_000
_FIRST, _DAYS = date(2026, 1, 1), 730


def write(file: Path, rows: int, *, complete: bool = False) -> None:
    """Write so many rows, every second of them half answered unless all are `complete`."""
    import pyarrow as pa
    from pyarrow import parquet

    drawn, draw = list(_drawn(complete)), Random(1)
    paths = dict.fromkeys(path for said in drawn for path in said)
    order = [draw.randrange(len(drawn)) for _ in range(rows)]
    days = [_FIRST + timedelta(days=draw.randrange(_DAYS)) for _ in range(rows)]
    columns: dict[str, Any] = {"as_of": pa.array(days)}
    for path in paths:
        columns[path] = pa.array([said.get(path) for said in drawn]).take(pa.array(order))
    parquet.write_table(pa.table(columns), file)


def _drawn(complete: bool) -> Iterator[dict[AnswerPath, Plain]]:
    """Draw assessments, every second of which stops at a random question if not `complete`."""
    some, draw = material(PROJEKT_500, DRAWN), Random(2)
    for number, answers in enumerate(some.answers):
        said = by_path(some.rulebook, read_answers(some.rulebook, answers, some.as_of))
        if number % 2 and not complete:
            asked = list(some.rulebook.questions)
            reached = set(asked[: draw.randrange(len(asked))])
            said = {path: each for path, each in said.items() if path.question in reached}
        yield said
