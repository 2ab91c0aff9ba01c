"""Two assessments that differ in some answers only, and yet in what comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.product import State, first_way, together
from triage.diagrams.restrict import simplified
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
    of_one_typology: bool = False,
) -> Pair | None:
    """Return two assessments that differ at some levels only, and in an output; `None`: never.

    What thereby starts or stops applying may differ as well. In both, `among` is true; each of
    `equal` comes to the same in both. Pairs `of_one_typology` have the same, where anything asked
    of them reads it.

    Raises:
        LimitReached: it takes too many steps.
    """
    return _Pairs(whole, levels).first(output, among, equal, of_one_typology)


class _Pairs:
    def __init__(self, whole: StateSpace, levels: Collection[int]) -> None:
        self._whole = whole
        self._diagrams = whole.diagrams
        self._levels = frozenset(levels)
        self._dead: set[_Both] = set()

    def first(
        self, output: Node, among: Node, equal: tuple[Node, ...], of_one_typology: bool
    ) -> Pair | None:
        sides, turns = list[_Side](), False
        for is_, met, branch, *same in self._branches(among, output, *equal):
            seen = simplified(self._diagrams, branch, met)
            sides.append(_Side(together([is_, met]), seen, tuple(same)))
            turns = turns or self._reads(is_) or self._reads(seen)
        # INVARIANT: `among` shuts out assessments, and makes no two of those it leaves differ.
        if not turns:
            return None
        pairs = zip(sides, sides, strict=True) if of_one_typology else product(sides, repeat=2)
        starts = ((one, other) for one, other in pairs)
        found = (self._search(start) for start in starts if not self._hopeless(start))
        return next((pair for pair in found if pair is not None), None)

    def _branches(self, *nodes: Node) -> Iterator[tuple[Node, ...]]:
        """Yield the nodes for each typology they may read, after where the typology is that."""
        if all(self._diagrams.level_of[node] != TYPOLOGY for node in nodes):
            yield TRUE_NODE, *nodes
            return
        for code, is_ in enumerate(self._whole.decisions.typology_is):
            if is_ != FALSE_NODE:
                yield is_, *(self._diagrams.cofactor(node, TYPOLOGY, code) for node in nodes)

    def _reads(self, node: Node) -> bool:
        return not self._levels.isdisjoint(self._whole.support(node))

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
