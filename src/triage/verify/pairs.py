"""Two assessments that differ in some answers only, and yet in what comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.product import State, first_way, together
from triage.engine.symbolic.space import TYPOLOGY
from triage.verify.state_space import MOST_STEPS, Example, StateSpace

Pair = tuple[Example, Example]


class _Side(NamedTuple):
    """What must come true on one side, what is left of the output there, and of what is equal."""

    true: State
    output: Node
    equal: tuple[Node, ...]


_Both = tuple[_Side, _Side]

_Classes = tuple[int, int]
"""The class an answer takes on each side."""

_Choice = tuple[int, _Classes]


def differing_only_in(
    whole: StateSpace,
    output: Node,
    levels: Collection[int],
    among: Node = TRUE_NODE,
    equal: tuple[Node, ...] = (),
) -> Pair | None:
    """Return two assessments that differ at some levels only, and in an output; `None`: never.

    What thereby starts or stops applying may differ as well. In both, `among` is true; each of
    `equal` comes to the same in both.

    Raises:
        LimitReached: it takes too many steps.
    """
    return _Pairs(whole, levels).first(output, among, equal)


class _Pairs:
    def __init__(self, whole: StateSpace, levels: Collection[int]) -> None:
        self._whole = whole
        self._diagrams = whole.diagrams
        self._levels = frozenset(levels)
        self._dead: set[_Both] = set()

    def first(self, output: Node, among: Node, equal: tuple[Node, ...]) -> Pair | None:
        sides = list(self._sides(output, among, equal))
        if not any(self._asked(side) & self._levels for side in sides):
            return None
        starts = ((one, other) for one, other in product(sides, repeat=2))
        found = (self._search(start) for start in starts if not self._hopeless(start))
        return next((pair for pair in found if pair is not None), None)

    def _sides(self, output: Node, among: Node, equal: tuple[Node, ...]) -> Iterator[_Side]:
        """Yield what is to be compared for each typology it may read, and where it is that."""
        every = (among, output, *equal)
        if not any(self._diagrams.level_of[node] == TYPOLOGY for node in every):
            yield _Side(together([among]), output, equal)
            return
        for code, is_ in enumerate(self._whole.decisions.typology_is):
            if is_ != FALSE_NODE:
                left = (self._diagrams.cofactor(node, TYPOLOGY, code) for node in every)
                met, branch, *same = left
                yield _Side(together([is_, met]), branch, tuple(same))

    def _asked(self, side: _Side) -> set[int]:
        nodes = (*side.true, side.output)
        return set().union(*map(self._diagrams.support, nodes))

    def _search(self, start: _Both) -> Pair | None:
        found = first_way(start, self._below, self._differ, self._dead, MOST_STEPS)
        return None if found is None else _examples(found)

    def _differ(self, state: _Both) -> bool:
        one, other = state
        decided = (one.output, other.output, *one.equal, *other.equal)
        return (
            not one.true
            and not other.true
            and one.output != other.output
            and one.equal == other.equal
            and self._done(*decided)
        )

    def _hopeless(self, state: _Both) -> bool:
        one, other = state
        if FALSE_NODE in one.true or FALSE_NODE in other.true:
            return True
        if one.output == other.output and self._done(one.output):
            return True
        return any(
            here != there and self._done(here, there)
            for here, there in zip(one.equal, other.equal, strict=True)
        )

    def _done(self, *outputs: Node) -> bool:
        return all(output < self._diagrams.terminals for output in outputs)

    def _below(self, state: _Both) -> Iterator[tuple[_Choice, _Both]]:
        one, other = state
        level = self._diagrams.top((*_nodes(one), *_nodes(other)))
        classes = range(self._whole.decisions.space.sizes[level])
        both = (
            product(classes, repeat=2)
            if level in self._levels
            else ((each, each) for each in classes)
        )
        for here, there in both:
            after = self._with(one, level, here), self._with(other, level, there)
            if not self._hopeless(after):
                yield (level, (here, there)), after

    def _with(self, side: _Side, level: int, class_: int) -> _Side:
        def left(node: Node) -> Node:
            return self._diagrams.cofactor(node, level, class_)

        return _Side(together(map(left, side.true)), left(side.output), (*map(left, side.equal),))


def _nodes(side: _Side) -> tuple[Node, ...]:
    return *side.true, side.output, *side.equal


def _examples(chosen: list[_Choice]) -> Pair:
    one = {level: here for level, (here, _) in chosen}
    other = {level: there for level, (_, there) in chosen}
    return Example(one), Example(other)
