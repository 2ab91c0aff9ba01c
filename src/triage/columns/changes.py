"""What two versions of a rulebook make of the same rows: every output that is another in the new.

A change is a row of its own: the assessment, the output, and what was and is possible.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from triage.columns.cells import Ints, Rows
from triage.columns.counted import COUNTED, counts_of
from triage.columns.kernel import Kernel, Masks, Outcomes
from triage.columns.outputs import Kind, Output
from triage.columns.planes import Flags
from triage.columns.rendered import NOTHING, text_of
from triage.columns.unchanged import unchanged
from triage.intake.places import path_at
from triage.model.rulebook import Rulebook
from triage.program.lower import lower

REFUSED: Final = "refused"
"""What the codes of problems stand beside where one version alone refuses a row."""

_Text = np.dtype(object)


class _Changed(NamedTuple):
    """The places of rows in which an output is another, with what it was and is."""

    output: str
    rows: Ints
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares what rows come to by two versions of a rulebook.

    Outputs are the same where they have the same name. What answers only the new version knows is
    nothing to the old one.
    """

    new: Kernel
    old: Kernel

    @classmethod
    def of(cls, new: Rulebook, old: Rulebook, kinds: Collection[Kind]) -> Comparing:
        """Compare two versions by outputs of some kinds, but for those that cannot differ."""
        same = unchanged(old, new, (lower(old), lower(new)))
        return cls(*(Kernel(each, kinds, leave_out=same) for each in (new, old)))

    def changes(self, rows: Rows) -> Any:
        """Return the changes in some rows as a table, with what is to be told beside it."""
        after = self.new.assess(rows.answers, rows.wrong)
        known = {
            path: cells
            for path, cells in rows.answers.answers.items()
            if path_at(self.old.rulebook, path) is not None
        }
        before = self.old.assess(replace(rows.answers, answers=known), rows.wrong)
        found = [*self._changed(before, after)]
        table = _table(rows, found)
        counted = {
            **counts_of(self.new, rows, after),
            "moved": len(np.unique(np.concatenate([each.rows for each in found]))),
            "movements": dict(_movements(found)),
        }
        beside = {**(table.schema.metadata or {}), COUNTED: json.dumps(counted)}
        return table.replace_schema_metadata(beside)

    def _changed(self, before: Outcomes, after: Outcomes) -> Iterator[_Changed]:
        whole = np.ones(len(after.exact), dtype=np.bool_)
        for found in (before, after):
            whole[list(found.problems)] = False
        yield _refused(before, after)
        was, is_ = _by_name(self.old, before), _by_name(self.new, after)
        for name in dict.fromkeys((*is_, *was)):
            yield _compared(name, was.get(name), is_.get(name), whole)


_Side = tuple[Output, Masks]
"""An output in one version, and its mask in each row."""


def _by_name(kernel: Kernel, found: Outcomes) -> dict[str, _Side]:
    both = zip(kernel.outputs, found.masks, strict=True)
    return {output.name: (output, mask) for output, mask in both}


def _compared(name: str, one: _Side | None, other: _Side | None, whole: Flags) -> _Changed:
    """Return where an output is another; where only one version has it, it is `nothing` before."""
    if one is not None and other is not None and one[0].values == other[0].values:
        rows = np.flatnonzero(whole & (one[1] != other[1]))
    else:
        rows = np.flatnonzero(whole)
    before, after = (_texts(side, rows) for side in (one, other))
    changed = before != after
    return _Changed(name, rows[changed], before[changed], after[changed])


def _texts(side: _Side | None, rows: Ints) -> Any:
    """Return a text for what is possible in each of some rows."""
    if side is None:
        return np.full(len(rows), NOTHING, dtype=_Text)
    output, mask = side
    different, of_each = np.unique(mask[rows], return_inverse=True)
    texts = np.array([text_of(output, int(each)) for each in different], dtype=_Text)
    return texts[of_each] if len(rows) else texts


def _refused(before: Outcomes, after: Outcomes) -> _Changed:
    """Return the rows that one version alone refuses, with the code of what is wrong first."""
    sides = []
    for found in (before, after):
        codes = np.full(len(found.exact), NOTHING, dtype=_Text)
        for row, problems in found.problems.items():
            codes[row] = problems[0].code
        sides.append(codes)
    one, other = sides
    rows = np.flatnonzero((one == NOTHING) != (other == NOTHING))
    return _Changed(REFUSED, rows, one[rows], other[rows])


def _table(rows: Rows, found: list[_Changed]) -> Any:
    every = np.concatenate([each.rows for each in found])
    names = [each.output for each in found for _ in range(len(each.rows))]
    order = np.argsort(every, kind="stable")
    places = pa.array(every[order])
    days = pa.array([*rows.answers.days, None], pa.date32())
    day_of = pa.array(rows.answers.day_of % len(days))
    columns = {
        "row": pa.array(rows.numbers).take(places),
        **{name: column.take(places) for name, column in rows.kept.items()},
        "as_of": days.take(day_of).take(places),
        "output": pa.array(np.array(names, dtype=_Text)[order], pa.string()),
    }
    for side in ("before", "after"):
        texts = np.concatenate([getattr(each, side) for each in found])[order]
        columns[side] = pa.array(texts, pa.string())
    return pa.table(columns)


def _movements(found: list[_Changed]) -> Iterator[tuple[str, int]]:
    for each in found:
        for (before, after), many in Counter(zip(each.before, each.after, strict=True)).items():
            yield f"{each.output}: {before} -> {after}", many
