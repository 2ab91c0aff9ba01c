"""The order in which diagrams ask for answers: as the file has them, or by what stands together.

People write together what belongs together: the order of the file is the one to begin with, and
this is what to try where it fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from triage.diagrams.ordering import Edges, force
from triage.program.formula import Formula, parts_of, variables_of
from triage.program.program import Program


def by_condition(program: Program) -> Sequence[float]:
    """Return a rank for each variable of a program: those that conditions read together are near.

    Derived values are ranked with them, so that what a finding is made of stands near it.
    """
    count = len(program.variables)
    return force(_edges(program), count + len(program.derived))[:count]


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
    for part in parts_of(formula):
        yield from _conditions(part)
