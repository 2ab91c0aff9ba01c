"""How many stored assessments of a table by column come out differently in another version.

A million rows are not assessed one by one. What differs between the versions is known as diagrams
over a few answers, through which rows that fit are taken `together`. What does not fit, or
contradicts itself, is assessed row by row, those with the same answers on the same day once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from triage.diagnostics import LimitReached
from triage.intake.mapping import as_mapping
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import all_days
from triage.verify.diff.cases import Given, impact_of
from triage.verify.diff.columnar_walk import alike
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.row_encoding import RowEncoding
from triage.verify.diff.row_groups import RowGroups
from triage.verify.diff.stored import Codes, Column, Columns, Ints
from triage.verify.diff.table import TableImpact
from triage.verify.diff.thing_paths import question_path
from triage.verify.diff.version_product import VersionProduct

_NO_DAY = -1


def columns_impact(old: Rulebook, new: Rulebook, columns: Columns) -> TableImpact:
    """Say how many rows come out differently, and how: what `table_impact` says, by columns.

    Rows without a day hold no assessment; they are counted as unreadable.
    """
    renaming = renames(old, new)
    before, columns = Renamed(old, renaming).book(), _named(columns, renaming)
    found = _Found(before, new, columns)
    days = sorted({*all_days(before, lower(before)), *all_days(new, lower(new))})
    stretch_of = [max(0, bisect_right(days, day) - 1) for day in columns.days.values]
    stretches = np.array([*stretch_of, _NO_DAY])[columns.days.codes]
    for number, day in enumerate(days):
        rows = np.flatnonzero(stretches == number)
        if len(rows):
            found.look_at(rows, day)
    unreadable = np.flatnonzero(columns.days.codes == _NO_DAY) + 1
    return TableImpact(
        columns.rows - len(unreadable),
        found.moved,
        tuple(found.movements.most_common()),
        tuple(map(int, unreadable)),
    )


def _named(columns: Columns, renaming: Renaming) -> Columns:
    """Return columns by the names answers have now."""
    return replace(
        columns,
        answers={
            renaming.answer_path(path): Column(
                tuple(renaming.answer(question_path(*path.place), each) for each in column.values),
                column.codes,
            )
            for path, column in columns.answers.items()
        },
    )


class _Found:
    """What was found so far: how many rows move, and how often each movement occurs."""

    def __init__(self, old: Rulebook, new: Rulebook, columns: Columns) -> None:
        self._old, self._new, self._columns = old, new, columns
        # Answers are put together by the questions of both: each version says what it knows.
        self._asking = replace(new, questions={**old.questions, **new.questions})
        self.moved = 0
        self.movements = Counter[str]()

    def look_at(self, rows: Ints, day: date) -> None:
        """Look at rows of one stretch of time, for which a day stands."""
        try:
            both = VersionProduct(self._old, self._new, day)
        except LimitReached:
            self._one_by_one(rows)
            return
        coding = RowEncoding(both, self._columns, rows)
        odd = coding.odd()
        self._one_by_one(rows[odd])
        for kind in RowGroups(both, coding, np.flatnonzero(~odd)).kinds():
            if kind.movements is None:
                self._assess(rows[kind.row : kind.row + 1], np.array([kind.count]))
            else:
                self._count(kind.count, kind.movements)

    def _count(self, many: int, movements: tuple[str, ...]) -> None:
        if movements:
            self.moved += many
        for name in movements:
            self.movements[name] += many

    def _one_by_one(self, rows: Ints) -> None:
        every: list[Ints | Codes] = [self._columns.days.codes[rows]]
        every += [column.codes[rows] for column in self._columns.answers.values()]
        group, example = alike(every, len(rows))
        self._assess(rows[example], np.bincount(group, minlength=len(example)))

    def _assess(self, rows: Ints, many: Ints) -> None:
        """Assess a row of each kind with both versions; there are so many of each."""
        count = dict(zip(map(str, rows), map(int, many), strict=True))
        for case in impact_of(self._old, self._new, self._given(rows)).moved:
            names = tuple(f"{output}: {was} -> {is_}" for output, was, is_ in case.changes)
            self._count(count[case.name], names)

    def _given(self, rows: Ints) -> Iterator[Given]:
        for row in rows:
            day = self._columns.days.values[self._columns.days.codes[row]]
            said = dict(self._columns.said(int(row)))
            yield Given(str(row), day, as_mapping(self._asking, said))
