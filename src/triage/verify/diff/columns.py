"""How many stored assessments of a table by column come out differently in another version.

A million rows are not assessed one by one. They are walked through the decisions of both versions
together, for what may differ. What the walk leaves to an engine, and what has an answer one version
has no question for, is assessed row by row, those with the same answers on the same day once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from triage.columns.cells import ABSENT, AnswerColumns, Cells, Distinct, Ints, Rows
from triage.columns.grouping import alike
from triage.columns.kernel import Kernel
from triage.columns.planes import Flags, unpacked
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping
from triage.intake.places import path_at
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.verify.diff.cases import Given, impact_of
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renames import renames
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.row_outputs import Comparing, Told
from triage.verify.diff.table import TableImpact
from triage.verify.diff.thing_paths import question_path

MOST_UNDECIDED = 500
"""So many rows of a part are assessed one by one because of what warnings count of the plan."""


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
        self._before, self._after = Evaluator(book), Evaluator(new)
        # Answers are put together by the questions of both: each version says what it knows.
        self._asking = replace(new, questions={**book.questions, **new.questions})
        self._looked_at, self._moved = 0, 0
        self._movements = Counter[str]()
        self._unreadable: list[int] = []

    def impact(self) -> TableImpact:
        """Return all that was found."""
        movements, unreadable = self._movements.most_common(), tuple(self._unreadable)
        return TableImpact(self._looked_at, self._moved, tuple(movements), unreadable)

    def look_at(self, rows: Rows) -> None:
        """Look at some rows."""
        there = rows.answers.day_of != ABSENT
        there[list(rows.wrong)] = False
        self._unreadable += rows.numbers[~there].tolist()
        self._looked_at += int(there.sum())
        answers = _named(rows.answers, self._renaming)
        before, after, alone, undecided = self._walked(answers)
        if undecided.sum() > MOST_UNDECIDED and not self._comparing.all_counted:
            self._comparing = Comparing(self._old, self._new, all_counted=True)
            before, after, alone, undecided = self._walked(answers)
        alone |= undecided
        self._count(before, after, there & ~alone)
        self._one_by_one(answers, np.flatnonzero(there & alone))

    def _walked(self, answers: AnswerColumns) -> tuple[Told, Told, Flags, Flags]:
        """Return what rows come to before and after, which are left, and which are undecided."""
        (before, left), (after, also_left) = (
            _walked(each, answers) for each in self._comparing.kernels
        )
        undecided = np.zeros_like(left)
        for output in self._comparing.outputs:
            undecided |= output.undecided(before, after)
        return before, after, left | also_left, undecided

    def _count(self, before: Told, after: Told, rows: Flags) -> None:
        moved = np.zeros_like(rows)
        for output in self._comparing.outputs:
            for movement, those in output.movements(before, after, rows):
                self._movements[movement] += len(those)
                moved[those] = True
        self._moved += int(moved.sum())

    def _one_by_one(self, answers: AnswerColumns, rows: Ints) -> None:
        """Assess a row of each kind with both versions."""
        keys = [answers.day_of[rows], *(each.key(rows) for each in answers.answers.values())]
        group, first = alike(keys, len(rows))
        many = np.bincount(group, minlength=len(first)).tolist()
        given = self._given(answers, rows[first])
        for case in impact_of(self._before, self._after, given).moved:
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


def _walked(kernel: Kernel, answers: AnswerColumns) -> tuple[Told, Flags]:
    """Return what rows come to, and those in which that is left to be assessed one by one."""
    known, left = dict[AnswerPath, Cells](), np.zeros(len(answers), dtype=np.bool_)
    for path, cells in answers.answers.items():
        if path_at(kernel.rulebook, path) is None:
            left |= unpacked(cells.answered, len(answers))
        else:
            known[path] = cells
    masks, also_left = kernel.walk(replace(answers, answers=known))
    told = zip(kernel.outputs, masks, strict=True)
    return {output.name: (output, mask) for output, mask in told}, left | also_left
