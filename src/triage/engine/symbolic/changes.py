"""The smallest changes of answers after which something wished for is settled (section 4.7).

Answers that may change are chosen; all that are open stay open, and whatever they turn out to be,
the wish must come true. So the search goes through the answers in the order of the diagram with
everything still to be made true at once: an open answer adds what each of its classes asks for, and
an answer that may change keeps its class for nothing or takes another at the price of one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.diagrams.diagrams import FALSE_NODE, TRUE_NODE, Diagrams, Node, too_many_steps

Changes = Mapping[int, int]
"""The class some answers take, by their level."""

_Left = frozenset[Node]
"""What must come true together."""


class Searching:
    """Searches one wish for the smallest changes.

    `kept` gives the class of each answer that may change and has one, by its level; those in
    `settable` are open and may be given one. All others the wish asks for are open and stay so.
    """

    def __init__(
        self,
        diagrams: Diagrams,
        kept: Mapping[int, int],
        settable: frozenset[int],
        most_changes: int,
        most_steps: int,
    ) -> None:
        self._diagrams = diagrams
        self._kept = kept
        self._settable = settable
        self._most_changes = most_changes
        self._most_steps = most_steps
        self._fewest: dict[tuple[_Left, int], bool] = {}

    def smallest(self, wish: Node) -> list[Changes]:
        """Return all smallest sets of changes, in the order of their answers; none if too many.

        Raises:
            LimitReached: it takes too many steps.
        """
        start = self._rest({wish})
        for changes in range(self._most_changes + 1):
            if self._can(start, changes):
                return list(self._all(start, changes))
        return []

    def _rest(self, nodes: set[Node]) -> _Left:
        return frozenset({FALSE_NODE}) if FALSE_NODE in nodes else frozenset(nodes - {TRUE_NODE})

    def _can(self, start: _Left, changes: int) -> bool:
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

    def _all(self, left: _Left, changes: int) -> Iterator[dict[int, int]]:
        """Yield every way that takes exactly so many changes, where none takes fewer."""
        if not left:
            if changes == 0:
                yield {}
            return
        for rest, price, change in self._branches(left, changes):
            if self._can(rest, changes - price):
                for others in self._all(rest, changes - price):
                    yield {**change, **others}

    def _branches(self, left: _Left, most: int) -> Iterator[tuple[_Left, int, dict[int, int]]]:
        """Yield what is left after the first answer, its price, and the change that is made.

        Branches of a price above `most` are left out.
        """
        level_of, children = self._diagrams.level_of, self._diagrams.children
        level = min(level_of[node] for node in left)
        below = [children[node] if level_of[node] == level else (node,) for node in left]
        kept = self._kept.get(level)
        if kept is None:
            yield self._rest({child for each in below for child in each}), 0, {}
        if kept is None and not (most and level in self._settable):
            return
        for class_ in range(max(map(len, below))):
            if class_ != kept and not most:
                continue
            rest = self._rest({each[class_] if len(each) > 1 else each[0] for each in below})
            yield rest, int(class_ != kept), {} if class_ == kept else {level: class_}
