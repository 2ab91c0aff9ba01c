"""Orders of answers: how large a diagram is hangs on the order in which it asks for them.

That of `x1 and y1, or x2 and y2, ...` stays small where each pair stands together, and doubles with
each pair where all `y` come after all `x`. The best order is too hard to find (Bollig and Wegener
1996); FORCE finds a good one quickly (Aloul, Markov and Sakallah 2003).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_ROUNDS = 50
_LARGEST = 60
"""Over more answers than these a condition weighs what it does over these: no weight becomes 0."""

Edges = Counter[frozenset[int]]
"""Answers, by number, that a condition reads together, and how often one does."""


def force(edges: Edges, count: int) -> Sequence[float]:
    """Return a rank for each of `count` answers: those that conditions read together are near.

    Every condition pulls what it reads to its centre of gravity, again and again, as long as
    conditions come to span less. The fewer answers a condition reads, the harder it pulls: of `n`
    answers as `2 ** -n`, which is as rarely as it is true of them. Takes a time that grows with
    the size of all conditions.
    """
    ranks: list[float] = [float(n) for n in range(count)]
    least, best = _span(edges, ranks), ranks
    for _ in range(_ROUNDS):
        ranks = _pulled(edges, ranks)
        span = _span(edges, ranks)
        if span >= least:
            break
        least, best = span, ranks
    return best


def _pulled(edges: Edges, ranks: Sequence[float]) -> list[float]:
    """Move everything to the middle of the centres of what it stands in, and rank it anew."""
    weights, moments = [0.0] * len(ranks), [0.0] * len(ranks)
    for edge, times in edges.items():
        weight = _weight(edge, times)
        centre = sum(ranks[each] for each in edge) / len(edge)
        for each in edge:
            weights[each] += weight
            moments[each] += weight * centre
    at = [moments[n] / weights[n] if weights[n] else rank for n, rank in enumerate(ranks)]
    pulled = [0.0] * len(ranks)
    for rank, number in enumerate(sorted(range(len(ranks)), key=lambda n: (at[n], ranks[n]))):
        pulled[number] = float(rank)
    return pulled


def _span(edges: Edges, ranks: Sequence[float]) -> float:
    """Return how far apart conditions are from end to end, by the weight of each."""
    rank = ranks.__getitem__
    return sum(
        _weight(edge, times) * (max(map(rank, edge)) - min(map(rank, edge)))
        for edge, times in edges.items()
    )


def _weight(edge: frozenset[int], times: int) -> float:
    return times * 2.0 ** -min(len(edge), _LARGEST)
