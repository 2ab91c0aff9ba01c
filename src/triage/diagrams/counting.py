"""Counting: for how many arguments functions are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.product import State, together
from triage.diagrams.steps import too_many_steps

_Asked = tuple[Node, ...]
"""What is left of the conditions under which later answers are asked for."""

_Ways = dict[Node, int]
"""In how many ways so much is left of a function."""

_States = dict[tuple[State, _Asked], _Ways]
"""What else is left to come true, and what of the conditions, with what is left of the function."""

_Class = tuple[Node, int, int]
"""What must hold for an answer to be of a class, the class, and how many values it holds."""


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
        self._counted: dict[tuple[State, tuple[int, ...]], dict[Node, int]] = {}
        self._supports: dict[Node, set[int]] = {}
        self._sizes: dict[Node, int] = {}

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

    def _size(self, node: Node) -> int:
        if node not in self._sizes:
            self._sizes[node] = len(self._diagrams.postorder(node))
        return self._sizes[node]

    def ways(self, nodes: Collection[Node], levels: Sequence[int]) -> int:
        """Count the answers at some levels that make all functions true.

        Raises:
            LimitReached: it takes too many steps.
        """
        return self.tally(together(nodes), levels).get(TRUE_NODE, 0)

    def tally(self, functions: State, levels: Sequence[int]) -> dict[Node, int]:
        """Count the answers at some levels by the terminal that functions come to, but 0.

        One of them may come to any; all others have to be true. It counts group by group, each
        once: what answers of one group are, makes no difference to another. In a group that is
        model counting over a product of diagrams, level by level, each state met once a level.

        Raises:
            LimitReached: it takes too many steps.
        """
        if FALSE_NODE in functions:
            return {}
        most = self.steps + self._most_steps
        found = {_come_to(each for each in functions if not self._support(each)): 1}
        for here in self._independent(functions, levels):
            part = tuple(each for each in functions if not self._support(each).isdisjoint(here))
            key = part, tuple(sorted(here))
            if key not in self._counted:
                self._counted[key] = self._count_together(*key, most)
            found = {
                max(one, other): many * more
                for one, many in found.items()
                for other, more in self._counted[key].items()
            }
        return found

    def _independent(self, functions: State, levels: Sequence[int]) -> Iterator[set[int]]:
        """Yield levels in groups: no function and no condition reads two of them."""
        support, group = self._support, {level: {level} for level in levels}
        reads = [{level} | support(self._applies[level]) for level in levels]
        for read in (*reads, *map(support, functions)):
            whole = set[int]().union(*(group[level] for level in read))
            group.update(dict.fromkeys(whole, whole))
        yield from {min(each): each for each in group.values()}.values()

    def _count_together(
        self, functions: State, levels: Sequence[int], most: int
    ) -> dict[Node, int]:
        asking = _Asking(self._diagrams, [self._applies[level] for level in levels], levels)
        # What the largest function comes to is told apart least often: it has the fewest states.
        *others, largest = sorted(functions, key=self._size) or [TRUE_NODE]
        states: _States = {(together(others), asking.first): {largest: 1}}
        for number, level in enumerate(levels):
            after: _States = {}
            for state, ways in states.items():
                self._answer(level, state, ways, asking.places[number], after)
            if self.steps > most:
                raise too_many_steps(self._most_steps)
            states = after
        found = Counter[Node]()
        for (left, _), ways in states.items():
            for node, many in ways.items():
                found[_come_to((*left, node))] += many
        return found

    def _answer(
        self, level: int, state: tuple[State, _Asked], ways: _Ways, place: _Place, after: _States
    ) -> None:
        """Add what is left after each answer at a level, and in how many ways.

        Whether an answer is asked for may rest on later levels: then that must come true as well.
        Where it is not, what would be answered makes no difference.
        """
        demands, asked = state
        diagrams = self._diagrams
        level_of, children = diagrams.level_of, diagrams.children
        reading = [(children[node], ways[node]) for node in ways if level_of[node] == level]
        others = [(node, ways[node]) for node in ways if level_of[node] != level]
        told_apart = bool(reading) or level in map(level_of.__getitem__, (*demands, *asked))
        alike = Counter[tuple[State, _Asked]]()
        for condition, class_, held in self._classes(level, asked[place.own], told_apart):
            every = (condition, *demands)
            left = together(diagrams.cofactor(each, level, class_) for each in every)
            if FALSE_NODE not in left:
                then = left, place.after(asked, level, class_, diagrams)
                alike[then] += held
                self._add(after, then, [(below[class_], many) for below, many in reading], held)
        for then, held in alike.items():
            self._add(after, then, others, held)

    def _classes(self, level: int, applies: Node, told_apart: bool) -> Iterator[_Class]:
        """Yield the classes of an answer, one for all where nothing tells them apart, and none."""
        if applies != FALSE_NODE:
            held = self._held[level] if told_apart else [sum(self._held[level])]
            yield from ((applies, class_, each) for class_, each in enumerate(held))
        if applies != TRUE_NODE:
            yield self._diagrams.negation(applies), 0, 1

    def _add(
        self,
        states: _States,
        state: tuple[State, _Asked],
        left: Sequence[tuple[Node, int]],
        held: int,
    ) -> None:
        self.steps += 1 + len(left)
        ways = states.setdefault(state, {}) if left else {}
        for node, many in left:
            if node != FALSE_NODE:
                ways[node] = ways.get(node, 0) + many * held


def _come_to(terminals: Iterable[Node]) -> Node:
    """Return what functions come to together: all are true, but for one at most."""
    return max(terminals, default=TRUE_NODE)


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

    def after(self, asked: _Asked, level: int, class_: int, diagrams: Diagrams) -> _Asked:
        """Return what is left of all conditions after an answer."""
        if not self.reading and not self.over:
            return asked
        left = list(asked)
        for index in self.reading:
            left[index] = diagrams.cofactor(left[index], level, class_)
        for index in self.over:
            left[index] = FALSE_NODE
        return tuple(left)
