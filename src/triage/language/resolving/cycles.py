"""Cycles, and chains that are too long, among things that depend on each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

LONGEST_CHAIN = 30
"""So many questions or findings may wait for each other in turn; nobody could follow more."""


def find_cycles(graph: Mapping[T, Iterable[T]]) -> list[tuple[T, ...]]:
    """Return cycles, none sharing a member with another, until nothing else depends on itself.

    Each member depends on the next, from the first in the order of `graph` round to it again.
    """
    rest = _without(graph, ())
    order = {node: position for position, node in enumerate(graph)}
    cycles: list[tuple[T, ...]] = []
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            # It gives each member before what depends on it, the first again at the end.
            members: list[T] = error.args[1][:0:-1]
            start = min(range(len(members)), key=lambda index: order[members[index]])
            members = members[start:] + members[:start]
            cycles.append((*members, members[0]))
            rest = _without(rest, members)
        else:
            return cycles


def find_long_chains(graph: Mapping[T, Iterable[T]], most: int) -> list[T]:
    """Return where chains get longer than `most`: every first member that has so many below it.

    Members of cycles are left out.
    """
    rest = _without(graph, {member for cycle in find_cycles(graph) for member in cycle})
    lengths: dict[T, int] = {}
    for member in TopologicalSorter(rest).static_order():
        lengths[member] = 1 + max((lengths[each] for each in rest[member]), default=0)
    return [member for member in rest if lengths[member] == most + 1]


def _without(graph: Mapping[T, Iterable[T]], members: Iterable[T]) -> dict[T, list[T]]:
    left = dict.fromkeys(graph)
    for member in members:
        del left[member]
    return {node: [each for each in graph[node] if each in left] for node in left}
