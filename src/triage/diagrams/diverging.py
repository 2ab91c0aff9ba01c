"""Where two functions come apart: one comes to this terminal, the other to that."""

from __future__ import annotations

from itertools import repeat

from triage.diagrams.nodes import CLASSES_A_STEP, FALSE_NODE, Diagrams, Node

Pair = tuple[Node, Node]
"""The terminals that two functions come to."""


def pair_code(pair: Pair, terminals: int) -> Node:
    """Return the terminal that stands for a pair of other terminals, of which there are so many."""
    return pair[0] * terminals + pair[1]


def coded_pair(code: Node, terminals: int) -> Pair:
    """Return the pair that a terminal stands for."""
    return divmod(code, terminals)


def diverging(diagrams: Diagrams, one: Node, other: Node, terminals: int) -> Node:
    """Return which terminals two functions come to, as the code of the pair; 0 where the same.

    They are walked together, and no further than where they are one function: two versions of one
    thing mostly are. At most the product of both sizes.

    Raises:
        LimitReached: it takes more steps than the diagrams allow.
    """
    level_of, children, own = diagrams.level_of, diagrams.children, diagrams.terminals
    start = (one, other)
    found: dict[Pair, Node] = {}
    seen, pending = {start}, [start]
    below: list[tuple[int, Pair, list[Pair]]] = []
    while pending:
        each = first, second = pending.pop()
        if first == second:
            found[each] = FALSE_NODE
        elif first < own and second < own:
            found[each] = pair_code(each, terminals)
        else:
            top = min(level_of[first], level_of[second])
            columns = list(
                zip(
                    children[first] if level_of[first] == top else repeat(first),
                    children[second] if level_of[second] == top else repeat(second),
                    strict=False,
                )
            )
            below.append((top, each, columns))
            new = set(columns) - seen
            seen |= new
            pending += new
            diagrams.spend(2 + len(columns) // CLASSES_A_STEP)
    for top, each, columns in sorted(below, reverse=True):
        found[each] = diagrams.make_node(top, tuple([found[column] for column in columns]))
    return found[start]
