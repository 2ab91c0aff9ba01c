"""A table as days see it: what is asked of an answer, as planes of the rows that may have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np

from triage.columns.cells import Ints
from triage.columns.classes import OPEN, Classed
from triage.columns.encoding import Encoding
from triage.columns.planes import Flags, Plane, nowhere, packed, words
from triage.columns.stretches import Stretch
from triage.columns.walk import Walk
from triage.diagrams.nodes import FALSE_NODE, Diagrams, Node
from triage.engine.symbolic.space import TYPOLOGY

Walked = Sequence[Mapping[Node, Plane]]
"""For each output, the rows that may come to each terminal."""


def seen(
    encoding: Encoding, stretch_on: Callable[[date], Stretch | None]
) -> Iterator[tuple[OnDays | None, Flags]]:
    """Yield how a table is seen on the days of each stretch, with the rows of these days.

    Days that are in none see nothing.
    """
    table = encoding.table
    on = [stretch_on(day) for day in table.days]
    made: dict[Diagrams, Seen] = {}
    for stretch in dict.fromkeys(on):
        rows = np.array([*(each is stretch for each in on), False])[table.day_of]
        if stretch is None:
            yield None, rows
        elif rows.any():
            diagrams = stretch.decisions.diagrams
            if diagrams not in made:
                alike = [each and each.decisions.diagrams is diagrams for each in on]
                days = [day if is_ else None for day, is_ in zip(table.days, alike, strict=True)]
                made[diagrams] = Seen(encoding, stretch, days)
            yield OnDays(made[diagrams], stretch), rows


class OnDays(NamedTuple):
    """A table as days of a stretch see it."""

    table: Seen
    stretch: Stretch


class Seen:
    """A table as days see it that are decided by the same diagrams; other rows mean nothing.

    Stretches of such days differ in which rules are in force: what answers demand, and the
    typology, are the same in one as in all.
    """

    def __init__(self, encoding: Encoding, stretch: Stretch, days: Sequence[date | None]) -> None:
        self._space = stretch.decisions.space
        self._encoding, self._days = encoding, days
        self._rows = len(encoding.table)
        self._classed: dict[int, Classed] = {}
        self._stretch = stretch

    @cached_property
    def out_of_place(self) -> Plane:
        """The rows in which something was given whose question may not apply."""
        found, demands = nowhere(self._rows), self._stretch.demands.values()
        for paths, reached in zip(demands, self.reach(self._stretch.demanding), strict=True):
            may_not_apply = reached.get(FALSE_NODE)
            if may_not_apply is not None:
                for path in paths:
                    found |= self._encoding.given(path) & may_not_apply
        return found

    @cached_property
    def typology_is_open(self) -> Plane:
        """The rows in which more than one typology is possible."""
        return _in_several(self._typologies.values(), self._rows)

    @cached_property
    def _typologies(self) -> Mapping[Node, Plane]:
        """The rows that each typology is possible in, by its code."""
        (typologies,) = self.reach(self._stretch.typology)
        return typologies

    def reach(self, walk: Walk) -> Walked:
        """Return for each root what rows come to; where the typology is open, at most."""
        return walk.reach(self._select, words(self._rows))

    def walked_again(self, stretch: Stretch, rows: Ints) -> Walked:
        """Return what some rows come to, for the outputs that have the typology written out."""
        classes: dict[int, Ints] = {}

        def select(level: int, wanted: frozenset[int]) -> Plane:
            if level not in classes:
                classes[level] = self._at(level).of(rows)
            is_wanted = np.zeros(self._space.sizes[level] + 1, dtype=np.bool_)
            is_wanted[[*wanted, OPEN]] = True
            return packed(is_wanted[classes[level]])

        return stretch.together.reach(select, words(len(rows)))

    def _select(self, level: int, wanted: frozenset[int]) -> Plane:
        if level == TYPOLOGY:
            planes = (plane for code, plane in self._typologies.items() if code in wanted)
            return reduce(np.bitwise_or, planes, nowhere(self._rows))
        return self._at(level).select(wanted)

    def _at(self, level: int) -> Classed:
        if level not in self._classed:
            variable = self._space.variables[level - 1]
            self._classed[level] = self._encoding.classed(variable, self._space, self._days)
        return self._classed[level]


def _in_several(planes: Iterable[Plane], rows: int) -> Plane:
    """Return the rows that are in more than one of some planes."""
    some, several = nowhere(rows), nowhere(rows)
    for plane in planes:
        several |= some & plane
        some |= plane
    return several
