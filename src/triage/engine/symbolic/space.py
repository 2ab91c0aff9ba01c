"""The partitioned space: every answer that rules read, in classes no rule tells apart (4.5).

A space is made for a day: either of all answers, or with the answers of one assessment put in,
each of which is then the only class there is. An answer that overrides a finding, and the length of
a list no rule asks about, are never open; they have a class of their own for being silent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from triage.engine.symbolic.partition import Cuts
from triage.program.program import Program, Role, Variable
from triage.program.encoding import Coded
from triage.model.question import Subset

SILENT = None
"""The code of an answer that does not speak."""

TYPOLOGY = 0
"""The place of the typology, which rules may read as they read an answer."""


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
        cuts: Cuts,
        as_of: date,
        known: Mapping[int, int] | None = None,
        ranks: Sequence[float] | None = None,
    ) -> None:
        self._cuts = cuts
        order = sorted(
            (each for each in program.variables if each.role is Role.READ or cuts.read(each.index)),
            key=lambda each: ("." in each.path, ranks[each.index] if ranks else 0, each.index),
        )
        self.places = {each.index: place for place, each in enumerate(order, start=1)}
        """The place of each variable, by its index."""
        self.variables = order
        typologies = 1 if program.typology is None else len(program.typology.values)
        self._codes: list[tuple[int | None, ...]] = [tuple(range(typologies))]
        points: dict[frozenset[int], frozenset[int]] = {}
        for each in order:
            self._codes.append(self._classes(each, as_of, known, points))
        self._edges = [tuple(code for code in codes if code is not SILENT) for codes in self._codes]
        self.sizes = [len(codes) for codes in self._codes]
        self.weights = [[1.0], *(self._weights(program, each, as_of) for each in order)]
        """How much of all values of an answer each class holds; the kinds of a set count alike."""

    def _weights(self, program: Program, variable: Variable, as_of: date) -> list[float]:
        codes = self.codes(variable.index)
        if isinstance(variable.domain, Subset) or SILENT in codes:
            return [1 / len(codes)] * len(codes)
        held = self.held(program, variable, as_of)
        return [each / sum(held) for each in held]

    def held(self, program: Program, variable: Variable, as_of: date) -> list[int]:
        """Give how many values each class holds, saying nothing being one."""
        codes = self.codes(variable.index)
        if isinstance(variable.domain, Subset):
            return self._cuts.subsets_held(variable)
        _, high = program.bounds(variable, as_of)
        edges = [*(code for code in codes if code is not SILENT), high + 1]
        silent = [1] * (SILENT in codes)
        return silent + [after - first for first, after in pairwise(edges)]

    def _classes(
        self,
        variable: Variable,
        as_of: date,
        known: Mapping[int, int] | None,
        points: dict[frozenset[int], frozenset[int]],
    ) -> tuple[int | None, ...]:
        never_open = variable.role is not Role.READ
        if known is not None and (never_open or variable.index in known):
            return (known.get(variable.index, SILENT),)
        if known is None:
            codes = self._cuts.all_values(variable, as_of)
        else:
            codes = self._cuts.values(variable, as_of, known, points)
        return (SILENT, *codes) if never_open else tuple(codes)

    def codes(self, index: int) -> tuple[int | None, ...]:
        """Give one code of each class of a variable."""
        return self._codes[self.places[index]]

    def known(self, coded: Coded) -> list[int | None]:
        """Give the class of each answer of an assessment, `None` where it is open."""
        classes: list[int | None] = [None] * len(self._codes)
        for variable, place in zip(self.variables, self.places.values(), strict=True):
            code = coded.given.get(variable.index, coded.filled.get(variable.index))
            if code is not None:
                classes[place] = self.class_of(variable, code)
            elif variable.role is not Role.READ:
                classes[place] = 0  # silent
        return classes

    def nearest(self, variable: Variable, class_: int, code: int | None) -> int:
        """Give a code of a class, the nearest to another where that is ordered or a set."""
        codes = self.codes(variable.index)
        first = codes[class_]
        assert first is not SILENT
        if code is None:
            return first
        if isinstance(variable.domain, Subset):
            one_off = (code ^ 1 << bit for bit in range(variable.high.bit_length()))
            near = (mask for mask in one_off if self._cuts.subset_class(variable, mask) == class_)
            return next(near, first)
        after = [each for each in codes[class_ + 1 :] if each is not SILENT]
        last = after[0] - 1 if after else code
        return max(first, min(code, last))

    def edges_on(self, variable: Variable, as_of: date) -> list[int]:
        """Give the first code of each class of a date as it is on another day, silence left out."""
        return self._cuts.all_values(variable, as_of)

    def class_of(self, variable: Variable, code: int) -> int:
        """Give the class a code belongs to."""
        place = self.places[variable.index]
        if self.sizes[place] == 1:
            return 0
        if isinstance(variable.domain, Subset):
            return self._cuts.subset_class(variable, code)
        edges = self._edges[place]
        return bisect_right(edges, code) - 1 + self.sizes[place] - len(edges)
