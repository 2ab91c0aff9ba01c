"""Product exploration: several functions walked side by side, without being joined into one.

Joined they may be as large as the product of their sizes; side by side only what is met is ever
looked at (the product construction of automata theory; Rabin and Scott 1959).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import not_
from typing import TypeVar

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.steps import too_many_steps

State = tuple[Node, ...]
"""What must be true together.

INVARIANT: sorted, without what is true anyway, and false alone where anything in it is: equal sets
of demands are one state, and are explored once.
"""

S = TypeVar("S")
C = TypeVar("C")


def together(nodes: Iterable[Node]) -> State:
    """Return nodes that must be true together as a state."""
    left = set(nodes)
    return (FALSE_NODE,) if FALSE_NODE in left else tuple(sorted(left - {TRUE_NODE}))


class Witnesses:
    """Finds arguments for which several functions are all true; what was tried is kept.

    One search takes as many steps as there are states it meets at most.
    """

    def __init__(self, diagrams: Diagrams, most_steps: int) -> None:
        self._diagrams = diagrams
        self._most_steps = most_steps
        self._dead: set[State] = {(FALSE_NODE,)}

    def first(self, state: State) -> dict[int, int] | None:
        """Return the classes along the first way on which all comes true; `None`: there is none.

        Raises:
            LimitReached: it takes too many steps.
        """
        if state in self._dead:
            return None
        found = first_way(state, self._below, not_, self._dead, self._most_steps)
        return None if found is None else dict(found)

    def _below(self, state: State) -> Iterator[tuple[tuple[int, int], State]]:
        level = self._diagrams.top(state)
        for class_, column in enumerate(self._diagrams.cofactors(state)):
            yield (level, class_), together(column)


def first_way(
    start: S,
    below: Callable[[S], Iterator[tuple[C, S]]],
    arrived: Callable[[S], bool],
    dead: set[S],
    most_steps: int,
) -> list[C] | None:
    """Return the choices along the first way to a state that has arrived; `None`: there is none.

    A depth-first search in which no state is left twice. INVARIANT: from a state in `dead` no way
    arrives; those from which none did are added, so that later searches need not try them.

    Raises:
        LimitReached: it takes more than `most_steps`.
    """
    if arrived(start):
        return []
    ways = [(start, below(start))]
    chosen: list[C] = []
    steps = 0
    while ways:
        way = next((way for way in ways[-1][1] if way[1] not in dead), None)
        if way is None:
            dead.add(ways.pop()[0])
            del chosen[-1:]
            continue
        choice, after = way
        chosen.append(choice)
        if arrived(after):
            return chosen
        steps += 1
        if steps > most_steps:
            raise too_many_steps(most_steps)
        ways.append((after, below(after)))
    return None
