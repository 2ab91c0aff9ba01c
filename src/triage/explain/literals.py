"""The tests of a condition, and the smallest sets of them that would make it hold (section 4.7).

`not` is pushed down to the tests, so that what is left asks for tests to be true, each as it stands
or turned around. A test is one entry of a condition; a test of a finding stays one test.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.engine.conditions import ConditionStates
from triage.model.condition import Condition, Negation, Tested
from triage.model.outcome import RuleState
from triage.model.rulebook import Rulebook
from triage.model.walk import fold_literals

MOST_SHOWN = 5
"""So many sets are shown; how many more there are is said."""

MOST_STEPS = 200_000
"""How many steps finding the sets of one rule takes before it is refused."""

_Least = tuple[int, int] | None
"""How few tests are enough, and in how many ways; `None`: none are."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One test, as it stands or turned around."""

    test: Tested
    negated: bool = False

    @property
    def turned(self) -> Literal:
        """The same test turned around."""
        return Literal(self.test, not self.negated)

    @property
    def condition(self) -> Condition:
        """What must be so."""
        return Negation(self.test) if self.negated else self.test


@dataclass(frozen=True, slots=True)
class Smallest:
    """The first smallest sets, each as places among the tests, and how many more there are."""

    sets: tuple[tuple[int, ...], ...]
    left_out: int


def literals(condition: Condition) -> tuple[Literal, ...]:
    """Return the tests of a condition in file order, each once."""
    found = fold_literals(condition, _alone, _joined, _joined)
    return tuple(dict.fromkeys(found))


def _alone(test: Tested, negated: bool) -> list[Literal]:
    return [Literal(test, negated)]


def _joined(parts: Sequence[list[Literal]]) -> list[Literal]:
    return [literal for part in parts for literal in part]


def smallest(condition: Condition, true: Collection[Literal]) -> Smallest:
    """Return the smallest sets of tests not among those `true` which would make a condition hold.

    Of the others, all that are outside the set stay as they are: not true. A test and the same
    turned around are never both in a set, and a true one stops being true where the other is.

    Raises:
        LimitReached: it takes more than `MOST_STEPS` steps.
    """
    return _Sets(condition, true).smallest()


class _Sets:
    """A condition as a diagram that asks of each test whether it is in the set."""

    def __init__(self, condition: Condition, true: Collection[Literal]) -> None:
        self._literals = literals(condition)
        self._true = frozenset(true)
        self._places = {literal: place for place, literal in enumerate(self._literals)}
        self._diagrams = Diagrams(TRUE_NODE + 1, MOST_STEPS)
        both = (self._both(literal) for literal in self._literals if not literal.negated)
        self._whole = self._diagrams.conjunction(
            [self._node(condition), *map(self._diagrams.negation, both)]
        )
        self._least = self._cheapest()

    def smallest(self) -> Smallest:
        least = self._least[self._whole]
        if not least:
            return Smallest((), 0)
        fewest, ways = least
        if not fewest:
            return Smallest((), 0)
        sets = tuple(islice(self._sets(self._whole, ()), MOST_SHOWN))
        return Smallest(sets, ways - len(sets))

    def _node(self, condition: Condition) -> Node:
        diagrams = self._diagrams
        return fold_literals(condition, self._holds, diagrams.conjunction, diagrams.disjunction)

    def _holds(self, test: Tested, negated: bool) -> Node:
        literal = Literal(test, negated)
        if literal not in self._true:
            return self._in_set(literal)
        return self._diagrams.negation(self._in_set(literal.turned))

    def _both(self, literal: Literal) -> Node:
        return self._diagrams.conjunction([self._in_set(literal), self._in_set(literal.turned)])

    def _in_set(self, literal: Literal) -> Node:
        """Say that a test is in the set; one that is true, or that is not asked for, never is."""
        if literal in self._true or literal not in self._places:
            return FALSE_NODE
        return self._diagrams.literal(self._places[literal], (False, True))

    def _cheapest(self) -> dict[Node, _Least]:
        """Return for each node how many tests are needed at least, and in how many ways."""
        least: dict[Node, _Least] = {FALSE_NODE: None, TRUE_NODE: (0, 1)}
        self._diagrams.fold(self._whole, least, _cheaper)
        return least

    def _sets(self, node: Node, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the smallest sets, those with the first tests first."""
        if node == TRUE_NODE:
            yield chosen
            return
        here = self._least[node]
        assert here is not None
        without, within = self._diagrams.children[node]
        if _needs(self._least[within]) == here[0] - 1:
            yield from self._sets(within, (*chosen, self._diagrams.level_of[node]))
        if _needs(self._least[without]) == here[0]:
            yield from self._sets(without, chosen)


def _cheaper(_: Node, below: Sequence[_Least]) -> _Least:
    without, within = below
    return _fewer(without, None if within is None else (within[0] + 1, within[1]))


def _fewer(one: _Least, other: _Least) -> _Least:
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        return one[0], one[1] + other[1]
    return min(one, other)


def _needs(least: _Least) -> int | None:
    return None if least is None else least[0]


LiteralStates = ConditionStates[Tested]


def without_plan(rulebook: Rulebook) -> Rulebook:
    """Return what a rulebook concludes of the typology, and nothing else."""
    return replace(
        rulebook,
        target_groups=None,
        interventions={},
        recommendations=(),
        availability=(),
        warnings=(),
        guarantees=(),
    )


def literal_states(rulebook: Rulebook) -> LiteralStates:
    """Return what evaluates the tests of all rules of a rulebook."""
    every = (literals(condition) for condition in rulebook.conditions.values())
    tests = (literal.test for each in every for literal in each)
    return ConditionStates(without_plan(rulebook), tests)


def state_of(literal: Literal, states: Mapping[Tested, RuleState]) -> RuleState:
    """Return the state of a test as it is asked for."""
    state = states[literal.test]
    return _TURNED[state] if literal.negated else state


_TURNED = {
    RuleState.HOLDS: RuleState.CANNOT_HOLD,
    RuleState.MAY_HOLD: RuleState.MAY_HOLD,
    RuleState.CANNOT_HOLD: RuleState.HOLDS,
}
