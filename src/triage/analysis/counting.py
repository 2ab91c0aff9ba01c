"""How many assessments: exact counts of complete answers, as people would give them.

Two assessments count as two where an answer differs to a question that applies; what does not apply
is no answer. Only the questions a claim depends on are counted, with those that decide whether they
apply, so that every other answer may be anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from triage.analysis.whole import MOST_STEPS, Whole
from triage.engine.exact.diagrams import FALSE_NODE, TRUE_NODE, Node, too_many_steps

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
    """Counts for one rulebook and day."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._diagrams = whole.diagrams
        program, space = whole.program, whole.decisions.space
        self._variables = {space.places[each.index]: each for each in space.variables}
        self._applies = {
            place: whole.decisions.applies[each.index] for place, each in self._variables.items()
        }
        self._held = {
            place: space.held(program, each, whole.as_of) for place, each in self._variables.items()
        }

    def count(self, *nodes: Node) -> Count:
        """Count the complete assessments in which all nodes are true.

        Raises:
            LimitReached: it takes too many steps.
        """
        states = list(self._whole.states(nodes))
        places = self._places({node for state in states for node in state})
        return Count(
            sum(self._ways(state, places) for state in states),
            self._ways((), places),
            tuple(self._variables[place].path for place in places),
        )

    def _places(self, nodes: Collection[Node]) -> list[int]:
        """Give the places nodes ask for, and those that decide whether they apply."""
        found, pending = set[int](), list(nodes)
        while pending:
            new = self._diagrams.answers_of(pending.pop()) - found
            found |= new
            pending += [self._applies[place] for place in new]
        return sorted(found)

    def _ways(self, nodes: tuple[Node, ...], places: list[int]) -> int:
        """Count the answers at some places that make all nodes true, place by place."""
        if FALSE_NODE in nodes:
            return 0
        start = (nodes, tuple(self._applies[place] for place in places))
        states = Counter[_State]({start: 1})
        steps = 0
        for place in places:
            after = Counter[_State]()
            for state, ways in states.items():
                for left, more in self._answered(place, state):
                    after[left] += ways * more
                    steps += 1
            if steps > MOST_STEPS:
                raise too_many_steps(MOST_STEPS)
            states = after
        return states.total()

    def _answered(self, place: int, state: _State) -> list[tuple[_State, int]]:
        """Give what is left after each answer at a place, and how many values lead there.

        Whether a question applies may rest on later places: then that must come true as well.
        Where it does not apply, what would be answered makes no difference.
        """
        wanted, (applies, *later) = state
        absent = self._diagrams.negation(applies)
        ways = [(applies, class_, held) for class_, held in enumerate(self._held[place])]
        found = []
        for condition, class_, held in (*ways, (absent, 0, 1)):
            left = {self._child(node, place, class_) for node in (*wanted, condition)}
            if FALSE_NODE not in left:
                rest = tuple(self._child(node, place, class_) for node in later)
                found.append(((tuple(sorted(left - {TRUE_NODE})), rest), held))
        return found

    def _child(self, node: Node, place: int, class_: int) -> Node:
        if self._diagrams.answer[node] == place:
            return self._diagrams.children[node][class_]
        return node
