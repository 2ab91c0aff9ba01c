"""Two assessments that differ in some answers only, and yet in what comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from triage.diagrams.diagrams import FALSE_NODE, TRUE_NODE, Node, too_many_steps
from triage.engine.symbolic.space import TYPOLOGY
from triage.verify.state_space import MOST_STEPS, Example, StateSpace

Pair = tuple[Example, Example]

_Side = tuple[tuple[Node, ...], Node]
"""What must come true on one side, and what is left of the output there."""

_Classes = tuple[int | None, int | None]
"""The class an answer takes on each side."""


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
                yield () if is_ == TRUE_NODE else (is_,), branch

    def _asked(self, side: _Side) -> set[int]:
        nodes, output = side
        return set().union(*(self._diagrams.support(node) for node in (*nodes, output)))

    def _search(self, start: tuple[_Side, _Side]) -> Pair | None:
        if self._differ(start):
            return Example({}), Example({})
        ways = [(start, self._below(start))]
        chosen: list[tuple[int, _Classes]] = []
        steps = 0
        while ways:
            state, below = ways[-1]
            level, classes, after = next(below, (0, (None, None), None))
            if after is None:
                self._dead.add(state)
                ways.pop()
                if chosen:
                    chosen.pop()
                continue
            if after in self._dead or self._hopeless(after):
                continue
            chosen.append((level, classes))
            if self._differ(after):
                return _examples(chosen)
            steps += 1
            if steps > MOST_STEPS:
                raise too_many_steps(MOST_STEPS)
            ways.append((after, self._below(after)))
        return None

    def _differ(self, state: tuple[_Side, _Side]) -> bool:
        (one, output), (other, another) = state
        return not one and not other and output != another and self._done(output, another)

    def _hopeless(self, state: tuple[_Side, _Side]) -> bool:
        (one, output), (other, another) = state
        false = FALSE_NODE in one or FALSE_NODE in other
        return false or (output == another and self._done(output, another))

    def _done(self, *outputs: Node) -> bool:
        return all(output < self._diagrams.terminals for output in outputs)

    def _below(
        self, state: tuple[_Side, _Side]
    ) -> Iterator[tuple[int, _Classes, tuple[_Side, _Side]]]:
        level = min(self._diagrams.level_of[node] for nodes, out in state for node in (*nodes, out))
        classes = range(self._whole.decisions.space.sizes[level])
        both = (
            product(classes, repeat=2)
            if level in self._levels
            else ((each, each) for each in classes)
        )
        for here, there in both:
            one, other = state
            yield (
                level,
                (here, there),
                (self._with(one, level, here), self._with(other, level, there)),
            )

    def _with(self, side: _Side, level: int, class_: int) -> _Side:
        nodes, output = side
        left = {self._child(node, level, class_) for node in nodes} - {TRUE_NODE}
        return tuple(sorted(left)), self._child(output, level, class_)

    def _child(self, node: Node, level: int, class_: int) -> Node:
        if self._diagrams.level_of[node] == level:
            return self._diagrams.children[node][class_]
        return node


def _examples(chosen: list[tuple[int, _Classes]]) -> Pair:
    one = {level: here for level, (here, _) in chosen if here is not None}
    other = {level: there for level, (_, there) in chosen if there is not None}
    return Example(one), Example(other)
