"""The smallest changes of answers after which something wished for is settled (section 4.7).

Answers that may change are chosen; all that are open stay open, and whatever they turn out to be,
the wish must come true. So the search goes through the answers in the order of the diagram with
everything still to be made true at once: an open answer adds what each of its classes asks for, and
an answer that may change keeps its class for nothing or takes another at the price of one change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node
from triage.diagrams.product import State, together
from triage.diagrams.steps import too_many_steps

Changes = Mapping[int, int]
"""The class some answers take, by their level."""


class Searching:
    """Searches one wish for the smallest changes.

    `kept` gives the class of each answer that may change and has one, by its level; those in
    `settable` are open and may be given one. All others the wish asks for are open and stay so.
    Where `classes` names those a level may change to, it changes to no other.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        kept: Mapping[int, int],
        settable: frozenset[int],
        most_changes: int,
        most_steps: int,
        classes: Mapping[int, Collection[int]] | None = None,
    ) -> None:
        self._diagrams = diagrams
        self._kept = kept
        self._settable = settable
        self._most_changes = most_changes
        self._most_steps = most_steps
        self._classes = {} if classes is None else classes
        self._fewest: dict[tuple[State, int], bool] = {}

    def smallest(self, wish: Node) -> list[Changes]:
        """Return all smallest sets of changes, in the order of their answers; none if too many.

        Raises:
            LimitReached: it takes too many steps.
        """
        start = together({wish})
        for changes in range(self._most_changes + 1):
            if self._can(start, changes):
                return list(self._all(start, changes))
        return []

    def _can(self, start: State, changes: int) -> bool:
        """Say whether so many changes, or fewer, are enough."""
        pending = [(start, changes)]
        while pending:
            state = pending[-1]
            if state not in self._fewest:
                left, more = state
                if not left or FALSE_NODE in left:
                    self._fewest[state] = not left
                else:
                    after = [(rest, more - price) for rest, price, _ in self._branches(left, more)]
                    missing = [each for each in after if each not in self._fewest]
                    if missing and not any(self._fewest.get(each) for each in after):
                        pending += missing[:1]
                        continue
                    self._fewest[state] = any(self._fewest.get(each) for each in after)
                if len(self._fewest) > self._most_steps:
                    raise too_many_steps(self._most_steps)
            pending.pop()
        return self._fewest[start, changes]

    def _all(self, left: State, changes: int) -> Iterator[dict[int, int]]:
        """Yield every way that takes exactly so many changes, where none takes fewer."""
        if not left:
            if changes == 0:
                yield {}
            return
        for rest, price, change in self._branches(left, changes):
            if self._can(rest, changes - price):
                for others in self._all(rest, changes - price):
                    yield {**change, **others}

    def _branches(self, left: State, most: int) -> Iterator[tuple[State, int, dict[int, int]]]:
        """Yield what is left after the first answer, its price, and the change that is made.

        Branches of a price above `most` are left out.
        """
        level, columns = self._diagrams.top(left), list(self._diagrams.cofactors(left))
        kept = self._kept.get(level)
        if kept is None:
            yield together(chain.from_iterable(columns)), 0, {}
        if kept is None and not (most and level in self._settable):
            return
        allowed = self._classes.get(level)
        for class_, column in enumerate(columns):
            if class_ != kept and not (most and (allowed is None or class_ in allowed)):
                continue
            yield together(column), int(class_ != kept), {} if class_ == kept else {level: class_}
