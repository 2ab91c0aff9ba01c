"""Many assessments at once: what every row of a table comes to, exactly as one by one.

Rows are walked through the decision diagrams together. Where the typology is open and an output
reads it, that says too much: those rows are walked again, through the output with the typology
written out. What does not fit, or was given although its question may not apply, is left to the
engine, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from triage.columns.cells import ABSENT, AnswerColumns
from triage.columns.encoding import Encoding
from triage.columns.one_by_one import OneByOne
from triage.columns.outputs import ALWAYS, Kind, Output, outputs
from triage.columns.planes import Flags, Plane, nowhere, packed, unpacked
from triage.columns.reading import Reader
from triage.columns.seen import Seen, seen
from triage.columns.stretches import Stretch, Stretches
from triage.columns.walk import Walk
from triage.diagnostics import Diagnostic
from triage.diagrams.nodes import TRUE_NODE, Node
from triage.model.limits import DEFAULT, Limits
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.program.program import Program

Masks = npt.NDArray[np.unsignedinteger]
"""For each row the possible values of an output, as bits."""

_NOTHING: Mapping[int, tuple[Diagnostic, ...]] = {}

AT_A_TIME = 1 << 17
"""So many rows are best handed over together."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What rows come to: the mask of each output, in their order, and whether that is `exact`.

    A row that has `problems`, by its number from 0, comes to nothing. Of the others, `together` is
    how many were walked again with the typology written out, `alone` how many the engine assessed.
    """

    masks: Sequence[Masks]
    exact: Flags
    problems: Mapping[int, tuple[Diagnostic, ...]]
    together: int
    alone: int


class ByWalking(NamedTuple):
    """The masks of rows; of those that are `left` to the engine they mean nothing.

    Rows that are `refused` are among these: an answer is beyond what its question allows.
    """

    masks: Sequence[Masks]
    left: Flags
    refused: Flags


class Kernel:
    """Assesses tables by one rulebook; not to be shared by threads.

    Outputs of some kinds are told, but for those it may `leave_out`. To walk rows, not to assess
    them, another `program` may serve that asks the same.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        kinds: Collection[Kind] = ALWAYS,
        limits: Limits = DEFAULT,
        leave_out: Collection[str] = (),
        program: Program | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.program = program or lower(rulebook)
        every = outputs(self.program, kinds)
        self.outputs = tuple(each for each in every if each.name not in leave_out)
        self._reader = Reader(rulebook, self.program)
        self._stretches = Stretches(rulebook, self.program, self.outputs, limits.steps)
        self._limits = limits

    @cached_property
    def _one_by_one(self) -> OneByOne:
        return OneByOne(self.rulebook, self._limits)

    def assess(
        self, table: AnswerColumns, wrong: Mapping[int, tuple[Diagnostic, ...]] = _NOTHING
    ) -> Outcomes:
        """Return what all rows come to; of many, hand over `AT_A_TIME`.

        What is `wrong` with rows already stays wrong with them.
        """
        found = self._walked(table)
        found.leave_to(self._one_by_one, wrong)
        return found.outcomes()

    def walk(self, table: AnswerColumns) -> ByWalking:
        """Return what all rows come to that need no engine; a row without a day to nothing."""
        found = self._walked(table)
        return ByWalking(found.masks, found.left, found.refused)

    def _walked(self, table: AnswerColumns) -> _Found:
        encoding = Encoding(self._reader, table)
        found = _Found(self.outputs, table)
        misfit, refused = encoding.misfits
        found.refused = unpacked(refused, len(table))
        found.left |= unpacked(misfit, len(table))
        for on_days, rows in seen(encoding, self._stretches.on):
            if on_days is None:
                found.left |= rows
            else:
                found.walk(*on_days, rows)
        return found

    def may_be(self, table: AnswerColumns, condition: Callable[[Stretch], Walk | None]) -> Flags:
        """Say in which rows a condition may be true, reading those answers alone it asks for.

        It is the way to one node; where there is none, or no decisions for a day, it may be so, and
        where an answer that was read does not fit.
        """
        encoding = Encoding(self._reader, table)
        found = np.zeros(len(table), dtype=np.bool_)
        for on_days, rows in seen(encoding, self._stretches.on):
            walk = None if on_days is None else condition(on_days.stretch)
            if on_days is None or walk is None:
                found |= rows
            else:
                (reached,) = on_days.table.reach(walk)
                found |= rows & unpacked(reached.get(TRUE_NODE, nowhere(len(rows))), len(rows))
        return found | unpacked(encoding.misfits_read(), len(table))


