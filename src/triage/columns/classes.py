"""The classes of one answer in many rows, as bit planes that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from triage.columns.cells import Codes, Ints
from triage.columns.planes import Plane, bits, nowhere, packed

OPEN = -1
"""In place of a class: the answer is open."""

_FEW = 6
"""So many distinct answers are looked for one by one."""


class ByAnswer:
    """Classes of answers that are kept once each: `class_of` has them, and last that of none."""

    def __init__(self, codes: Codes, class_of: Ints) -> None:
        self._codes, self._class_of = codes, class_of

    def plane(self, class_: int) -> Plane:
        """Return the rows of a class."""
        answers = np.flatnonzero(self._class_of[:-1] == class_)
        if len(answers) > _FEW:
            return packed(self._every == class_)
        found = nowhere(len(self._codes))
        for each in answers:
            found |= packed(self._codes == each)
        return found

    def of(self, rows: Ints) -> Ints:
        """Return the class of each of some rows."""
        return self._class_of[self._codes[rows]]

    @cached_property
    def _every(self) -> Ints:
        return self._class_of[self._codes]


class ByNumber:
    """Classes of numbers or dates by where each begins, for all rows alike or row by row.

    INVARIANT: no number is below the first class.
    """

    def __init__(self, numbers: Ints, begins: Sequence[Ints | int]) -> None:
        self._numbers, self._begins = numbers, begins
        self._from: dict[int, Plane] = {}

    def plane(self, class_: int) -> Plane:
        """Return the rows of a class; anything where there is no number."""
        found = self._at_least(class_)
        return found & ~self._at_least(class_ + 1) if class_ + 1 < len(self._begins) else found

    def of(self, rows: Ints) -> Ints:
        """Return the class of each of some rows; anything where there is no number."""
        numbers = self._numbers[rows]
        begins = (each if isinstance(each, int) else each[rows] for each in self._begins)
        found = np.full(len(rows), -1, dtype=np.int64)
        for each in begins:
            found += numbers >= each
        return found

    def _at_least(self, class_: int) -> Plane:
        if class_ not in self._from:
            self._from[class_] = packed(self._numbers >= self._begins[class_])
        return self._from[class_]


class ByRow:
    """Classes that are there row by row."""

    def __init__(self, classes: Ints) -> None:
        self._classes = classes

    def plane(self, class_: int) -> Plane:
        """Return the rows of a class."""
        return packed(self._classes == class_)

    def of(self, rows: Ints) -> Ints:
        """Return the class of each of some rows."""
        return self._classes[rows]


Classes = ByAnswer | ByNumber | ByRow


class Classed:
    """The answer at one level in all rows: its `classes`, and where it is `known`.

    Where `stands_for_none`, class 0 is that of an answer that was not given, such as a finding
    nobody stated; else an answer that is not known is open.
    """

    def __init__(
        self, size: int, known: Plane, classes: Classes | None, stands_for_none: bool
    ) -> None:
        self._every = range(stands_for_none, size)
        self._known, self._classes, self._none = known, classes, stands_for_none
        self._planes: dict[int, Plane] = {}
        self._selected: dict[frozenset[int], Plane] = {}

    def select(self, classes: frozenset[int]) -> Plane:
        """Return the rows whose answer may be of one of some classes."""
        if classes not in self._selected:
            self._selected[classes] = self._select(classes)
        return self._selected[classes]

    def of(self, rows: Ints) -> Ints:
        """Return the class of each of some rows, `OPEN` where the answer is open."""
        nothing = 0 if self._none else OPEN
        if self._classes is None:
            return np.full(len(rows), nothing, dtype=np.int64)
        return np.where(bits(self._known, rows), self._classes.of(rows) + self._none, nothing)

    def _select(self, classes: frozenset[int]) -> Plane:
        wanted = [each for each in self._every if each in classes]
        others = [each for each in self._every if each not in classes]
        unknown = not self._none or 0 in classes
        if unknown and len(others) <= len(wanted):
            return ~self._any(others)
        return self._any(wanted) | ~self._known if unknown else self._any(wanted)

    def _any(self, classes: Sequence[int]) -> Plane:
        found = np.zeros_like(self._known)
        for each in classes:
            found |= self._plane(each)
        return found

    def _plane(self, class_: int) -> Plane:
        if class_ not in self._planes:
            rows = (
                self._known if self._classes is None else self._classes.plane(class_ - self._none)
            )
            self._planes[class_] = rows & self._known
        return self._planes[class_]
