"""Counting: for how many arguments functions are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node
from triage.diagrams.product import State, together
from triage.diagrams.steps import too_many_steps

_Left = tuple[State, tuple[Node, ...]]
"""What is left to come true, and of when each later answer is asked for."""


class ModelCounting:
    """Counts arguments whose answers are asked for under conditions of their own.

    By level: `held` says how many values each class holds, `applies` when the answer is asked for.
    Two arguments count as two where an answer differs that is asked for in both.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        held: Mapping[int, Sequence[int]],
        applies: Mapping[int, Node],
        most_steps: int,
    ) -> None:
        self._diagrams = diagrams
        self._held = held
        self._applies = applies
        self._most_steps = most_steps

    def levels(self, nodes: Collection[Node]) -> list[int]:
        """Return the levels functions depend on, and those that decide whether they are asked."""
        found, pending = set[int](), list(nodes)
        while pending:
            new = self._diagrams.support(pending.pop()) - found
            found |= new
            pending += [self._applies[level] for level in new]
        return sorted(found)

    def ways(self, nodes: Collection[Node], levels: Sequence[int]) -> int:
        """Count the answers at some levels that make all functions true, level by level.

        That is model counting over a product of diagrams, each state met once a level.

        Raises:
            LimitReached: it takes too many steps.
        """
        start = together(nodes)
        if FALSE_NODE in start:
            return 0
        states = Counter[_Left]({(start, tuple(self._applies[level] for level in levels)): 1})
        steps = 0
        for level in levels:
            after = Counter[_Left]()
            for state, ways in states.items():
                for left, more in self._answered(level, state):
                    after[left] += ways * more
                    steps += 1
            if steps > self._most_steps:
                raise too_many_steps(self._most_steps)
            states = after
        return states.total()

    def _answered(self, level: int, state: _Left) -> Iterator[tuple[_Left, int]]:
        """Yield what is left after each answer at a level, and how many values lead there.

        Whether an answer is asked for may rest on later levels: then that must come true as well.
        Where it is not, what would be answered makes no difference.
        """
        wanted, (applies, *later) = state
        cofactor = self._diagrams.cofactor
        absent = self._diagrams.negation(applies)
        ways = [(applies, class_, held) for class_, held in enumerate(self._held[level])]
        for condition, class_, held in (*ways, (absent, 0, 1)):
            left = together(cofactor(node, level, class_) for node in (*wanted, condition))
            if FALSE_NODE not in left:
                yield (left, tuple(cofactor(node, level, class_) for node in later)), held
