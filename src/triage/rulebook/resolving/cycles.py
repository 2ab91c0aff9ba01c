"""Cycles among things that depend on each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def find_cycles(graph: Mapping[T, Iterable[T]]) -> list[tuple[T, ...]]:
    """Give cycles, none sharing a member with another, until nothing else depends on itself.

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


def _without(graph: Mapping[T, Iterable[T]], members: Iterable[T]) -> dict[T, list[T]]:
    left = dict.fromkeys(graph)
    for member in members:
        del left[member]
    return {node: [each for each in graph[node] if each in left] for node in left}
