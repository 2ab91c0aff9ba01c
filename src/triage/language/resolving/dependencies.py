"""What depends on what: no question, finding or start waits for itself, or for too many in turn."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import TypeVar

from triage.language.reading.notes import Notes
from triage.model.condition import Ref, RefKind
from triage.model.finding import Extreme, Finding
from triage.model.question import Grid, ListOf, Question
from triage.model.rule import Recommendation
from triage.model.walk import refs_of

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


Node = tuple[str | None, str]
"""A question, and the list or grid it stands in."""


def check_asked_when(questions: Mapping[str, Question], notes: Notes) -> None:
    """Note every cycle, and every long chain, of questions asked depending on each other."""
    graph: dict[Node, list[Node]] = {}
    for question in questions.values():
        graph[(None, question.id)] = _questions_read(question, None)
        if isinstance(question.domain, ListOf | Grid):
            for item in question.domain.item:
                graph[(question.id, item.id)] = _questions_read(item, question.id)
    for cycle in find_cycles(graph):
        path = _path(cycle[0])
        members = " → ".join(_name(member) for member in cycle)
        notes.error("asked-when-cycle", notes.places.get(path), path, members=members)
    for node in find_long_chains(graph, LONGEST_CHAIN):
        path = _path(node)
        notes.error("asked-when-chain", notes.places.get(path), path, limit=LONGEST_CHAIN)


def _questions_read(question: Question, collection: str | None) -> list[Node]:
    """Return what must be known before a question is known to apply."""
    # An item or row is only there where its list or grid applies.
    reads: list[Node] = [] if collection is None else [(None, collection)]
    if question.asked_when is not None:
        reads.extend((ref.collection, ref.id) for ref in refs_of(question.asked_when))
    return reads


def _name(node: Node) -> str:
    collection, id_ = node
    return id_ if collection is None else f"{collection}.{id_}"


def _path(node: Node) -> str:
    collection, id_ = node
    return f"questions.{id_}" if collection is None else f"questions.{collection}.item.{id_}"


def check_finding_order(findings: Mapping[str, Finding], notes: Notes) -> None:
    """Note every cycle, and every long chain, of findings that use each other."""
    graph = {
        id_: [ref.id for ref in _findings_read(finding) if ref.kind is RefKind.FINDING]
        for id_, finding in findings.items()
    }
    for cycle in find_cycles(graph):
        path = f"findings.{cycle[0]}"
        notes.error("finding-cycle", notes.places.get(path), path, members=" → ".join(cycle))
    for id_ in find_long_chains(graph, LONGEST_CHAIN):
        path = f"findings.{id_}"
        notes.error("finding-chain", notes.places.get(path), path, limit=LONGEST_CHAIN)


def _findings_read(finding: Finding) -> Iterator[Ref]:
    if isinstance(finding.body, Extreme):
        yield finding.body.over
    yield from chain.from_iterable(map(refs_of, finding.conditions))


def check_starts(recommendations: Iterable[Recommendation], notes: Notes) -> None:
    """Note every cycle of interventions that start after each other."""
    after: dict[str, dict[str, str]] = {}
    for rule in recommendations:
        if rule.start.after is not None:
            for id_ in rule.recommend:
                after.setdefault(id_, {}).setdefault(rule.start.after, rule.id)
    for cycle in find_cycles(after):
        path = f"rules.{after[cycle[0]][cycle[1]]}"
        notes.error("start-cycle", notes.places.get(path), path, members=" → ".join(cycle))
