"""Many assessments followed through the decisions of two versions at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from triage.diagrams.nodes import Diagrams, Node
from triage.engine.symbolic.space import TYPOLOGY
from triage.verify.diff.stored import Codes, Ints
from triage.verify.diff.version_product import Output, VersionProduct

if TYPE_CHECKING:
    from triage.verify.diff.row_encoding import RowEncoding

OPEN: Final = -1
"""The class of an answer that is open; what following comes to there is this or below."""

_WIDEST = 2**62


def alike(columns: Iterable[Ints | Codes], rows: int) -> tuple[Ints, Ints]:
    """Group rows with the same values: the group of each row, and the first row of each group."""
    key, width = np.zeros(rows, dtype=np.int64), 1
    for column in columns:
        low = int(column.min(initial=0))
        size = int(column.max(initial=0)) - low + 1
        if width * size > _WIDEST:
            found, key = np.unique(key, return_inverse=True)
            width = len(found)
        key = key * size + (column - low)
        width *= size
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return group.astype(np.int64), first.astype(np.int64)


class Walk:
    """Follows rows from a node of some diagrams down to the terminal their classes lead to."""

    def __init__(self, diagrams: Diagrams, roots: Iterable[Node]) -> None:
        reached = {node for root in set(roots) for node in diagrams.postorder(root)}
        nodes = sorted(reached | set(range(diagrams.terminals)))
        self._terminals = diagrams.terminals
        self._number = {node: number for number, node in enumerate(nodes)}
        self._level_of = np.array([diagrams.level_of[node] for node in nodes], dtype=np.int64)
        below = [[self._number[child] for child in diagrams.children[node]] for node in nodes]
        self._child = np.array([child for each in below for child in each] or [0], dtype=np.int64)
        self._many = [len(each) for each in below]
        self._start = np.cumsum([0, *self._many[:-1]])
        self.levels = sorted({int(each) for each in self._level_of[self._terminals :]})
        """The levels of the answers that are asked for."""
        at = {level: number for number, level in enumerate(self.levels)}
        asked = [at.get(int(each), 0) for each in self._level_of]
        self._asked = np.array(asked, dtype=np.int64)

    def to_terminals(self, roots: Sequence[Node], at: Ints, classes: dict[int, Ints]) -> Ints:
        """Return the terminal of each row, and below 0 where its answer is needed and open.

        Row by row, `at` says at which of the roots to begin; `classes` holds the classes by level.
        """
        numbers = np.array([self._number[root] for root in roots], dtype=np.int64)
        return self._down(numbers[at], classes)

    def beyond(self, stopped: Ints, classes: dict[int, Ints]) -> Iterator[tuple[int, Ints, Ints]]:
        """Yield where rows that have stopped would come to with each class of the open answer.

        That are the level of an answer, the rows that stopped there, and for these what each of
        its classes comes to, a column each.
        """
        stops = -1 - stopped
        for level in np.unique(self._level_of[stops]):
            rows = np.flatnonzero(self._level_of[stops] == level)
            here = {at: each[rows] for at, each in classes.items()}
            many = self._many[stops[rows[0]]]
            every = [
                self._down(self._child[self._start[stops[rows]] + n], here) for n in range(many)
            ]
            yield int(level), rows, np.stack(every, axis=1)

    def _down(self, node: Ints, classes: dict[int, Ints]) -> Ints:
        if not self.levels:
            return node
        table = np.stack([classes[level] for level in self.levels])
        left = np.flatnonzero(node >= self._terminals)
        while len(left):
            here = node[left]
            class_ = table[self._asked[here], left]
            known = class_ != OPEN
            if not known.all():
                node[left[~known]] = -1 - here[~known]
                left, here, class_ = left[known], here[known], class_[known]
            node[left] = after = self._child[self._start[here] + class_]
            left = left[after >= self._terminals]
        return node


class ColumnarWalk:
    """What two versions make of rows, for outputs that may be another function in each."""

    def __init__(self, both: VersionProduct, outputs: Sequence[Output]) -> None:
        self._typologies = (both.old.decisions.typology, both.new.decisions.typology)
        self._outputs = [tuple(_branches(both.diagrams, node) for node in each) for each in outputs]
        branches = [branch for each in self._outputs for side in each for branch in side]
        reading = any(len(side) > 1 for each in self._outputs for side in each)
        self._read = reading
        self._walk = Walk(both.diagrams, [*branches, *(self._typologies if reading else ())])

    @property
    def levels(self) -> list[int]:
        """The levels of the answers that are asked for."""
        return self._walk.levels

    def read(self, coding: RowEncoding, rows: Ints) -> list[Ints]:
        """Return the classes of all answers the outputs ask for, in some rows."""
        every = (coding.classes(side, level) for side in (0, 1) for level in self.levels)
        return [classes[rows] for classes in {id(each): each for each in every}.values()]

    def follow(self, coding: RowEncoding, rows: Ints) -> list[tuple[Ints, Ints]]:
        """Return what each output comes to in some rows, before and after; below 0 if open.

        Where what is left of both is the same function of what is open, both are given as 0.
        """
        sides = [
            {level: coding.classes(side, level)[rows] for level in self.levels} for side in (0, 1)
        ]
        nowhere = np.zeros(len(rows), dtype=np.int64)
        typologies = [
            self._walk.to_terminals([node], nowhere, classes) if self._read else nowhere
            for node, classes in zip(self._typologies, sides, strict=True)
        ]
        alike_ = all(coding.classes(0, at) is coding.classes(1, at) for at in self.levels)
        same = alike_ and self._typologies[0] == self._typologies[1]
        return [self._one(output, sides, typologies, same) for output in self._outputs]

    def _one(
        self,
        output: tuple[Sequence[Node], ...],
        sides: Sequence[dict[int, Ints]],
        typologies: Sequence[Ints],
        same: bool,
    ) -> tuple[Ints, Ints]:
        before, after = (
            self._came_to(branches, classes, typology)
            for branches, classes, typology in zip(output, sides, typologies, strict=True)
        )
        if same:
            unmoved = (typologies[0] > OPEN) & (before == after)
            either = np.flatnonzero(typologies[0] <= OPEN)
            unmoved[either] = self._the_same_for_all(output, sides[0], either)
            before[unmoved] = after[unmoved] = 0
        return before, after

    def _came_to(self, branches: Sequence[Node], classes: dict[int, Ints], typology: Ints) -> Ints:
        is_open = (typology <= OPEN) & (len(branches) > 1)
        at = np.where(is_open | (len(branches) == 1), 0, typology)
        came_to = self._walk.to_terminals(branches, at, classes)
        came_to[is_open] = OPEN
        return came_to

    def _the_same_for_all(
        self, output: tuple[Sequence[Node], ...], classes: dict[int, Ints], rows: Ints
    ) -> Ints:
        """Say in which rows both sides leave the same, whatever the typology is."""
        here = {level: each[rows] for level, each in classes.items()}
        before, after = output
        found = np.ones(len(rows), dtype=bool)
        for number in range(max(len(before), len(after))):
            at = [np.full(len(rows), min(number, len(side) - 1), dtype=np.int64) for side in output]
            one, other = (
                self._walk.to_terminals(side, each, here)
                for side, each in zip(output, at, strict=True)
            )
            found &= one == other
        return found


def _branches(diagrams: Diagrams, node: Node) -> Sequence[Node]:
    """Return a function for each typology it reads; one alone where it reads none."""
    return diagrams.children[node] if diagrams.level_of[node] == TYPOLOGY else (node,)
