"""Two assessments that differ in some answers only, and yet in what comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from triage.diagrams.nodes import FALSE_NODE, Node
from triage.diagrams.product import State, first_way, together
from triage.engine.symbolic.space import TYPOLOGY
from triage.verify.state_space import MOST_STEPS, Example, StateSpace

Pair = tuple[Example, Example]

_Side = tuple[State, Node]
"""What must come true on one side, and what is left of the output there."""

_Classes = tuple[int, int]
"""The class an answer takes on each side."""

_Choice = tuple[int, _Classes]


def differing_only_in(whole: StateSpace, output: Node, levels: Collection[int]) -> Pair | None:
    """Return two assessments that differ at some levels only, and in an output; `None`: never.

    What thereby starts or stops applying may differ as well.

    Raises:
        LimitReached: it takes too many steps.
    """
    return _Pairs(whole, levels).first(output)


class _Pairs:
    def __init__(self, whole: StateSpace, levels: Collection[int]) -> None:
        self._whole = whole
        self._diagrams = whole.diagrams
        self._levels = frozenset(levels)
        self._dead: set[tuple[_Side, _Side]] = set()

    def first(self, output: Node) -> Pair | None:
        sides = list(self._sides(output))
        if not any(self._asked(side) & self._levels for side in sides):
            return None
        for one, other in product(sides, repeat=2):
            found = self._search((one, other))
            if found is not None:
                return found
        return None

    def _sides(self, output: Node) -> Iterator[_Side]:
        """Yield the output for each typology it may read, with where the typology is that."""
        if self._diagrams.level_of[output] != TYPOLOGY:
            yield (), output
            return
        for code, branch in enumerate(self._diagrams.children[output]):
            is_ = self._whole.decisions.typology_is[code]
            if is_ != FALSE_NODE:
                yield together([is_]), branch

    def _asked(self, side: _Side) -> set[int]:
        nodes, output = side
        return set().union(*(self._diagrams.support(node) for node in (*nodes, output)))

    def _search(self, start: tuple[_Side, _Side]) -> Pair | None:
        found = first_way(start, self._below, self._differ, self._dead, MOST_STEPS)
        return None if found is None else _examples(found)

    def _differ(self, state: tuple[_Side, _Side]) -> bool:
        (one, output), (other, another) = state
        return not one and not other and output != another and self._done(output, another)

    def _hopeless(self, state: tuple[_Side, _Side]) -> bool:
        (one, output), (other, another) = state
        false = FALSE_NODE in one or FALSE_NODE in other
        return false or (output == another and self._done(output, another))

    def _done(self, *outputs: Node) -> bool:
        return all(output < self._diagrams.terminals for output in outputs)

    def _below(self, state: tuple[_Side, _Side]) -> Iterator[tuple[_Choice, tuple[_Side, _Side]]]:
        (one, output), (other, another) = state
        level = self._diagrams.top((*one, output, *other, another))
        classes = range(self._whole.decisions.space.sizes[level])
        both = (
            product(classes, repeat=2)
            if level in self._levels
            else ((each, each) for each in classes)
        )
        for here, there in both:
            after = self._with(state[0], level, here), self._with(state[1], level, there)
            if not self._hopeless(after):
                yield (level, (here, there)), after

    def _with(self, side: _Side, level: int, class_: int) -> _Side:
        nodes, output = side
        cofactor = self._diagrams.cofactor
        left = together(cofactor(node, level, class_) for node in nodes)
        return left, cofactor(output, level, class_)


def _examples(chosen: list[_Choice]) -> Pair:
    one = {level: here for level, (here, _) in chosen}
    other = {level: there for level, (_, there) in chosen}
    return Example(one), Example(other)
