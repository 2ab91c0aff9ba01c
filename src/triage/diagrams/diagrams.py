"""Decision diagrams: functions of answers as shared graphs, each function one node.

A node asks for one answer and has a child for each class of its values; a terminal is a small
whole number that asks nothing, 0 and 1 standing for false and true. Answers are asked in one fixed
order and equal functions are one node, so what is shared is built and explored once. The method is
that of reduced ordered decision diagrams (Bryant 1986), with as many branches as an answer has
classes. Everything is iterative: a long list of items is a deep diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise, repeat

from triage.diagnostics import Diagnostic, LimitReached

Node = int

FALSE_NODE, TRUE_NODE = 0, 1

_CLASSES_A_STEP = 8
"""A wide node costs its classes too, but each of them far less than the node."""

_LAST = 1 << 60
"""The place of terminals in the order: after every answer."""


class Diagrams:
    """Nodes over answers numbered from 0 on, with so many classes each.

    Nodes below `terminals` are the terminals. A step is one class of one answer that a choice goes
    through. One thread at a time makes nodes; others may follow those there are. INVARIANT: what a
    node goes to is there before the node is, and its children before its level.
    """

    def __init__(self, sizes: Sequence[int], terminals: int, most_steps: int) -> None:
        self._sizes = sizes
        self._most_steps = self._steps_left = most_steps
        self.terminals = terminals
        self.level_of = [_LAST] * terminals
        """The answer each node asks for."""
        self.children: list[tuple[Node, ...]] = [()] * terminals
        self._nodes: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._computed: dict[tuple[Node, Node, Node], Node] = {}
        self._indicators: dict[frozenset[Node], dict[Node, Node]] = {}

    def node(self, answer: int, children: tuple[Node, ...]) -> Node:
        """Return the function that goes to the child of the answer's class."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (answer, children)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = len(self.level_of)
            self.children.append(children)
            self.level_of.append(answer)
        return found

    def literal(self, answer: int, holds: Sequence[bool]) -> Node:
        """Return where the class of an answer is one of those that hold."""
        return self.node(answer, tuple(map(int, holds)))

    def ite(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """Return the function that is `then` where `condition` is true, and else `otherwise`.

        Raises:
            LimitReached: all choices together took more steps than allowed.
        """
        if condition <= TRUE_NODE:
            return then if condition == TRUE_NODE else otherwise
        computed, level_of, children = self._computed, self.level_of, self.children
        asked = (condition, then, otherwise)
        pending = [asked]
        while pending:
            key = pending.pop()
            if key in computed:
                continue
            f, g, h = key
            first = min(level_of[f], level_of[g], level_of[h])
            columns = zip(
                children[f] if level_of[f] == first else repeat(f),
                children[g] if level_of[g] == first else repeat(g),
                children[h] if level_of[h] == first else repeat(h),
                strict=False,
            )
            missing = [key]
            parts = []
            for column in columns:
                f, g, h = column
                if f == TRUE_NODE or g == h:
                    parts.append(g)
                elif f == FALSE_NODE:
                    parts.append(h)
                elif g == TRUE_NODE and h == FALSE_NODE:
                    parts.append(f)
                elif column in computed:
                    parts.append(computed[column])
                else:
                    missing.append(column)
            if len(missing) > 1:
                pending += missing
                continue
            computed[key] = self.node(first, tuple(parts))
            self._steps_left -= 2 + len(parts) // _CLASSES_A_STEP
            if self._steps_left < 0:
                raise too_many_steps(self._most_steps)
        return computed[asked]

    def freeze(self) -> None:
        """Let go of what only making more nodes needs."""
        self._nodes.clear()
        self._computed.clear()
        self._indicators.clear()

    def cofactors(self, parts: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
        """Return what parts go to for each class of the first answer any of them asks for."""
        level_of, children = self.level_of, self.children
        first = min([level_of[part] for part in parts])
        below = [children[part] if level_of[part] == first else repeat(part) for part in parts]
        return zip(*below, strict=False)

    # --- what is made of choices

    def negation(self, part: Node) -> Node:
        """Turn a function around."""
        return self.ite(part, FALSE_NODE, TRUE_NODE)

    def conjunction(self, parts: Iterable[Node]) -> Node:
        """Every part is true."""
        whole = TRUE_NODE
        for part in sorted(set(parts), reverse=True):
            whole = self.ite(part, whole, FALSE_NODE)
        return whole

    def disjunction(self, parts: Iterable[Node]) -> Node:
        """At least one part is true."""
        whole = FALSE_NODE
        for part in sorted(set(parts), reverse=True):
            whole = self.ite(part, TRUE_NODE, whole)
        return whole

    def first_match(self, cases: Sequence[tuple[Node, Node]], otherwise: Node) -> Node:
        """Return what stands beside the first true condition, else `otherwise`."""
        for condition, then in reversed(cases):
            otherwise = self.ite(condition, then, otherwise)
        return otherwise

    def count(self, parts: Iterable[Node], allowed: Sequence[tuple[int, int]]) -> Node:
        """How many parts are true lies in one of `allowed`."""
        counted = list(parts)
        row: list[Node] = [
            int(any(low <= number <= high for low, high in allowed))
            for number in range(len(counted) + 1)
        ]
        for part in reversed(counted):
            row = [self.ite(part, more, same) for same, more in pairwise(row)]
        return row[0]

    def indicator(self, node: Node, wanted: Iterable[Node]) -> Node:
        """Return where a function comes to one of some terminals."""
        among = frozenset(wanted)
        made = self._indicators.setdefault(among, {})
        pending = [node]
        while pending:
            each = pending[-1]
            if each < self.terminals:
                made[each] = int(each in among)
            elif each not in made:
                missing = [child for child in self.children[each] if child not in made]
                if missing:
                    pending += missing
                    continue
                children = tuple([made[child] for child in self.children[each]])
                made[each] = self.node(self.level_of[each], children)
            pending.pop()
        return made[node]

    def map_terminals(self, node: Node, label: Callable[[Node], Node]) -> Node:
        """Return a function with each terminal replaced by another."""
        made: dict[Node, Node] = {}
        for each in self.postorder(node):
            if each < self.terminals:
                made[each] = label(each)
            else:
                children = tuple([made[child] for child in self.children[each]])
                made[each] = self.node(self.level_of[each], children)
        return made[node]

    def forall(self, node: Node, answers: Collection[int]) -> Node:
        """Return where a condition is true whatever some answers are."""
        made: dict[Node, Node] = {}
        for each in self.postorder(node):
            if each < self.terminals:
                made[each] = each
                continue
            children = tuple([made[child] for child in self.children[each]])
            given = self.level_of[each] in answers
            made[each] = (
                self.conjunction(children) if given else self.node(self.level_of[each], children)
            )
        return made[node]

    def support(self, node: Node) -> set[int]:
        """Return the answers a function asks for."""
        nodes = self.postorder(node)
        return {self.level_of[each] for each in nodes if each >= self.terminals}

    def reachable_terminals(self, node: Node) -> set[int]:
        """Return the terminals a function may come to."""
        return {each for each in self.postorder(node) if each < self.terminals}

    def postorder(self, node: Node) -> list[Node]:
        """Return what a node goes to, and itself: each after what it goes to."""
        seen, pending = {node}, [node]
        while pending:
            for child in self.children[pending.pop()]:
                if child not in seen:
                    seen.add(child)
                    pending.append(child)
        return sorted(seen)  # a node is made after its children


def too_many_steps(limit: int) -> LimitReached:
    """Make the error for an evaluation that would take too long."""
    return LimitReached((Diagnostic("too-many-steps", details={"limit": limit}),))
