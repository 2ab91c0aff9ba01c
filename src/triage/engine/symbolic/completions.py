"""A few completions of one assessment that together show as much as they can (section 4.9).

A completion is chosen by way of the decision diagrams: for one rule after another, the open
answers its diagram asks for are given classes that make it hold, or not hold, as long as that
fits what was chosen before. This is greedy set cover: quick, the same for the same assessment, and
not always the most that so few completions could show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from triage.diagrams.nodes import TRUE_NODE, Node
from triage.diagrams.reach import bits
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.product import Product
from triage.engine.symbolic.space import NOT_GIVEN, TYPOLOGY
from triage.program.encoding import Coded

Target = tuple[int, bool]
"""The number of a rule, and whether it is to hold."""


class Completions:
    """Chooses completions of one assessment, each with another typology as long as there are some.

    The same targets one after another give the same completions. Not to be shared by threads.
    """

    def __init__(self, decisions: Decisions, product: Product, coded: Coded) -> None:
        self._decisions = decisions
        self._joint = product
        self.assessed = coded
        self._level_of = decisions.diagrams.level_of
        self._children = decisions.diagrams.children
        space = decisions.space
        self._open = [
            (index, level, space.codes(index))
            for index, level in space.levels.items()
            if product.known[level] is None
        ]
        self._chosen: list[int | None] = []
        self._shown = set[int]()

    def towards(self, targets: Collection[Target]) -> Coded:
        """Return a completion in which as many targets are met as fit, the first ones first."""
        self._chosen = list(self._joint.known)
        typology = self._typology(targets)
        demands = list(self._joint.agreement)
        if self._joint.known[TYPOLOGY] is None:
            self._chosen[TYPOLOGY] = typology
            demands.append(self._decisions.typology_is[typology])
        self._meet_all(demands)
        for rule, holds in targets:
            node = self._followed(self._decisions.rules[rule])
            if self._children[node]:
                self._meet(node, int(holds))
        # What does not apply is left out again wherever a filled answer is read (section 4.1).
        return replace(self.assessed, filled={**self.assessed.filled, **self._codes()})

    def _typology(self, targets: Iterable[Target]) -> int:
        """Return a possible typology not yet shown, under which most targets can be met."""
        possible = list(bits(self._joint.typologies))
        votes = dict.fromkeys(possible, 0)
        for rule, holds in targets:
            node = self._decisions.rules[rule]
            if self._level_of[node] == TYPOLOGY:
                for code in possible:
                    reached = self._joint.reach(self._children[node][code])
                    votes[code] += reached >> int(holds) & 1
        best = max(possible, key=lambda code: (code not in self._shown, votes[code]), default=0)
        self._shown.add(best)
        return best

    def _meet(self, node: Node, wanted: Node) -> None:
        """Choose classes so that a node comes to a terminal, where what was chosen allows it.

        A depth-first search for a path. INVARIANT: a diagram asks for an answer once on each
        path, so what a path chooses itself never stands against it.
        """
        reach, bit, follow = self._joint.reach, 1 << wanted, self._decisions.diagrams.follow
        pending: list[tuple[Node, _Way]] = [(node, None)]
        seen = set[Node]()
        while pending:
            node, way = pending.pop()
            node = follow(node, self._chosen)
            if node == wanted:
                self._choose(way)
                return
            if node not in seen and reach(node) & bit:
                seen.add(node)
                level = self._level_of[node]
                below = enumerate(self._children[node])
                pending += [(child, (level, class_, way)) for class_, child in below]

    def _meet_all(self, nodes: Sequence[Node]) -> None:
        """Choose classes so that all nodes are true, by the same search of them together."""
        reach, bit = self._joint.reach, 1 << TRUE_NODE
        pending: list[tuple[Sequence[Node], _Way]] = [(nodes, None)]
        seen = set[Sequence[Node]]()
        while pending:
            state, way = pending.pop()
            state = tuple([node for node in map(self._followed, state) if node != TRUE_NODE])
            if not state:
                self._choose(way)
                return
            if state not in seen and all(reach(node) & bit for node in state):
                seen.add(state)
                level = self._decisions.diagrams.top(state)
                columns = enumerate(self._decisions.diagrams.cofactors(state))
                pending += [(column, (level, class_, way)) for class_, column in columns]

    def _followed(self, node: Node) -> Node:
        """Follow what is known or chosen down to the first answer that is neither."""
        return self._decisions.diagrams.follow(node, self._chosen)

    def _choose(self, way: _Way) -> None:
        while way is not None:
            level, class_, way = way
            self._chosen[level] = class_

    def _codes(self) -> dict[int, int]:
        """Return a code for each open answer: of the class chosen, else of the first."""
        chosen = self._chosen
        codes = {index: codes[chosen[level] or 0] for index, level, codes in self._open}
        return {index: code for index, code in codes.items() if code is not NOT_GIVEN}


_Way = tuple[int, int, "_Way"] | None
"""Classes chosen on the way to a node: level, class, and the way before."""
