"""Where anything moves, as one decision: rows in which it cannot be true need no other look.

It asks for the few answers a change is about. Where it is false for every completion of a row,
every output has the same possible values in both versions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from weakref import WeakKeyDictionary

from triage.columns.outputs import Value
from triage.columns.stretches import MOST_WRITTEN_OUT, Stretch
from triage.columns.walk import Walk
from triage.diagnostics import LimitReached
from triage.diagrams.nodes import Node
from triage.model.outcome import RuleState
from triage.verify.diff.outputs import NOTHING, named, says_nothing

Side = Mapping[str, int]
"""The outputs of a version by name, each with its number among those that are decided."""


class Change:
    """Where an output of two sides is another, day by day; `values` are those of each output.

    The rules that are `counting` count as another wherever they hold.
    """

    def __init__(
        self, sides: Sequence[Side], values: Sequence[Sequence[Value]], counting: Collection[str]
    ) -> None:
        self._old, self._new = sides
        self._values, self._counting = values, counting
        self._walks: WeakKeyDictionary[Stretch, Walk | None] = WeakKeyDictionary()

    def walk(self, stretch: Stretch) -> Walk | None:
        """Return the way to where anything moves; `None` where all must be looked at.

        That is so where outcomes may be inexact: an engine assesses some rows then.
        """
        if stretch not in self._walks:
            self._walks[stretch] = self._made(stretch)
        return self._walks[stretch]

    def _made(self, stretch: Stretch) -> Walk | None:
        diagrams = stretch.decisions.diagrams
        if len(stretch.written_out) < len(stretch.reading):
            return None
        with suppress(LimitReached), diagrams.within(MOST_WRITTEN_OUT):
            return Walk(diagrams, [diagrams.disjunction(self._moving(stretch))])
        return None

    def _moving(self, stretch: Stretch) -> Iterator[Node]:
        """Yield nodes of which one is true wherever an output moves."""
        diagrams = stretch.decisions.diagrams
        for name in dict.fromkeys((*self._new, *self._old)):
            old, new = self._old.get(name), self._new.get(name)
            if name in self._counting or old is None or new is None:
                for side in {old, new} - {None}:
                    assert side is not None
                    yield self._where(stretch, side, self._said(name, side))
            elif old != new:
                for value in self._values[old]:
                    before, after = (self._where(stretch, side, {value}) for side in (old, new))
                    yield diagrams.ite(after, 0, before)

    def _said(self, name: str, side: int) -> set[Value]:
        """Return the values that are something, beside a version that has nothing."""
        every = {value for value in self._values[side] if named(value) != NOTHING}
        silent = {RuleState.CANNOT_HOLD.value}
        return {each for each in every - silent if not says_nothing(name, NOTHING, named(each))}

    def _where(self, stretch: Stretch, side: int, wanted: Collection[Value]) -> Node:
        node, bits = stretch.decided[side]
        values = self._values[side]
        terminals = [at for at, bit in enumerate(bits) if values[bit] in wanted]
        return stretch.decisions.diagrams.indicator(node, terminals)
