"""What decisions come to over all completions of one assessment, exactly (section 4.5).

A decision alone is explored by following the known answers and every class of the open ones. Where
it shares open answers with something that must hold at the same time, both are explored together:
that a given answer applies, or that the typology a rule reads is the one the answers conclude.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from triage.diagrams.nodes import TRUE_NODE, Node
from triage.diagrams.reach import Terminals, bits, reachable_terminals_under, support_under
from triage.diagrams.steps import Allowance
from triage.engine.possible import NoCompletion
from triage.engine.symbolic.decisions import Decisions, Together
from triage.engine.symbolic.space import TYPOLOGY
from triage.program.encoding import Coded

_TRUE: Terminals = 1 << TRUE_NODE

MOST_KEPT = 1024
"""So much of what was explored together is kept for later assessments."""


class Product:
    """The decisions of a program, seen by one assessment.

    `known` holds the class of each answer by its level, `None` where it is open; `demands` is what
    must be true because answers were given.

    Raises:
        NoCompletion: the answers contradict each other.
        LimitReached: exploring takes more than `most_steps`, one for each class of an open answer.
    """

    def __init__(
        self,
        decisions: Decisions,
        known: Sequence[int | None],
        demands: Iterable[Node],
        most_steps: int,
    ) -> None:
        diagrams = decisions.diagrams
        self._cofactors = diagrams.cofactors
        self._children = diagrams.children
        self._level_of = diagrams.level_of
        self._follow = diagrams.follow
        self._levels_below = diagrams.below.levels_of
        self._kept = decisions.explored
        self._typology_is = decisions.typology_is
        self.known = list(known)
        """The class of each answer by its level; of the typology too, where it is settled."""
        self._allowance = Allowance(most_steps)
        self._steps_left = 0
        self.reach = reachable_terminals_under(diagrams, self.known)
        """Returns the terminals below a node, by the known answers alone."""
        self._support = support_under(diagrams, self.known)
        self.agreement = self._agreed(demands)
        """What must be true of open answers because a given answer applies."""
        self.typologies = self._where([], decisions.typology, 0)
        """The codes of the typologies that are possible."""
        codes = list(bits(self.typologies))
        if len(codes) == 1:
            self.known[TYPOLOGY] = codes[0]
            self.reach = reachable_terminals_under(diagrams, self.known)
            self._support = support_under(diagrams, self.known)
        self._alone = len(codes) == 1 and not self.agreement

    @classmethod
    def of(cls, decisions: Decisions, coded: Coded, most_steps: int) -> Product:
        """See decisions by the answers of an assessment."""
        known, demands = decisions.space.known(coded), decisions.agreement(coded)
        return cls(decisions, known, demands, most_steps)

    def _agreed(self, demands: Iterable[Node]) -> list[Node]:
        """Return what must hold of open answers because a given answer applies."""
        agreement = sorted({self._follow(node, self.known) for node in demands} - {TRUE_NODE})
        agreement = [node for node in agreement if self.reach(node) != _TRUE]
        if agreement and not self._together(TRUE_NODE, agreement, 0):
            raise NoCompletion
        return agreement

    def terminals(self, decision: Node) -> Terminals:
        """Return the terminals a decision comes to."""
        alone = self.reach(decision)
        if self._alone or alone & (alone - 1) == 0:
            return alone
        if self._level_of[decision] == TYPOLOGY and self.known[TYPOLOGY] is None:
            found = 0
            for code in bits(self.typologies):
                branch = self._children[decision][code]
                found = self._where([self._typology_is[code]], branch, found)
            return found
        return self._where([], decision, 0)

    def _where(self, link: list[Node], decision: Node, found: Terminals) -> Terminals:
        """Add the terminals a decision comes to where `link` is true."""
        alone = self.reach(decision)
        if not alone & ~found:
            return found
        if (not link and not self.agreement) or alone & (alone - 1) == 0:
            return found | alone
        bearing = self._bearing_on(decision, link + self.agreement)
        return self._together(decision, bearing, found) if bearing else found | alone

    def _bearing_on(self, decision: Node, constraints: Sequence[Node]) -> list[Node]:
        """Return the constraints that share open answers with a decision, directly or not."""
        reach = self._support(decision)
        rest, bearing = list(constraints), list[Node]()
        while touching := [one for one in rest if self._support(one) & reach]:
            bearing += touching
            rest = [one for one in rest if one not in touching]
            for one in touching:
                reach |= self._support(one)
        return bearing

    # --- several

    def _together(self, decision: Node, constraints: Sequence[Node], found: Terminals) -> Terminals:
        """Add the terminals a decision comes to where all constraints are true.

        INVARIANT: what was explored for another assessment is taken over only where the same
        answers below are known, and takes its steps again: no outcome depends on what was before.
        """
        parts = (decision, *constraints)
        key = (parts, found, self._known_below(parts))
        kept = self._kept.get(key)
        if kept is None:
            kept = self._explored(parts, found)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = kept
        else:
            self._take(kept.steps)
        return kept.found

    def _known_below(self, parts: Sequence[Node]) -> tuple[int | None, ...]:
        """Return what is known of each answer that parts may ask for."""
        return tuple([self.known[level] for level in bits(self._levels_below(parts))])

    def _explored(self, parts: tuple[Node, ...], found: Terminals) -> Together:
        first, steps = self._left(parts), 0
        pending = [] if first is None else [first]
        seen = set(pending)
        while pending:
            decision, *rest = state = pending.pop()
            reached = self.reach(decision)
            if not reached & ~found:
                continue
            if not rest:
                found |= reached
                continue
            for branch in self._cofactors(state):
                self._take(1)
                steps += 1
                left = self._left(branch)
                if left is not None and left not in seen:
                    seen.add(left)
                    pending.append(left)
        return Together(found, steps)

    def _left(self, parts: tuple[Node, ...]) -> tuple[Node, ...] | None:
        """Return a decision and the constraints left; `None` where one cannot be true."""
        decision, *constraints = parts
        left = set[Node]()
        for each in constraints:
            if not self.reach(each) & _TRUE:
                return None
            left.add(self._follow(each, self.known))
        left.discard(TRUE_NODE)
        return (self._follow(decision, self.known), *sorted(left))

    def _take(self, steps: int) -> None:
        self._steps_left -= steps
        while self._steps_left < 0:
            self._steps_left += self._allowance.part()
