"""Counting: for how many arguments functions are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.product import State, together
from triage.diagrams.steps import too_many_steps

_Left = tuple[State, tuple[Node, ...]]
"""What is left to come true, and of the conditions under which later answers are asked for."""


_Way = tuple[Node, int, int]
"""What must hold for an answer to be of a class, the class, and how many values it holds."""

_NOWHERE: State = (FALSE_NODE,)


class ModelCounting:
    """Counts arguments whose answers are asked for under conditions of their own.

    By level: `held` says how many values each class holds, `applies` when the answer is asked for.
    Two arguments count as two where an answer differs that is asked for in both.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        held: Mapping[int, Sequence[int]],
        applies: Mapping[int, Node],
        most_steps: int,
    ) -> None:
        self._diagrams = diagrams
        self._held = held
        self._applies = applies
        self._most_steps = most_steps
        self.steps = 0
        """How many steps counting has taken so far."""
        self._counted: dict[tuple[State, tuple[int, ...]], int] = {}
        self._supports: dict[Node, set[int]] = {}

    def levels(self, nodes: Collection[Node]) -> list[int]:
        """Return the levels functions depend on, and those that decide whether they are asked."""
        found, pending = set[int](), list(nodes)
        while pending:
            new = self._support(pending.pop()) - found
            found |= new
            pending += [self._applies[level] for level in new]
        return sorted(found)

    def _support(self, node: Node) -> set[int]:
        if node not in self._supports:
            self._supports[node] = self._diagrams.support(node)
        return self._supports[node]

    def ways(self, nodes: Collection[Node], levels: Sequence[int]) -> int:
        """Count the answers at some levels that make all functions true, level by level.

        That is model counting over a product of diagrams, each state met once a level.

        Raises:
            LimitReached: it takes too many steps.
        """
        key = (together(nodes), tuple(levels))
        if key not in self._counted:
            self._counted[key] = self._count(*key)
        return self._counted[key]

    def _count(self, start: State, levels: Sequence[int]) -> int:
        """Count group by group: what answers of one group are, makes no difference to another."""
        if FALSE_NODE in start:
            return 0
        ways, most = 1, self.steps + self._most_steps
        for part, here in self._independent(start, levels):
            ways *= self._count_together(part, here, most)
        return ways

    def _independent(
        self, start: State, levels: Sequence[int]
    ) -> Iterator[tuple[State, list[int]]]:
        """Yield levels in groups with what must come true of each: nothing reads two groups."""
        support, group = self._support, {level: {level} for level in levels}
        reads = [{level} | support(self._applies[level]) for level in levels]
        for read in (*reads, *map(support, start)):
            whole = set[int]().union(*(group[level] for level in read))
            group.update(dict.fromkeys(whole, whole))
        for here in {min(each): each for each in group.values()}.values():
            yield tuple(node for node in start if support(node) <= here), sorted(here)

    def _count_together(self, start: State, levels: Sequence[int], most: int) -> int:
        asking = _Asking(self._diagrams, [self._applies[level] for level in levels], levels)
        states = Counter[_Left]({(start, asking.first): 1})
        for number, level in enumerate(levels):
            after = Counter[_Left]()
            for state, ways in states.items():
                for left, more in self._answered(level, state, asking.places[number]):
                    after[left] += ways * more
                    self.steps += 1
            if self.steps > most:
                raise too_many_steps(self._most_steps)
            states = after
        return states.total()

    def _answered(self, level: int, state: _Left, place: _Place) -> Iterator[tuple[_Left, int]]:
        """Yield what is left after each answer at a level, and how many values lead there.

        Whether an answer is asked for may rest on later levels: then that must come true as well.
        Where it is not, what would be answered makes no difference.
        """
        wanted, asked = state
        applies, level_of = asked[place.own], self._diagrams.level_of
        read = level in map(level_of.__getitem__, wanted)
        for condition, class_, held in self._ways(
            level, applies, read or place.moves(asked, level, level_of)
        ):
            left = wanted
            if read or condition != TRUE_NODE:
                left = self._left((*wanted, condition), level, class_)
            if left != _NOWHERE:
                yield (left, place.after(asked, level, class_, self._diagrams)), held

    def _ways(self, level: int, applies: Node, told_apart: bool) -> Iterator[_Way]:
        """Yield the classes of an answer, one for all where nothing tells them apart, and none."""
        if applies != FALSE_NODE:
            held = self._held[level]
            if told_apart or applies >= self._diagrams.terminals:
                yield from ((applies, class_, each) for class_, each in enumerate(held))
            else:
                yield applies, 0, sum(held)
        if applies != TRUE_NODE:
            yield self._diagrams.negation(applies), 0, 1

    def _left(self, nodes: Collection[Node], level: int, class_: int) -> State:
        level_of, children = self._diagrams.level_of, self._diagrams.children
        left = [children[node][class_] if level_of[node] == level else node for node in nodes]
        if len(left) == 1:
            return () if left[0] == TRUE_NODE else (left[0],)
        return together(left)


class _Asking:
    """When the answers at some levels are asked for, each condition once.

    `first` are the conditions; `places` says at each level which is that of its answer.
    """

    def __init__(self, diagrams: Diagrams, applies: Sequence[Node], levels: Sequence[int]) -> None:
        self.first = tuple(dict.fromkeys(applies))
        own = [self.first.index(node) for node in applies]
        last = {index: number for number, index in enumerate(own)}
        reads = [diagrams.support(node) for node in self.first]
        self.places = [
            _Place(
                own[number],
                tuple(i for i, read in enumerate(reads) if level in read and last[i] > number),
                tuple(i for i in last if last[i] == number),
            )
            for number, level in enumerate(levels)
        ]


@dataclass(frozen=True, slots=True)
class _Place:
    """The condition of an answer, those that read it, and those no later answer has.

    INVARIANT: what no later answer has is let go of, so that states that differ in it are one.
    """

    own: int
    reading: tuple[int, ...]
    over: tuple[int, ...]

    def moves(self, asked: tuple[Node, ...], level: int, level_of: Sequence[int]) -> bool:
        """Say whether an answer makes a difference to a condition."""
        return any(level_of[asked[index]] == level for index in self.reading)

    def after(
        self, asked: tuple[Node, ...], level: int, class_: int, diagrams: Diagrams
    ) -> tuple[Node, ...]:
        """Return what is left of all conditions after an answer."""
        if not self.reading and not self.over:
            return asked
        left = list(asked)
        for index in self.reading:
            left[index] = diagrams.cofactor(left[index], level, class_)
        for index in self.over:
            left[index] = FALSE_NODE
        return tuple(left)
