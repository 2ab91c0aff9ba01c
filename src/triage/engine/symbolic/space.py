"""The partitioned space: every answer that rules read, in classes no rule tells apart (4.5).

A space is made for a day: either of all answers, or with the answers of one assessment put in,
each of which is then the only class there is. An answer that overrides a finding, and the length of
a list no rule asks about, are never open; they have a class of their own for being not_given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import pairwise

from triage.engine.symbolic.partition import Partition
from triage.model.question import Dates, Subset
from triage.program.encoding import Coded
from triage.program.program import Program, Role, Variable

NOT_GIVEN = None
"""The code of an answer that does not speak."""

TYPOLOGY = 0
"""The level of the typology, which rules may read as they read an answer."""


class Space:
    """Answers in the order they are asked, with one code for each class of their values.

    Answers at the top come first: items and rows are compared with them, and are then explored one
    after another. Among them the order is that of the file, or that of `ranks`, by index. Place 0
    is the typology. Immutable, and may be shared by threads.

    Raises:
        LimitReached: a set question has too many classes.
        TooWide: of all answers, and some are compared whose values are too many.
    """

    def __init__(
        self,
        program: Program,
        partition: Partition,
        as_of: date,
        known: Mapping[int, int] | None = None,
        ranks: Sequence[float] | None = None,
    ) -> None:
        self._partition = partition
        order = sorted(
            (
                each
                for each in program.variables
                if each.role is Role.READ or partition.read(each.index)
            ),
            key=lambda each: (
                each.path.element is not None,
                ranks[each.index] if ranks else 0,
                each.index,
            ),
        )
        self.levels = {each.index: level for level, each in enumerate(order, start=1)}
        """The level of each variable, by its index."""
        self.variables = order
        typologies = 1 if program.typology is None else len(program.typology.values)
        self._codes: list[tuple[int | None, ...]] = [tuple(range(typologies))]
        points: dict[frozenset[int], frozenset[int]] = {}
        for each in order:
            self._codes.append(self._classes(each, as_of, known, points))
        self._edges = list(map(_given, self._codes))
        self.sizes = [len(codes) for codes in self._codes]
        self.weights = [[1.0], *(self._weights(program, each, as_of) for each in order)]
        """How much of all values of an answer each class holds; the kinds of a set count alike."""

    def on(self, program: Program, as_of: date) -> Space:
        """Return the space of all answers on another day that makes the same of dates."""
        there = copy(self)
        there._codes, there._edges = [*self._codes], [*self._edges]
        there.weights = [*self.weights]
        for each in self.variables:
            if isinstance(each.domain, Dates):
                level = self.levels[each.index]
                there._codes[level] = codes = self._classes(each, as_of, None, {})
                there._edges[level] = _given(codes)
                there.weights[level] = there._weights(program, each, as_of)
        return there

    def _weights(self, program: Program, variable: Variable, as_of: date) -> list[float]:
        codes = self.codes(variable.index)
        if isinstance(variable.domain, Subset) or NOT_GIVEN in codes:
            return [1 / len(codes)] * len(codes)
        held = self.held(program, variable, as_of)
        return [each / sum(held) for each in held]

    def held(self, program: Program, variable: Variable, as_of: date) -> list[int]:
        """Return how many values each class holds; not to have stated anything is one.

        A list no rule asks about has some length: saying nothing of that is no way to answer.
        """
        codes = self.codes(variable.index)
        if isinstance(variable.domain, Subset):
            return self._partition.subsets_held(variable)
        _, high = program.bounds(variable, as_of)
        edges = [*(code for code in codes if code is not NOT_GIVEN), high + 1]
        not_given = [int(variable.role is Role.STATED)] * (NOT_GIVEN in codes)
        return not_given + [after - first for first, after in pairwise(edges)]

    def _classes(
        self,
        variable: Variable,
        as_of: date,
        known: Mapping[int, int] | None,
        points: dict[frozenset[int], frozenset[int]],
    ) -> tuple[int | None, ...]:
        never_open = variable.role is not Role.READ
        if known is not None and (never_open or variable.index in known):
            return (known.get(variable.index, NOT_GIVEN),)
        if known is None:
            codes = self._partition.all_values(variable, as_of)
        else:
            codes = self._partition.values(variable, as_of, known, points)
        return (NOT_GIVEN, *codes) if never_open else tuple(codes)

    def codes(self, index: int) -> tuple[int | None, ...]:
        """Return one code of each class of a variable."""
        return self._codes[self.levels[index]]

    def shown(self, variable: Variable, class_: int) -> int | None:
        """Return a code of a class to show it by: of the earliest days the last, else the first.

        A day beside one that rules tell apart says more than the earliest that may be answered,
        which makes a person a hundred years old.
        """
        codes = self.codes(variable.index)
        earliest, *later = self._edges[self.levels[variable.index]]
        if isinstance(variable.domain, Dates) and later and codes[class_] == earliest:
            return later[0] - 1
        return codes[class_]

    def known(self, coded: Coded) -> list[int | None]:
        """Return the class of each answer of an assessment, `None` where it is open."""
        classes: list[int | None] = [None] * len(self._codes)
        for variable, level in zip(self.variables, self.levels.values(), strict=True):
            code = coded.given.get(variable.index, coded.filled.get(variable.index))
            if code is not None:
                classes[level] = self.class_of(variable, code)
            elif variable.role is not Role.READ:
                classes[level] = 0  # not_given
        return classes

    def nearest(self, variable: Variable, class_: int, code: int | None) -> int:
        """Return a code of a class, the nearest to another where that is ordered or a set."""
        codes = self.codes(variable.index)
        first = codes[class_]
        assert first is not NOT_GIVEN
        if code is None:
            return first
        if isinstance(variable.domain, Subset):
            one_off = (code ^ 1 << bit for bit in range(variable.high.bit_length()))
            near = (
                mask for mask in one_off if self._partition.subset_class(variable, mask) == class_
            )
            return next(near, first)
        after = [each for each in codes[class_ + 1 :] if each is not NOT_GIVEN]
        last = after[0] - 1 if after else code
        return max(first, min(code, last))

    def codes_of(self, variable: Variable, class_: int) -> range:
        """Return all codes of a class, of an answer whose values are in a row."""
        codes = self.codes(variable.index)
        first = codes[class_]
        assert first is not NOT_GIVEN
        after = [each for each in codes[class_ + 1 :] if each is not NOT_GIVEN]
        return range(first, after[0] if after else variable.high + 1)

    def edges_on(self, variable: Variable, as_of: date) -> list[int]:
        """Return the first code of each class of a date, as they are on another day."""
        return self._partition.all_values(variable, as_of)

    def class_of(self, variable: Variable, code: int) -> int:
        """Return the class a code belongs to."""
        level = self.levels[variable.index]
        if self.sizes[level] == 1:
            return 0
        edges = self._edges[level]
        first = self.sizes[level] - len(edges)  # that of being not_given is before it
        if isinstance(variable.domain, Subset):
            return first + self._partition.subset_class(variable, code)
        return first + bisect_right(edges, code) - 1


def _given(codes: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(code for code in codes if code is not NOT_GIVEN)
