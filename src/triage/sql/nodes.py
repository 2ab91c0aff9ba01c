"""Decision diagrams as steps of a query: what a function may come to, from its terminals up.

A function of answers comes to the terminals that some class of each answer on the way leads to.
They are the bits of a number: those of a node are the bits of all its children that its answer may
still lead to. This is exact where each answer may have its classes whatever the others are, as no
path asks for an answer twice.

A node that several go to has a column, and one below so many others; the rest are written out
where they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from triage.diagrams.nodes import Diagrams, Node
from triage.sql import terms
from triage.sql.inputs import Classes, class_name
from triage.sql.steps import Column, Query
from triage.sql.terms import Term

_WRITTEN_OUT = 4
"""So many nodes below each other share a column at most: databases bound how deep terms may be."""


class Layers:
    """The nodes of some functions, in the steps that can make their columns.

    `classes` says how the classes at a level are written, `asked` what the level asks for. Some
    functions may be `there` already, in columns.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        roots: Iterable[Node],
        classes: Callable[[int], Classes],
        asked: Callable[[int], str],
        there: Mapping[Node, str],
    ) -> None:
        self._diagrams, self._classes, self._asked = diagrams, classes, asked
        self._roots = {node for node in roots if node >= diagrams.terminals} - there.keys()
        self._names = {node: name for node, name in there.items() if node >= diagrams.terminals}
        self._layers: list[list[Node]] = []
        self._reads: dict[Node, frozenset[str]] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        diagrams = self._diagrams
        reached = {each for root in self._roots for each in diagrams.postorder(root)}
        nodes = sorted(each for each in reached if each >= diagrams.terminals)
        parents = Counter(child for node in nodes for child in set(diagrams.children[node]))
        depth = dict.fromkeys(range(diagrams.terminals), 0)
        layer = dict.fromkeys(range(diagrams.terminals), 0)
        reads: dict[Node, frozenset[str]] = dict.fromkeys(range(diagrams.terminals), frozenset())
        for node in nodes:
            if node in self._names:  # is there: named anew, the next would get the same name
                depth[node] = layer[node] = 0
                reads[node] = frozenset({self._names[node]})
                continue
            children = set(diagrams.children[node])
            depth[node] = 1 + max(depth[child] for child in children)
            layer[node] = max(layer[child] for child in children)
            own = frozenset({class_name(diagrams.level_of[node])})
            reads[node] = own.union(*(reads[child] for child in children))
            if node in self._roots or parents[node] > 1 or depth[node] == _WRITTEN_OUT:
                self._names[node] = name = f"n{len(self._names) + 1}"
                self._reads[node] = reads[node]
                while len(self._layers) <= layer[node]:
                    self._layers.append([])
                self._layers[layer[node]].append(node)
                depth[node], reads[node] = 0, frozenset({name})
                layer[node] += 1

    def add_to(self, query: Query, kept: Sequence[str], needed: Iterable[str]) -> None:
        """Add the steps to a query that has columns of classes.

        Columns that are `kept` are there to the end, and so are those of the roots; of those that
        are `needed` here, each is there as long as something reads it.
        """
        read_after = [
            {
                name
                for layer in self._layers[n + 1 :]
                for node in layer
                for name in self._reads[node]
            }
            for n in range(len(self._layers))
        ]
        roots = {self._names[root] for root in self._roots}
        there = [name for name in needed if name not in kept]
        for layer, after in zip(self._layers, read_after, strict=True):
            there = [name for name in there if name in after | roots]
            added = [self._column(node) for node in layer]
            query.step((*kept, *there), added)
            there += [each.name for each in added]

    def _column(self, node: Node) -> Column:
        asked = self._asked(self._diagrams.level_of[node])
        return Column(self._names[node], self._made(node), asked)

    def name(self, root: Node) -> str | None:
        """Return the column of a root; a terminal has none."""
        return self._names.get(root)

    def term(self, node: Node) -> Term:
        """Return the bits of what a function may come to, after its steps."""
        name = self._names.get(node)
        if name is not None:
            return terms.column(name)
        return terms.number(1 << node) if node < self._diagrams.terminals else self._made(node)

    def _made(self, node: Node) -> Term:
        level = self._diagrams.level_of[node]
        return terms.joined(
            [
                terms.case(
                    [(self._classes(level).is_among(class_name(level), among), self.term(child))],
                    terms.number(0),
                )
                for child, among in by_child(self._diagrams, node).items()
            ]
        )


def by_child(diagrams: Diagrams, node: Node) -> Mapping[Node, Sequence[int]]:
    """Return the children of a node, each with the classes that lead to it."""
    found: dict[Node, list[int]] = {}
    for class_, child in enumerate(diagrams.children[node]):
        found.setdefault(child, []).append(class_)
    return found
