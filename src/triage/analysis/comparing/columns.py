"""Stored assessments by column, and how many come out differently in another version.

A million rows are not assessed one by one. What differs between the versions is known as diagrams
over a few answers; rows that agree on those come out alike, and are followed through the diagrams
together. Where that meets an answer a row leaves open, one row of each kind is assessed exactly,
open answers and all. What does not fit, or contradicts itself, is looked at row by row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from triage.analysis.comparing.both import Both, Output
from triage.analysis.comparing.cases import Given, case_impact
from triage.analysis.comparing.coding import NEW, OLD, Coding
from triage.analysis.comparing.difference import NOTHING, outputs
from triage.analysis.comparing.following import OPEN, Following, alike
from triage.analysis.comparing.stored import Codes, Columns, Ints
from triage.analysis.comparing.table import TableImpact
from triage.analysis.days import all_days
from triage.analysis.whole import MOST_STEPS
from triage.diagnostics import LimitReached
from triage.engine.exact.joint import Joint, bits
from triage.engine.exact.space import TYPOLOGY
from triage.engine.flat.lower import lower
from triage.engine.intake.mapping import as_mapping
from triage.engine.possible import NoCompletion
from triage.model.rulebook import Rulebook

Compared = tuple[str, tuple[str, ...], Output]
"""An output: its name, what its terminals stand for, and its function in either version."""

_NO_DAY = -1


def columns_impact(old: Rulebook, new: Rulebook, columns: Columns) -> TableImpact:
    """Say how many rows come out differently, and how: what `table_impact` says, by columns.

    Rows without a day hold no assessment; they are counted as unreadable.
    """
    found = _Found(old, new, columns)
    days = sorted({*all_days(old, lower(old)), *all_days(new, lower(new))})
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
            both = Both(self._old, self._new, day)
        except LimitReached:
            self._one_by_one(rows, list(self._columns.answers))
            return
        coding = Coding(both, self._columns, rows)
        odd = coding.odd()
        self._one_by_one(rows[odd], list(self._columns.answers))
        self._together(both, coding, rows, np.flatnonzero(~odd))

    def _together(self, both: Both, coding: Coding, rows: Ints, fine: Ints) -> None:
        differing = [each for each in outputs(both) if _may_differ(both, each[2])]
        following = Following(both, [nodes for _, _, nodes in differing])
        seen = following.read(coding, fine)
        kind_of, first = alike(seen, len(fine))
        many = np.bincount(kind_of, minlength=len(first))
        before_after = following.follow(coding, fine[first])
        is_open = np.zeros(len(first), dtype=bool)
        for pair in before_after:
            for side in pair:
                is_open |= side <= OPEN
        moves = np.zeros(len(first), dtype=bool)
        for (output, values, _), (before, after) in zip(differing, before_after, strict=True):
            differ = ~is_open & (before != after)
            moves |= differ
            for kind in np.flatnonzero(differ):
                name = f"{output}: {values[before[kind]]} -> {values[after[kind]]}"
                self.movements[name] += int(many[kind])
        self.moved += int(many[moves].sum())
        left = fine[is_open[kind_of]]
        bearing = coding.bearing(following.places)
        group, example = alike([bearing_on[left] for bearing_on in bearing], len(left))
        alone = np.bincount(group, minlength=len(example))
        for row, count in zip(left[example], alone, strict=True):
            self._open(both, coding, differing, int(row), int(count), rows)

    def _open(
        self,
        both: Both,
        coding: Coding,
        differing: Sequence[Compared],
        row: int,
        count: int,
        rows: Ints,
    ) -> None:
        """Explore a row with open answers, for so many that are like it."""
        try:
            joints = [
                Joint(
                    whole.decisions, coding.known(side, row), coding.demands(side, row), MOST_STEPS
                )
                for side, whole in ((OLD, both.old), (NEW, both.new))
            ]
            came_to = [
                (
                    output,
                    *(
                        _either(values, joint.terminals(node))
                        for joint, node in zip(joints, nodes, strict=True)
                    ),
                )
                for output, values, nodes in differing
            ]
        except (LimitReached, NoCompletion):
            self._assess(rows[row : row + 1], np.array([count], dtype=np.int64))
            return
        moves = [
            f"{output}: {before} -> {after}" for output, before, after in came_to if before != after
        ]
        self.moved += count if moves else 0
        for name in moves:
            self.movements[name] += count

    def _one_by_one(self, rows: Ints, paths: list[str]) -> None:
        """Assess rows, those with the same answers on the same day only once."""
        every: list[Ints | Codes] = [self._columns.days.codes[rows]]
        every += [self._columns.answers[path].codes[rows] for path in paths]
        group, example = alike(every, len(rows))
        self._assess(rows[example], np.bincount(group, minlength=len(example)))

    def _assess(self, rows: Ints, many: Ints) -> None:
        """Assess a row of each kind with both versions; there are so many of each."""
        count = dict(zip(map(str, rows), map(int, many), strict=True))
        for case in case_impact(self._old, self._new, self._given(rows)).moved:
            self.moved += count[case.name]
            for output, before, after in case.changes:
                self.movements[f"{output}: {before} -> {after}"] += count[case.name]

    def _given(self, rows: Ints) -> Iterator[Given]:
        for row in rows:
            said = dict(self._columns.said(int(row)))
            day = self._columns.days.values[self._columns.days.codes[row]]
            yield Given(str(row), day, as_mapping(self._asking, said))


def _either(values: Sequence[str], terminals: int) -> str:
    """Say what is possible, in the order outcomes have."""
    return " or ".join(sorted((values[each] for each in bits(terminals)), key=_by_size))


def _by_size(value: str) -> tuple[bool, int, str]:
    return value != NOTHING, int(value) if value.isdigit() else 0, value


def _may_differ(both: Both, output: Output) -> bool:
    """Say whether an output is another function of answers, be it because the typology is."""
    old, new = both.old, both.new
    reading = any(both.diagrams.answer[node] == TYPOLOGY for node in output)
    moved = old.decisions.typology_is != new.decisions.typology_is
    return output[0] != output[1] or (reading and moved)
