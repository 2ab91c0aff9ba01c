"""How many assessments: exact counts of complete answers, as people would give them.

Two assessments count as two where an answer differs to a question that applies; what does not apply
is no answer. Only the questions a claim depends on are counted, with those that decide whether they
apply, so that every other answer may be anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from triage.diagrams.counting import ModelCounting
from triage.diagrams.nodes import Diagrams, Node
from triage.diagrams.product import State
from triage.engine.symbolic.space import Space
from triage.program.program import Program
from triage.verify.state_space import MOST_STEPS, StateSpace


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
    """Counts the complete assessments of a space by the paths of their questions."""

    def __init__(self, counting: ModelCounting, paths: Mapping[int, str]) -> None:
        self._counting = counting
        self._paths = paths

    @property
    def steps(self) -> int:
        """How many steps counting has taken so far."""
        return self._counting.steps

    @classmethod
    def of(cls, whole: StateSpace) -> Counting:
        """Count the assessments of one rulebook and day."""
        applies = {
            level: whole.decisions.applies[index]
            for index, level in whole.decisions.space.levels.items()
        }
        return cls.over(whole.decisions.space, whole.program, whole.diagrams, whole.as_of, applies)

    @classmethod
    def over(
        cls,
        space: Space,
        program: Program,
        diagrams: Diagrams,
        as_of: date,
        applies: Mapping[int, Node],
    ) -> Counting:
        """Count the assessments of a space; `applies` says at each level when it is asked."""
        every = list(zip(space.levels.values(), space.variables, strict=True))
        held = {level: space.held(program, each, as_of) for level, each in every}
        counting = ModelCounting(diagrams, held, applies, MOST_STEPS)
        return cls(counting, {level: each.path for level, each in every})

    def asked(self, nodes: Iterable[Node]) -> frozenset[int]:
        """Return the levels of all that nodes depend on, and of what decides whether it applies."""
        return frozenset(self._counting.levels({*nodes}))

    def count(
        self, states: Iterable[State], over: Iterable[Node] = (), within: State = ()
    ) -> Count:
        """Count the complete assessments of some states, no two of which can be met together.

        In a state all its nodes are true. The questions are those the states ask, and `over`. All
        there are, are those in which `within` is true, as it is in every state.

        Raises:
            LimitReached: it takes too many steps.
        """
        every, counting = list(states), self._counting
        levels = counting.levels({*(node for state in every for node in state), *over, *within})
        return Count(
            sum(counting.ways(state, levels) for state in every),
            counting.ways(within, levels),
            tuple(self._paths[level] for level in levels),
        )

    def tally(
        self, functions: Iterable[State], over: Iterable[Node], within: State
    ) -> dict[Node, Count]:
        """Count the complete assessments by the terminal that functions come to, but 0.

        Of those beside each other one may come to any terminal, and the others have to be true; no
        two of them come to anything together. All else is as `count` says.

        Raises:
            LimitReached: it takes too many steps.
        """
        every, counting = list(functions), self._counting
        levels = counting.levels({*chain.from_iterable(every), *over, *within})
        total, paths = counting.ways(within, levels), tuple(self._paths[each] for each in levels)
        found = Counter[Node]()
        for each in every:
            found.update(counting.tally(each, levels))
        return {terminal: Count(many, total, paths) for terminal, many in found.items()}
