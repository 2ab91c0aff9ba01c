"""Which terminals two functions come to together: as going through all arguments finds."""

from __future__ import annotations

from itertools import product
from random import Random

from triage.diagrams.nodes import Diagrams, Node
from triage.diagrams.reach import differing_terminals

TERMINALS, LEVELS, CLASSES = 3, 4, 2


def drawn(diagrams: Diagrams, draw: Random, level: int = 0) -> Node:
    """Draw a function of the answers from a level on."""
    if level == LEVELS or draw.random() < 0.2:
        return draw.randrange(TERMINALS)
    below = tuple(drawn(diagrams, draw, level + 1) for _ in range(CLASSES))
    return diagrams.make_node(level, below)


def test_they_are_what_all_arguments_come_to() -> None:
    """Pairs that are equal are left out, and nothing else is."""
    draw, found = Random(7), 0
    for _ in range(300):
        diagrams = Diagrams(TERMINALS, 1_000)
        one, other = drawn(diagrams, draw), drawn(diagrams, draw)
        every = {
            (diagrams.follow(one, known), diagrams.follow(other, known))
            for known in product(range(CLASSES), repeat=LEVELS)
        }
        differing = {pair for pair in every if pair[0] != pair[1]}
        assert differing_terminals(diagrams, one, other) == differing
        found += len(differing)
    assert found > 300