class _Found:
    """What is found of the rows of a table: their masks; `left` are those left to the engine."""

    def __init__(self, asked: Sequence[Output], table: AnswerColumns) -> None:
        self._asked, self._table = asked, table
        rows = len(table)
        self.masks = [np.zeros(rows, dtype=_type_for(len(each.values))) for each in asked]
        self._exact = np.ones(rows, dtype=np.bool_)
        self._problems: dict[int, tuple[Diagnostic, ...]] = {}
        self._together = np.zeros(rows, dtype=np.bool_)
        self.left = np.zeros(rows, dtype=np.bool_)
        self.refused = self.left

    def walk(self, table: Seen, stretch: Stretch, rows: Flags) -> None:
        """Walk rows of one stretch."""
        self.left |= rows & unpacked(table.out_of_place, len(rows))
        here, walked = packed(rows), table.reach(stretch.walk)
        for mask, decided, reached in zip(self.masks, stretch.decided, walked, strict=True):
            _add(mask, decided.bits, {each: plane & here for each, plane in reached.items()})
        doubtful = rows & ~self.left & unpacked(table.typology_is_open, len(rows))
        if doubtful.any():
            self._walk_again(table, stretch, doubtful)

    def _walk_again(self, table: Seen, stretch: Stretch, doubtful: Flags) -> None:
        """Walk rows again in which the typology is open, where outputs that read it are."""
        is_open = {at: doubtful & _has_several(self.masks[at]) for at in stretch.reading}
        for at in is_open.keys() - stretch.written_out.keys():
            self.left |= is_open[at]
        rows = np.flatnonzero(reduce(np.logical_or, is_open.values(), np.zeros_like(doubtful)))
        if not len(rows):
            return
        self._together[rows] = True
        for at, reached in zip(stretch.written_out, table.walked_again(stretch, rows), strict=True):
            exactly = np.zeros_like(self.masks[at], shape=len(rows))
            _add(exactly, stretch.decided[at].bits, reached)
            self.masks[at][rows] = exactly

    def leave_to(self, one_by_one: OneByOne, wrong: Mapping[int, tuple[Diagnostic, ...]]) -> None:
        """Have the engine assess what is left, but for what is wrong already."""
        for row in np.flatnonzero(self._table.day_of == ABSENT).tolist():
            self._problems[row] = (Diagnostic("as-of-missing", path="as_of"),)
        self._problems.update(wrong)
        self.left[list(self._problems)] = False
        rows = np.flatnonzero(self.left)
        for alike, said in one_by_one.assess(self._table, rows):
            if isinstance(said, tuple):
                self._problems.update(dict.fromkeys(alike.tolist(), said))
                continue
            self._exact[alike] = not said.limit
            for mask, output in zip(self.masks, self._asked, strict=True):
                mask[alike] = output.mask(said)

    def outcomes(self) -> Outcomes:
        """Return what was found; a row with problems comes to nothing."""
        wrong = list(self._problems)
        self._exact[wrong] = False
        for mask in self.masks:
            mask[wrong] = 0
        self.left[wrong] = self._together[wrong] = False
        together, alone = int((self._together & ~self.left).sum()), int(self.left.sum())
        return Outcomes(self.masks, self._exact, self._problems, together, alone)


def _type_for(values: int) -> type[np.unsignedinteger]:
    """Return the smallest type with so many bits."""
    kinds = ((8, np.uint8), (16, np.uint16), (32, np.uint32))
    return next((kind for most, kind in kinds if values <= most), np.uint64)


def _add(mask: Masks, bits: Sequence[int], reached: Mapping[Node, Plane]) -> None:
    """Add to a mask the bits of the terminals that rows may come to."""
    for terminal, plane in reached.items():
        here = unpacked(plane, len(mask)).view(np.uint8).astype(mask.dtype, copy=False)
        here <<= mask.dtype.type(bits[terminal])
        mask |= here


def _has_several(mask: Masks) -> Flags:
    """Say which masks have more than one bit."""
    several: Flags = (mask & (mask - mask.dtype.type(1))) != 0
    return several
