"""Known answers put into decisions: what is left are diagrams over open answers alone.

What is made here is one assessment's own. Where a decision reads the typology and the typology is
open, what the typology needs is put in too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from triage.diagrams.nodes import TRUE_NODE, Diagrams, Node
from triage.diagrams.reach import essential
from triage.diagrams.restrict import Restriction, compose
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.space import TYPOLOGY


class Restricted:
    """Decisions with the known answers of one assessment put in.

    `known` gives the class of each answer by its level, `None` where it is open. `nothing` is a
    terminal no decision has: it stands where answers contradict each other.
    """

    def __init__(self, decisions: Decisions, known: Sequence[int | None], most_steps: int) -> None:
        self._source = decisions.diagrams
        self.nothing = decisions.diagrams.terminals
        self.diagrams = Diagrams(self.nothing + 1, most_steps)
        classes = {level: each for level, each in enumerate(known) if each is not None}
        self._restriction = Restriction(self._source, classes, self.diagrams)
        self.typology = self.node(decisions.typology)
        self._typology_is = decisions.typology_is

    def typology_is(self, code: int) -> Node:
        """Return where answers conclude a typology."""
        return self.node(self._typology_is[code])

    def node(self, node: Node) -> Node:
        """Return what is left of a decision that does not read the typology."""
        return self._restriction.of(node)

    def composed(self, node: Node, told: Callable[[Node], Node] | None = None) -> Node:
        """Return what is left of a decision, with the typology it reads concluded from answers.

        With `told`, give what it makes of each decision that is left for one typology.
        """
        source = self._source
        branches: tuple[Node, ...] = (node,)
        if node >= source.terminals and source.level_of[node] == TYPOLOGY:
            every = source.children[node]
            branches = every if self.typology >= self.nothing else (every[self.typology],)
        left = list(map(self.node, branches))
        if told is not None:
            left = list(map(told, left))
        return compose(self.diagrams, left, self.typology_is)

    def where(self, constraints: Iterable[Node], decision: Node) -> Node:
        """Return a decision where all constraints hold, and `nothing` elsewhere."""
        agreed = self.diagrams.conjunction(constraints)
        if agreed == TRUE_NODE:
            return decision
        return self.diagrams.ite(agreed, decision, self.nothing)

    def bearing(self, decision: Node) -> list[int]:
        """Return the levels of the answers a decision depends on, the others being equal.

        Two completions are meant that differ in that answer alone and in the decision; where
        there is `nothing`, there is no completion.
        """
        return essential(self.diagrams, decision, self.nothing)
