"""Where questions apply: that no `asked_when` depends on itself, or on too many in turn."""

from __future__ import annotations

from collections.abc import Mapping

from triage.language.reading.notes import Notes
from triage.language.resolving.cycles import LONGEST_CHAIN, find_cycles, find_long_chains
from triage.model.condition import refs_of
from triage.model.question import Grid, ListOf, Question

Node = tuple[str | None, str]
"""A question, and the list or grid it stands in."""


def check_asked_when(questions: Mapping[str, Question], notes: Notes) -> None:
    """Note every cycle, and every long chain, of questions asked depending on each other."""
    graph: dict[Node, list[Node]] = {}
    for question in questions.values():
        graph[(None, question.id)] = _reads(question, None)
        if isinstance(question.domain, ListOf | Grid):
            for item in question.domain.item:
                graph[(question.id, item.id)] = _reads(item, question.id)
    for cycle in find_cycles(graph):
        path = _path(cycle[0])
        members = " → ".join(_name(member) for member in cycle)
        notes.error("asked-when-cycle", notes.places.get(path), path, members=members)
    for node in find_long_chains(graph, LONGEST_CHAIN):
        path = _path(node)
        notes.error("asked-when-chain", notes.places.get(path), path, limit=LONGEST_CHAIN)


def _reads(question: Question, collection: str | None) -> list[Node]:
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
