"""Decision diagrams walked by many rows at once: what each row may come to, as bit planes.

A row goes from a node to the child of the class its answer has, and where the answer is open to
the children of every class. What arrives at a terminal is what the function may come to: one code
for complete rows and for half-open ones. A step is an operation on a whole plane, whatever is in
it; a node takes one or two for each of its children.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from triage.columns.planes import Plane
from triage.diagrams.nodes import Diagrams, Node

Select = Callable[[int, frozenset[int]], Plane]
"""Returns the rows whose answer at a level may be of one of some classes."""

_AT_A_TIME = 1 << 12
"""So many words of all planes are walked together, as they fit the cache of a processor."""

_EVERY = 0
"""The register of what is so in every row."""


class _Step(NamedTuple):
    """Two registers are combined, by "and" or by "or", into a third."""

    combine: Callable[[Plane, Plane, Plane], Plane]
    one: int
    other: int
    into: int


class Walk:
    """The way from some roots down to the terminals, planned once; may be shared by threads."""

    def __init__(self, diagrams: Diagrams, roots: Sequence[Node]) -> None:
        self._diagrams = diagrams
        self._registers = _Registers()
        planned = {root: self._planned(root) for root in dict.fromkeys(roots)}
        self._parts = list(planned.values())
        self._part_of = [list(planned).index(root) for root in roots]
        self.levels = frozenset(level for level, _ in self._registers.selected)
        """The levels of the answers that are asked for."""

    def reach(self, select: Select, words: int) -> Sequence[Mapping[Node, Plane]]:
        """Return for each root which rows may come to each terminal."""
        selected = [select(*each) for each in reversed(self._registers.selected)]
        found = [{end: np.empty(words, np.uint64) for end in ends} for _, ends in self._parts]
        working = np.empty((self._registers.working, min(words, _AT_A_TIME)), dtype=np.uint64)
        working[_EVERY] = ~np.uint64(0)
        for first in range(0, words, _AT_A_TIME):
            some = slice(first, first + _AT_A_TIME)
            registers = [*working[:, : words - first], *(plane[some] for plane in selected)]
            for (steps, ends), planes in zip(self._parts, found, strict=True):
                for combine, one, other, into in steps:
                    combine(registers[one], registers[other], registers[into])
                for end, at in ends.items():
                    planes[end][some] = registers[at]
        return [found[part] for part in self._part_of]

    def _planned(self, root: Node) -> tuple[list[_Step], dict[Node, int]]:
        """Plan the way from one root: what leads to a node comes before what the node leads to."""
        level_of, children = self._diagrams.level_of, self._diagrams.children
        registers, steps = self._registers, list[_Step]()
        at = {root: _EVERY}
        for node in reversed(self._diagrams.postorder(root)):
            if node < self._diagrams.terminals:
                break
            here = at.pop(node)
            for child, classes in _by_child(children[node]).items():
                arriving = registers.selector(level_of[node], classes)
                if here != _EVERY:
                    arriving = registers.combined(steps, here, arriving, joins=False)
                if child in at:
                    arriving = registers.combined(steps, at[child], arriving, joins=True)
                at[child] = arriving
            registers.free(here)
        registers.free(*at.values())
        return steps, at


class _Registers:
    """Places for planes: some that are used over and over, and one for every selector.

    Those of selectors have numbers below 0: in a list they stand last, the first at the end.
    """

    def __init__(self) -> None:
        self.working = 1
        self.selected: dict[tuple[int, frozenset[int]], int] = {}
        self._taken = set[int]()
        self._free: list[int] = []

    def selector(self, level: int, classes: frozenset[int]) -> int:
        """Return the register of some classes of an answer."""
        key = level, classes
        return self.selected.setdefault(key, -1 - len(self.selected))

    def combined(self, steps: list[_Step], one: int, other: int, *, joins: bool) -> int:
        """Add the step that combines two registers; return where it leads.

        What `joins` is done with both.
        """
        if joins:
            self.free(one, other)
        if not self._free:
            self._free.append(self.working)
            self.working += 1
        into = self._free.pop()
        self._taken.add(into)
        combine = np.bitwise_or if joins else np.bitwise_and
        steps.append(_Step(combine, one, other, into))
        return into

    def free(self, *registers: int) -> None:
        """Let go of registers; what holds a selector stays."""
        for register in registers:
            if register in self._taken:
                self._taken.remove(register)
                self._free.append(register)


def _by_child(children: Sequence[Node]) -> dict[Node, frozenset[int]]:
    """Return the classes that lead to each child."""
    found: dict[Node, set[int]] = {}
    for class_, child in enumerate(children):
        found.setdefault(child, set()).add(class_)
    return {child: frozenset(classes) for child, classes in found.items()}
