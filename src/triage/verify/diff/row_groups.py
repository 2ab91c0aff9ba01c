"""Rows of a table that fit both versions of a rulebook, compared together.

Rows with the same answers to what differs come out alike, and each such kind is followed through
the diagrams once. Where that meets an open answer, one row of each kind is explored exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from triage.diagnostics import LimitReached
from triage.diagrams.reach import bits
from triage.engine.possible import NoCompletion
from triage.engine.symbolic.product import Product
from triage.engine.symbolic.space import TYPOLOGY
from triage.verify.diff.columnar_walk import OPEN, ColumnarWalk, alike
from triage.verify.diff.joint_space import NEW, OLD
from triage.verify.diff.outputs import NOTHING, outputs, rules_of_warnings
from triage.verify.diff.row_encoding import RowEncoding
from triage.verify.diff.rows import Flags
from triage.verify.diff.stored import Ints
from triage.verify.diff.version_product import Output, VersionProduct
from triage.verify.state_space import MOST_STEPS


@dataclass(frozen=True, slots=True)
class Kind:
    """So many rows that come out alike: what moves them, `None` where one has to be assessed."""

    row: int
    count: int
    movements: tuple[str, ...] | None


class RowGroups:
    """Compares rows of a stretch of time; `rows` are those of the coding that fit."""

    def __init__(self, both: VersionProduct, coding: RowEncoding, rows: Ints) -> None:
        self._both, self._coding, self._rows = both, coding, rows
        self._differing = [
            each
            for each in chain(outputs(both), rules_of_warnings(both))
            if _may_differ(both, each.nodes)
        ]
        self._walks = ColumnarWalk(both, [each.nodes for each in self._differing])

    def kinds(self) -> Iterator[Kind]:
        """Yield the kinds of rows that move, and those that cannot be told."""
        kind_of, first = alike(self._walks.read(self._coding, self._rows), len(self._rows))
        came_to = self._walks.follow(self._coding, self._rows[first])
        is_open = np.zeros(len(first), dtype=bool)
        for before, after in came_to:
            is_open |= (before <= OPEN) | (after <= OPEN)
        yield from self._closed(
            first, np.bincount(kind_of, minlength=len(first)), came_to, ~is_open
        )
        yield from self._open(self._rows[is_open[kind_of]])

    def _closed(
        self, first: Ints, many: Ints, came_to: Sequence[tuple[Ints, Ints]], closed: Flags
    ) -> Iterator[Kind]:
        moving = np.zeros(len(first), dtype=bool)
        for before, after in came_to:
            moving |= closed & (before != after)
        for kind in np.flatnonzero(moving):
            names = tuple(
                f"{each.name}: {each.values[before[kind]]} -> {each.values[after[kind]]}"
                for each, (before, after) in zip(self._differing, came_to, strict=True)
                if before[kind] != after[kind]
            )
            yield Kind(int(self._rows[first[kind]]), int(many[kind]), names)

    def _open(self, rows: Ints) -> Iterator[Kind]:
        if not len(rows):
            return
        levels, bearing = self._coding.bearing(self._walks.levels)
        group, example = alike([each[rows] for each in bearing], len(rows))
        chosen = rows[example]
        known = zip(*(self._coding.known(side, chosen, levels) for side in (OLD, NEW)), strict=True)
        many = np.bincount(group, minlength=len(example))
        for row, count, classes in zip(chosen, many, known, strict=True):
            yield Kind(int(row), int(count), self._explored(int(row), classes))

    def _explored(
        self, row: int, known: tuple[list[int | None], list[int | None]]
    ) -> tuple[str, ...] | None:
        try:
            before, after = self._joints(row, known)
            came_to = [
                (
                    each.name,
                    _either(each.values, before.terminals(each.nodes[OLD])),
                    _either(each.values, after.terminals(each.nodes[NEW])),
                )
                for each in self._differing
            ]
        except (LimitReached, NoCompletion):
            return None
        return tuple(f"{output}: {was} -> {is_}" for output, was, is_ in came_to if was != is_)

    def _joints(
        self, row: int, known: tuple[list[int | None], list[int | None]]
    ) -> tuple[Product, Product]:
        """Return what explores a row in either version: the same where they conclude the same."""
        old, new = self._both.old.decisions, self._both.new.decisions
        demands = [self._coding.demands(side, row) for side in (OLD, NEW)]
        before = Product(old, known[OLD], demands[OLD], MOST_STEPS)
        alike_ = known[OLD] == known[NEW] and set(demands[OLD]) == set(demands[NEW])
        if alike_ and old.typology_is == new.typology_is:
            return before, before
        return before, Product(new, known[NEW], demands[NEW], MOST_STEPS)


def _either(values: Sequence[str], terminals: int) -> str:
    """Say what is possible, in the order outcomes have."""
    return " or ".join(sorted((values[each] for each in bits(terminals)), key=_by_size))


def _by_size(value: str) -> tuple[bool, int, str]:
    return value != NOTHING, int(value) if value.isdigit() else 0, value


def _may_differ(both: VersionProduct, output: Output) -> bool:
    """Say whether an output is another function of answers, be it because the typology is."""
    old, new = both.old, both.new
    reading = any(both.diagrams.level_of[node] == TYPOLOGY for node in output)
    moved = old.decisions.typology_is != new.decisions.typology_is
    return output[0] != output[1] or (reading and moved)
