"""Decision diagrams: functions of answers as shared graphs, each function one node.

A node asks for one answer and has a child for each class of its values; a terminal is a small
whole number that asks nothing, 0 and 1 standing for false and true. The method is that of reduced
ordered decision diagrams (Bryant 1986), with as many branches as an answer has classes (Kam and
others 1998). Everything is iterative: a long list of items is a deep diagram.

INVARIANT: answers are asked in ascending levels on every path, no node has equal children, and no
two nodes ask the same with the same children. So equal functions are one node, and comparing two
functions is comparing two numbers. A node is made after its children and has a higher number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise, repeat
from typing import Protocol, TypeVar

from triage.diagrams.below import Below
from triage.diagrams.steps import Allowance

Node = int

FALSE_NODE, TRUE_NODE = 0, 1

CLASSES_A_STEP = 8
"""A wide node costs its classes too, but each of them far less than the node."""

_LAST = 1 << 60
"""The level of terminals: after every answer."""

T = TypeVar("T")


class Known(Protocol):
    """The class of each answer by its level, `None` where it is open."""

    def __getitem__(self, level: int, /) -> int | None:
        """Return the class of the answer at a level."""


class Diagrams:
    """Nodes over answers, which are known by their levels from 0 on.

    Nodes below `terminals` are the terminals. A step is one class of one answer that a choice goes
    through. One thread at a time makes nodes; others may follow those there are. INVARIANT: what a
    node goes to is there before the node is, and its children before its level.
    """

    def __init__(self, terminals: int, most_steps: int) -> None:
        self._allowance = Allowance(most_steps)
        self._steps_left = 0
        self.terminals = terminals
        self._level_of = [_LAST] * terminals
        self._children: list[tuple[Node, ...]] = [()] * terminals
        self.level_of: Sequence[int] = self._level_of
        """The level of the answer each node asks for; only this room makes nodes."""
        self.children: Sequence[tuple[Node, ...]] = self._children
        self._nodes: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._computed: dict[tuple[Node, Node, Node], Node] = {}
        self._indicators: dict[frozenset[Node], dict[Node, Node]] = {}
        self.below = Below(terminals, self.level_of, self.children)

    def make_node(self, level: int, children: tuple[Node, ...]) -> Node:
        """Return the function that goes to the child of the answer's class, in constant time.

        INVARIANT: whoever calls this passes children that ask for later levels alone.
        """
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = len(self._level_of)
            self._children.append(children)
            self._level_of.append(level)
        return found

    def literal(self, level: int, holds: Sequence[bool]) -> Node:
        """Return where the class of an answer is one of those that hold."""
        return self.make_node(level, tuple(map(int, holds)))

    def ite(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """Return the function that is `then` where `condition` is true, and else `otherwise`.

        Shannon's expansion, each triple of nodes computed once (Brace, Rudell and Bryant 1990): at
        most the product of the three sizes in steps.

        Raises:
            LimitReached: all choices together took more steps than allowed.
        """
        if condition <= TRUE_NODE:
            return then if condition == TRUE_NODE else otherwise
        computed, level_of, children = self._computed, self._level_of, self._children
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
            computed[key] = self.make_node(first, tuple(parts))
            self.spend(2 + len(parts) // CLASSES_A_STEP)
        return computed[asked]

    def spend(self, steps: int) -> None:
        """Count steps that were taken.

        Raises:
            LimitReached: they were more than allowed.
        """
        self._steps_left -= steps
        while self._steps_left < 0:
            self._steps_left += self._allowance.part()

    @contextmanager
    def within(self, most_steps: int) -> Iterator[None]:
        """Allow so many steps for a while, which are no part of the others.

        Raises:
            LimitReached: what is made meanwhile takes more.
        """
        kept = self._allowance, self._steps_left
        self._allowance, self._steps_left = Allowance(most_steps), 0
        try:
            yield
        finally:
            self._allowance, self._steps_left = kept

    def freeze(self) -> None:
        """Let go of what only making more nodes needs."""
        self._nodes.clear()
        self._computed.clear()
        self._indicators.clear()

    # --- going down

    def top(self, parts: Iterable[Node]) -> int:
        """Return the level of the first answer any part asks for; after all where none does."""
        level_of = self._level_of
        return min([level_of[part] for part in parts])

    def cofactors(self, parts: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
        """Yield what parts go to for each class of the first answer any of them asks for."""
        first = self.top(parts)
        level_of, children = self._level_of, self._children
        below = [children[part] if level_of[part] == first else repeat(part) for part in parts]
        return zip(*below, strict=False)

    def cofactor(self, node: Node, level: int, class_: int) -> Node:
        """Return what is left of a function with the class of an answer, in constant time.

        The function asks for nothing before that answer; `restrict` puts answers in anywhere.
        """
        return self._children[node][class_] if self._level_of[node] == level else node

    def follow(self, node: Node, known: Known) -> Node:
        """Return the first node on the way of known answers that asks for an open one.

        That is a terminal where all are known. Takes a step for each answer on the way.
        """
        level_of, children, terminals = self._level_of, self._children, self.terminals
        while node >= terminals:
            class_ = known[level_of[node]]
            if class_ is None:
                break
            node = children[node][class_]
        return node

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
        """Return where a function comes to one of some terminals; what was made is kept."""
        among = frozenset(wanted)
        if among not in self._indicators:
            self._indicators[among] = {each: int(each in among) for each in range(self.terminals)}
        return self._rebuilt(node, self._indicators[among])

    def map_terminals(self, node: Node, label: Callable[[Node], Node]) -> Node:
        """Return a function with each terminal replaced by another."""
        return self._rebuilt(node, {each: label(each) for each in self.reachable_terminals(node)})

    def _rebuilt(self, node: Node, made: dict[Node, Node]) -> Node:
        level_of, make_node = self._level_of, self.make_node
        return self.fold(node, made, lambda each, below: make_node(level_of[each], tuple(below)))

    def forall(self, node: Node, levels: Collection[int]) -> Node:
        """Return where a condition is true whatever the answers at some levels are.

        Universal quantification; exponential in the number of these answers at worst.
        """

        def join(each: Node, below: Sequence[Node]) -> Node:
            level = self._level_of[each]
            if level in levels:
                return self.conjunction(below)
            return self.make_node(level, tuple(below))

        return self.fold(node, {each: each for each in range(self.terminals)}, join)

    # --- from the terminals up

    def fold(self, node: Node, made: dict[Node, T], join: Callable[[Node, Sequence[T]], T]) -> T:
        """Return what a function comes to where `join` says so of each node, from below.

        `made` has the values of the terminals, and keeps those of every node: each is joined once.
        """
        children, pending = self._children, [node]
        while pending:
            each = pending[-1]
            if each not in made:
                below = children[each]
                missing = [child for child in below if child not in made]
                if missing:
                    pending += missing
                    continue
                made[each] = join(each, [made[child] for child in below])
            pending.pop()
        return made[node]

    def support(self, node: Node) -> set[int]:
        """Return the levels of the answers a function depends on, in the time of its size."""
        return {self._level_of[each] for each in self.postorder(node) if each >= self.terminals}

    def reachable_terminals(self, node: Node) -> set[int]:
        """Return the terminals a function may come to."""
        return {each for each in self.postorder(node) if each < self.terminals}

    def postorder(self, node: Node) -> list[Node]:
        """Return what a node goes to, and itself: each after what it goes to."""
        seen, pending = {node}, [node]
        while pending:
            for child in self._children[pending.pop()]:
                if child not in seen:
                    seen.add(child)
                    pending.append(child)
        return sorted(seen)
