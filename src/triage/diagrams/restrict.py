"""Functions of fewer answers: put in, concluded from others, or read only where it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf

from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node


class Restriction:
    """Functions with the classes of some answers put in, by level; what was made is kept.

    The cofactor of a cube (Bryant 1986), in the time of the sizes of the functions. What is left
    stands in the same diagrams, or in others, so that it can be let go of.
    """

    def __init__(
        self, source: Diagrams, classes: Mapping[int, int], into: Diagrams | None = None
    ) -> None:
        self._source, self._classes = source, classes
        self._into = source if into is None else into
        # INVARIANT: below the last answer that is put in, a function stays what it is. Other
        # diagrams have none of its nodes, but the same terminals.
        self._last = max(classes, default=-1) if into is None else inf
        self._made: dict[Node, Node] = dict(enumerate(range(source.terminals)))

    def of(self, node: Node) -> Node:
        """Return what is left of a function."""
        level_of, children, classes = self._source.level_of, self._source.children, self._classes
        made, last, pending = self._made, self._last, [node]
        while pending:
            each = pending[-1]
            if each not in made:
                level = level_of[each]
                if level > last:
                    made[each] = each
                else:
                    class_ = classes.get(level)
                    below = children[each] if class_ is None else (children[each][class_],)
                    missing = [child for child in below if child not in made]
                    if missing:
                        pending += missing
                        continue
                    left = tuple([made[child] for child in below])
                    made[each] = self._into.make_node(level, left)
            pending.pop()
        return made[node]


def simplified(diagrams: Diagrams, node: Node, care: Node) -> Node:
    """Return a function that is the same wherever `care` is true, and mostly reads less.

    The restrict operator of Coudert and Madre (1990), in the time of the product of both sizes.
    """
    made: dict[tuple[Node, Node], Node] = {}

    def of(each: Node, where: Node) -> Node:
        if each < diagrams.terminals or where < diagrams.terminals:
            return each
        if (each, where) not in made:
            made[each, where] = branch(each, where)
        return made[each, where]

    def branch(each: Node, where: Node) -> Node:
        level = diagrams.top((each, where))
        columns = [*diagrams.cofactors((each, where))]
        live = [of(one, there) for one, there in columns if there != FALSE_NODE]
        if len(set(live)) == 1:
            return live[0]
        if diagrams.level_of[each] != level:
            return of(each, diagrams.disjunction(there for _, there in columns))
        left = iter(live)
        return diagrams.make_node(
            level, tuple(live[0] if there == FALSE_NODE else next(left) for _, there in columns)
        )

    return of(node, care)


def compose(diagrams: Diagrams, branches: Sequence[Node], is_: Callable[[int], Node]) -> Node:
    """Return the branch of the class an answer has, the answer itself being a function of others.

    `is_` returns where the answer is of a class. INVARIANT: the answer is of exactly one class
    everywhere, so the order of the classes is free, and the commonest branch needs no question.
    """
    common = max(set(branches), key=branches.count)
    cases = [(is_(class_), each) for class_, each in enumerate(branches) if each != common]
    return diagrams.first_match(cases, common)
