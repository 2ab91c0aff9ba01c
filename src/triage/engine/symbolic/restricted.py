"""Known answers put into decisions: what is left are diagrams over open answers alone.

What is made here is one assessment's own. Where a decision reads the typology and the typology is
open, what the typology needs is put in too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from triage.diagrams.diagrams import TRUE_NODE, Diagrams, Node
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.space import TYPOLOGY


class Restricted:
    """Decisions with the known answers of one assessment put in.

    `known` gives the class of each answer by its level, `None` where it is open. `nothing` is a
    terminal no decision has: it stands where answers contradict each other.
    """

    def __init__(self, decisions: Decisions, known: Sequence[int | None], most_steps: int) -> None:
        self._source = decisions.diagrams
        self._known = known
        self.nothing = decisions.diagrams.terminals
        self.diagrams = Diagrams(decisions.space.sizes, self.nothing + 1, most_steps)
        self._made = {terminal: terminal for terminal in range(self.nothing)}
        self.typology = self.node(decisions.typology)
        self._typology_is = decisions.typology_is

    def typology_is(self, code: int) -> Node:
        """Return where answers conclude a typology."""
        return self.node(self._typology_is[code])

    def node(self, node: Node) -> Node:
        """Return what is left of a decision that does not read the typology."""
        made, pending = self._made, [node]
        while pending:
            each = pending[-1]
            level_of, children = self._source.level_of, self._source.children
            if each not in made:
                value = self._known[level_of[each]]
                below = children[each] if value is None else (children[each][value],)
                missing = [child for child in below if child not in made]
                if missing:
                    pending += missing
                    continue
                left = tuple([made[child] for child in below])
                made[each] = self.diagrams.node(level_of[each], left)
            pending.pop()
        return made[node]

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
        common = max(set(left), key=left.count)  # each completion has one typology: order is free
        cases = [(self.typology_is(code), each) for code, each in enumerate(left) if each != common]
        return self.diagrams.first_match(cases, common)

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
        found: dict[int, bool] = {}
        alike: set[tuple[Node, ...]] = set()
        for node in self.diagrams.postorder(decision):
            level = self.diagrams.level_of[node]
            if node > self.nothing and not found.get(level):
                children = sorted(set(self.diagrams.children[node]))
                found[level] = any(self._differ(pair, alike) for pair in combinations(children, 2))
        return sorted(level for level, bears in found.items() if bears)

    def _differ(self, pair: tuple[Node, ...], alike: set[tuple[Node, ...]]) -> bool:
        """Say whether two decisions differ somewhere, both being something there."""
        pending, seen = [pair], {pair}
        while pending:
            each = pending.pop()
            if max(each) < self.nothing:
                return True
            for column in self.diagrams.cofactors(each):
                below = tuple(sorted(column))
                known = below in alike or below in seen
                if below[0] != below[1] and self.nothing not in below and not known:
                    seen.add(below)
                    pending.append(below)
        alike |= seen
        return False
