"""How many stored assessments of a table by column come out differently in another version.

A million rows are not assessed one by one. Of those that a change may touch (`change`) all answers
are read. They are walked through the decisions of both versions together, for what may differ;
where that moves what a warning counts, once more for all it counts.
What the walk leaves to an engine, and what has an answer one version has no question for, is
assessed row by row, those with the same answers on the same day once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from triage.columns.cells import ABSENT, AnswerColumns, Cells, Distinct, Ints, Rows
from triage.columns.grouping import alike
from triage.columns.kernel import AT_A_TIME
from triage.columns.planes import Flags
from triage.columns.table import joined
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.verify.diff.cases import Given, impact_of
from triage.verify.diff.joint_rows import WalkedRows
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.row_outputs import Comparing
from triage.verify.diff.table import TableImpact, most_first
from triage.verify.diff.thing_paths import question_path


def columns_impact(old: Rulebook, new: Rulebook, parts: Iterable[Rows]) -> TableImpact:
    """Say how many rows come out differently, and how: what `table_impact` says, by columns.

    Rows without a day hold no assessment; they are counted as unreadable. It takes the memory of
    one part at a time.
    """
    found = _Found(old, new)
    for part in parts:
        found.look_at(part)
    return found.impact()


class _Found:
    """What was found so far: how many rows move, and how often each movement occurs."""

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        self._renaming = renames(old, new)
        self._old = book = Renamed(old, self._renaming).book()
        self._new = new
        self._comparing = Comparing(book, new, all_counted=False)
        # Answers are put together by the questions of both: each version says what it knows.
        self._asking = replace(new, questions={**book.questions, **new.questions})
        self._looked_at, self._moved = 0, 0
        self._movements = Counter[str]()
        self._unreadable: list[int] = []
        self._touched: list[AnswerColumns] = []
        """Rows that are still to be compared: walking many takes little more than walking few."""

    @cached_property
    def _counting(self) -> Comparing:
        return Comparing(self._old, self._new, all_counted=True)

    @cached_property
    def _evaluators(self) -> tuple[Evaluator, Evaluator]:
        return Evaluator(self._old), Evaluator(self._new)

    def impact(self) -> TableImpact:
        """Return all that was found."""
        self._compare_touched()
        movements, unreadable = most_first(self._movements), tuple(self._unreadable)
        return TableImpact(self._looked_at, self._moved, movements, unreadable)

    def look_at(self, rows: Rows) -> None:
        """Look at some rows."""
        there = rows.answers.day_of != ABSENT
        there[list(rows.wrong)] = False
        self._unreadable += rows.numbers[~there].tolist()
        self._looked_at += int(there.sum())
        answers = _named(rows.answers, self._renaming)
        touched = np.flatnonzero(there & self._comparing.touched(answers))
        if len(touched):
            self._touched.append(answers.some(touched))
        if sum(map(len, self._touched)) >= AT_A_TIME:
            self._compare_touched()

    def _compare_touched(self) -> None:
        for each in joined(self._touched):
            self._compare(each)
        self._touched.clear()

    def _compare(self, answers: AnswerColumns) -> None:
        """Compare what rows come to, all of which have a day."""
        found = self._comparing.walk(answers)
        left = found.left & ~found.refused
        undecided = ~found.left & self._comparing.undecided(found)
        self._count(self._comparing, found, ~found.left & ~undecided)
        if undecided.any():
            places = np.flatnonzero(undecided)
            left[places] = self._look_again(answers.some(places))
        self._one_by_one(answers, np.flatnonzero(left))

    def _look_again(self, answers: AnswerColumns) -> Flags:
        """Look at rows by all that warnings count; return those that are left."""
        found = self._counting.walk(answers)
        self._count(self._counting, found, ~found.left)
        return found.left

    def _count(self, comparing: Comparing, found: WalkedRows, rows: Flags) -> None:
        moved = np.zeros_like(rows)
        for output in comparing.outputs:
            for movement, those in output.movements(found.before, found.after, rows):
                self._movements[movement] += len(those)
                moved[those] = True
        self._moved += int(moved.sum())

    def _one_by_one(self, answers: AnswerColumns, rows: Ints) -> None:
        """Assess a row of each kind with both versions."""
        if not len(rows):
            return
        keys = [answers.day_of[rows], *(each.key(rows) for each in answers.answers.values())]
        group, first = alike(keys, len(rows))
        many = np.bincount(group, minlength=len(first)).tolist()
        given = self._given(answers, rows[first])
        for case in impact_of(*self._evaluators, given).moved:
            self._moved += many[int(case.name)]
            for output, was, is_ in case.changes:
                self._movements[f"{output}: {was} -> {is_}"] += many[int(case.name)]

    def _given(self, answers: AnswerColumns, rows: Ints) -> Iterator[Given]:
        for number, row in enumerate(rows.tolist()):
            said = as_mapping(self._asking, dict(answers.said(row)))
            yield Given(str(number), answers.days[answers.day_of[row]], said)


def _named(answers: AnswerColumns, renaming: Renaming) -> AnswerColumns:
    """Return answers by the names they have now."""
    if not renaming:
        return answers
    return replace(
        answers,
        answers={
            renaming.answer_path(path): _values_named(path, cells, renaming)
            for path, cells in answers.answers.items()
        },
    )


def _values_named(path: AnswerPath, cells: Cells, renaming: Renaming) -> Cells:
    if not isinstance(cells, Distinct):
        return cells
    at = question_path(*path.place)
    return replace(cells, values=tuple(renaming.answer(at, each) for each in cells.values))
