"""Functions of fewer answers: with some put in."""

from __future__ import annotations

from collections.abc import Mapping

from triage.diagrams.diagrams import Diagrams, Node


def restrict(diagrams: Diagrams, node: Node, classes: Mapping[int, int]) -> Node:
    """Return a function with the classes of some answers put in, by place."""
    made: dict[Node, Node] = {}
    for each in diagrams.postorder(node):
        if each < diagrams.terminals:
            made[each] = each
            continue
        below = [made[child] for child in diagrams.children[each]]
        class_ = classes.get(diagrams.level_of[each])
        made[each] = (
            diagrams.node(diagrams.level_of[each], tuple(below))
            if class_ is None
            else below[class_]
        )
    return made[node]
