"""What is left of a formula once the known answers are put in: a graph over open answers.

Nodes are shared: equal nodes are one object, so that equal remainders are met once. Each open
answer is a number from 0, and its values are numbers from 0 too, one for each class of values that
no rule tells apart. A `Graph` belongs to one evaluation and is thrown away with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.engine.flat.formula import Intervals

Mask = int
"""A set of small numbers, as bits."""


class Node:
    """A part of the graph; compare with `is`."""

    __slots__ = ("detail", "id", "kind", "parts", "support")

    def __init__(
        self, id_: int, kind: str, parts: tuple[Node, ...], detail: tuple[int, ...], support: Mask
    ) -> None:
        self.id = id_
        self.kind = kind
        self.parts = parts
        self.detail = detail
        self.support = support

    @property
    def first(self) -> int:
        """The first open answer the node depends on."""
        return (self.support & -self.support).bit_length() - 1


class Graph:
    """Builds shared nodes and restricts them, remembering every result."""

    def __init__(self, sizes: list[int]) -> None:
        """Take the number of values of each open answer."""
        self._sizes = sizes
        self._nodes: dict[tuple[object, ...], Node] = {}
        self._restricted: dict[tuple[int, int, int], Node] = {}
        self._satisfiable: dict[int, bool] = {}
        self.true = self._node("true", (), (), 0)
        self.false = self._node("false", (), (), 0)

    def _node(
        self, kind: str, parts: tuple[Node, ...], detail: tuple[int, ...], support: Mask
    ) -> Node:
        key = (kind, detail, *(part.id for part in parts))
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(len(self._nodes), kind, parts, detail, support)
        return node

    def constant(self, value: bool) -> Node:
        """Give true or false."""
        return self.true if value else self.false

    def among(self, answer: int, values: Mask) -> Node:
        """The open answer has one of these values."""
        if values in (0, (1 << self._sizes[answer]) - 1):
            return self.constant(bool(values))
        return self._node("in", (), (answer, values), 1 << answer)

    def related(self, left: int, right: int, rows: tuple[Mask, ...]) -> Node:
        """For each value of `left`, the values of `right` that go with it."""
        if left == right:
            return self.among(left, sum((row >> i & 1) << i for i, row in enumerate(rows)))
        if len(set(rows)) == 1:
            return self.among(right, rows[0])
        return self._node("related", (), (left, right, *rows), 1 << left | 1 << right)

    def negation(self, part: Node) -> Node:
        """Turn a node around."""
        if part.kind == "not":
            return part.parts[0]
        if part.support == 0:
            return self.constant(part is self.false)
        if part.kind == "in":
            answer, values = part.detail
            return self.among(answer, values ^ ((1 << self._sizes[answer]) - 1))
        return self._node("not", (part,), (), part.support)

    def conjunction(self, parts: Iterable[Node]) -> Node:
        """Every part is true."""
        return self._joined("and", parts, self.true, self.false)

    def disjunction(self, parts: Iterable[Node]) -> Node:
        """At least one part is true."""
        return self._joined("or", parts, self.false, self.true)

    def _joined(self, kind: str, parts: Iterable[Node], neutral: Node, decisive: Node) -> Node:
        kept: dict[int, Node] = {}
        for part in parts:
            if part is decisive:
                return decisive
            if part.kind == kind:
                kept.update((inner.id, inner) for inner in part.parts)
            elif part is not neutral:
                kept[part.id] = part
        if len(kept) < 2:
            return next(iter(kept.values()), neutral)
        if any(part.kind == "not" and part.parts[0].id in kept for part in kept.values()):
            return decisive
        ordered = tuple(kept[id_] for id_ in sorted(kept))
        return self._node(kind, ordered, (), _support(ordered))

    def count(self, parts: Iterable[Node], allowed: Intervals) -> Node:
        """How many parts are true lies in one of `allowed`."""
        rest = [part for part in parts if part is not self.false]
        sure = sum(part is self.true for part in rest)
        rest = [part for part in rest if part is not self.true]
        numbers = [
            number
            for number in range(len(rest) + 1)
            if any(low <= number + sure <= high for low, high in allowed)
        ]
        if len(numbers) in (0, len(rest) + 1):
            return self.constant(bool(numbers))
        ordered = tuple(sorted(rest, key=lambda part: part.id))
        return self._node("count", ordered, tuple(numbers), _support(ordered))

    def restrict(self, node: Node, answer: int, value: int) -> Node:
        """Give what is left of a node when an open answer takes a value."""
        if not node.support >> answer & 1:
            return node
        key = (node.id, answer, value)
        known = self._restricted.get(key)
        if known is None:
            known = self._restricted[key] = self._restrict(node, answer, value)
        return known

    def _restrict(self, node: Node, answer: int, value: int) -> Node:
        if node.kind == "in":
            return self.constant(bool(node.detail[1] >> value & 1))
        if node.kind == "related":
            left, right, *rows = node.detail
            if answer == left:
                return self.among(right, rows[value])
            return self.among(left, sum(1 << i for i, row in enumerate(rows) if row >> value & 1))
        parts = [self.restrict(part, answer, value) for part in node.parts]
        if node.kind == "not":
            return self.negation(parts[0])
        if node.kind == "and":
            return self.conjunction(parts)
        if node.kind == "or":
            return self.disjunction(parts)
        return self.count(parts, tuple((number, number) for number in node.detail))

    def branches(self, answer: int) -> range:
        """Give the values of an open answer."""
        return range(self._sizes[answer])

    def satisfiable(self, node: Node) -> bool:
        """Say whether some values of the open answers make a node true."""
        if node.support == 0:
            return node is self.true
        known = self._satisfiable.get(node.id)
        if known is None:
            answer = node.first
            known = any(
                self.satisfiable(self.restrict(node, answer, value))
                for value in self.branches(answer)
            )
            self._satisfiable[node.id] = known
        return known


def _support(parts: Iterable[Node]) -> Mask:
    support = 0
    for part in parts:
        support |= part.support
    return support
