"""How many assessments: exact counts of complete answers, as people would give them.

Two assessments count as two where an answer differs to a question that applies; what does not apply
is no answer. Only the questions a claim depends on are counted, with those that decide whether they
apply, so that every other answer may be anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from triage.diagrams.diagrams import FALSE_NODE, TRUE_NODE, Diagrams, Node, too_many_steps
from triage.verify.state_space import MOST_STEPS, State, StateSpace

_State = tuple[tuple[Node, ...], tuple[Node, ...]]
"""What is left to come true, and of when each later question applies."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of all complete answers to the questions a claim depends on."""

    count: int
    total: int
    questions: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of all, from 0 to 1."""
        return self.count / self.total


class Counting:
    """Counts the assessments over some answers: for each level, how many values a class holds.

    `applies` says at each level when its question is asked.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        paths: Mapping[int, str],
        held: Mapping[int, Sequence[int]],
        applies: Mapping[int, Node],
    ) -> None:
        self._diagrams = diagrams
        self._paths = paths
        self._held = held
        self._applies = applies

    @classmethod
    def of(cls, whole: StateSpace) -> Counting:
        """Count the assessments of one rulebook and day."""
        space, program = whole.decisions.space, whole.program
        variables = {space.levels[each.index]: each for each in space.variables}
        return cls(
            whole.diagrams,
            {level: each.path for level, each in variables.items()},
            {level: space.held(program, each, whole.as_of) for level, each in variables.items()},
            {level: whole.decisions.applies[each.index] for level, each in variables.items()},
        )

    def count(self, states: Iterable[State], over: Iterable[Node] = ()) -> Count:
        """Count the complete assessments of some states, no two of which can be met together.

        In a state all its nodes are true. The questions are those the states ask, and `over`.

        Raises:
            LimitReached: it takes too many steps.
        """
        every = list(states)
        levels = self._levels({*(node for state in every for node in state), *over})
        return Count(
            sum(self._ways(state, levels) for state in every),
            self._ways((), levels),
            tuple(self._paths[level] for level in levels),
        )

    def _levels(self, nodes: Collection[Node]) -> list[int]:
        """Return the levels nodes ask for, and those that decide whether they apply."""
        found, pending = set[int](), list(nodes)
        while pending:
            new = self._diagrams.support(pending.pop()) - found
            found |= new
            pending += [self._applies[level] for level in new]
        return sorted(found)

    def _ways(self, nodes: tuple[Node, ...], levels: list[int]) -> int:
        """Count the answers at some levels that make all nodes true, level by level."""
        if FALSE_NODE in nodes:
            return 0
        start = (nodes, tuple(self._applies[level] for level in levels))
        states = Counter[_State]({start: 1})
        steps = 0
        for level in levels:
            after = Counter[_State]()
            for state, ways in states.items():
                for left, more in self._answered(level, state):
                    after[left] += ways * more
                    steps += 1
            if steps > MOST_STEPS:
                raise too_many_steps(MOST_STEPS)
            states = after
        return states.total()

    def _answered(self, level: int, state: _State) -> list[tuple[_State, int]]:
        """Return what is left after each answer at a level, and how many values lead there.

        Whether a question applies may rest on later levels: then that must come true as well.
        Where it does not apply, what would be answered makes no difference.
        """
        wanted, (applies, *later) = state
        absent = self._diagrams.negation(applies)
        ways = [(applies, class_, held) for class_, held in enumerate(self._held[level])]
        found = []
        for condition, class_, held in (*ways, (absent, 0, 1)):
            left = {self._child(node, level, class_) for node in (*wanted, condition)}
            if FALSE_NODE not in left:
                rest = tuple(self._child(node, level, class_) for node in later)
                found.append(((tuple(sorted(left - {TRUE_NODE})), rest), held))
        return found

    def _child(self, node: Node, level: int, class_: int) -> Node:
        if self._diagrams.level_of[node] == level:
            return self._diagrams.children[node][class_]
        return node
