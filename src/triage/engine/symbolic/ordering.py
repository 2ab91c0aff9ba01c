"""The order in which diagrams ask for answers: as the file has them, or by what stands together.

How large a diagram is hangs on this order. That of `x1 and y1, or x2 and y2, ...` stays small where
each pair stands together, and doubles with each pair where all `y` come after all `x`. The best
order is too hard to find (Bollig and Wegener 1996), and people write together what belongs
together: the order of the file is the one to begin with, and this is what to try where it fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from triage.program.formula import (
    And,
    CountIn,
    DistinctIn,
    Formula,
    Not,
    Or,
    variables_of,
)
from triage.program.program import Program

_ROUNDS = 50
_LARGEST = 60
"""Over more answers than these a condition weighs what it does over these: no weight becomes 0."""

Edges = Counter[frozenset[int]]
"""Variables and derived values that a condition reads together, and how often one does."""


def by_condition(program: Program) -> Sequence[float]:
    """Return a rank for each variable of a program: those that conditions read together are near.

    The method is FORCE (Aloul, Markov and Sakallah 2003): every condition pulls what it reads to
    its centre of gravity, again and again, as long as conditions come to span less. The fewer
    answers a condition reads, the harder it pulls: of `n` answers as `2 ** -n`, which is as rarely
    as it is true of them. Takes a time that grows with the size of all conditions.
    """
    edges = _edges(program)
    ranks: list[float] = [float(n) for n in range(len(program.variables) + len(program.derived))]
    least, best = _span(edges, ranks), ranks
    for _ in range(_ROUNDS):
        ranks = _pulled(edges, ranks)
        span = _span(edges, ranks)
        if span >= least:
            break
        least, best = span, ranks
    return best[: len(program.variables)]


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


def _edges(program: Program) -> Edges:
    edges = Edges(frozenset(edge) for edge in _read_together(program))
    # What reads the typology does not repeat what it needs, so it draws nothing together.
    apart = frozenset() if program.typology is None else frozenset({program.typology.index})
    left = Edges()
    for edge, times in edges.items():
        if len(edge - apart) > 1:
            left[edge - apart] += times
    return left


def _read_together(program: Program) -> Iterator[set[int]]:
    for variable in program.variables:
        yield {variable.index, *variables_of(variable.applies)}
        yield from _conditions(variable.applies)
    for derived in program.derived:
        for when, _ in derived.cases:
            yield {derived.index, *variables_of(when)}
            yield from _conditions(when)
    for formula in chain((rule.when for rule in program.rules), program.grids.values()):
        yield from _conditions(formula)


def _conditions(formula: Formula) -> Iterator[set[int]]:
    """Yield what a formula reads, and what each part of it does."""
    yield set(variables_of(formula))
    match formula:
        case And(parts) | Or(parts) | CountIn(parts):
            for part in parts:
                yield from _conditions(part)
        case Not(part):
            yield from _conditions(part)
        case DistinctIn(guarded):
            for guard, _ in guarded:
                yield from _conditions(guard)
        case _:
            pass
