"""Where two functions come apart: as going through all arguments finds."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from triage.diagnostics import LimitReached
from triage.diagrams.diverging import coded_pair, diverging
from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node

TERMINALS, LEVELS, CLASSES = 3, 4, 2


def drawn(diagrams: Diagrams, draw: Random, level: int = 0) -> Node:
    """Draw a function of the answers from a level on."""
    if level == LEVELS or draw.random() < 0.2:
        return draw.randrange(TERMINALS)
    below = tuple(drawn(diagrams, draw, level + 1) for _ in range(CLASSES))
    return diagrams.make_node(level, below)


def test_it_is_what_each_argument_comes_to() -> None:
    """Where two functions come to one terminal it is 0, and else what both come to."""
    draw, found = Random(7), 0
    for _ in range(300):
        diagrams = Diagrams(TERMINALS**2, 1_000)
        one, other = drawn(diagrams, draw), drawn(diagrams, draw)
        apart = diverging(diagrams, one, other, TERMINALS)
        for known in product(range(CLASSES), repeat=LEVELS):
            pair = diagrams.follow(one, known), diagrams.follow(other, known)
            code = diagrams.follow(apart, known)
            assert (code != FALSE_NODE) is (pair[0] != pair[1])
            assert code == FALSE_NODE or coded_pair(code, TERMINALS) == pair
            found += code != FALSE_NODE
    assert found > 300


def test_a_long_walk_is_refused() -> None:
    """Rather than never ending."""
    diagrams = Diagrams(TERMINALS**2, 1)
    one, other = (diagrams.make_node(0, each) for each in ((0, 1), (1, 2)))
    with pytest.raises(LimitReached):
        diverging(diagrams, one, other, TERMINALS)
