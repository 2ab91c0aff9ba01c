"""What came of a table of assessments, in a few lines: counts, never a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.columns.counted import Counts

_MOST_SHOWN = 20
"""So many movements are told; all of them stand in the output."""

_TOLD = ("inexact", "outside", "together", "alone")


def batch_lines(counts: Counts, language: str, output: str, *, compared: bool) -> Iterator[str]:
    """Yield what there is to say of a batch that was written, or `compared`, to an output."""
    words = Words(language)
    assessed = counts.rows - counts.wrong
    yield words.count("batch.assessed", assessed, output=output)
    for name in _TOLD:
        if number := getattr(counts, name):
            yield words.count(f"batch.{name}", number)
    if compared:
        yield words.count("batch.moved", counts.moved)
    for movement, many in counts.movements.most_common(_MOST_SHOWN):
        yield f"  {words.number(many)}  {movement}"
