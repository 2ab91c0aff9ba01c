"""Functions of fewer answers: with some put in, or whatever some of them are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from triage.engine.exact.diagrams import Diagrams, Node


def with_answers(diagrams: Diagrams, node: Node, classes: Mapping[int, int]) -> Node:
    """Give a function with the classes of some answers put in, by place."""
    made: dict[Node, Node] = {}
    for each in diagrams.from_below(node):
        if each < diagrams.terminals:
            made[each] = each
            continue
        below = [made[child] for child in diagrams.children[each]]
        class_ = classes.get(diagrams.answer[each])
        made[each] = (
            diagrams.node(diagrams.answer[each], tuple(below)) if class_ is None else below[class_]
        )
    return made[node]


def whatever(diagrams: Diagrams, node: Node, places: Collection[int]) -> Node:
    """Give where a condition is true whatever the answers at some places are."""
    made: dict[Node, Node] = {}
    for each in diagrams.from_below(node):
        if each < diagrams.terminals:
            made[each] = each
        elif diagrams.answer[each] in places:
            made[each] = diagrams.conjunction(made[child] for child in diagrams.children[each])
        else:
            below = tuple([made[child] for child in diagrams.children[each]])
            made[each] = diagrams.node(diagrams.answer[each], below)
    return made[node]
