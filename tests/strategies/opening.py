"""Which questions of a completion are left open, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence

from tests.strategies.completion import Drawn
from tests.strategies.drawing import Draw
from tests.strategies.places import Path, StateSpace
from tests.strategies.shape import COLLECTIONS, Subject
from tests.strategies.truth import ABSENT

Opened = dict[Path, str | None]
"""Paths left open: not answered at all, or as `unknown` or `declined`."""


COMMON = (None, None, "unknown", "declined")


class Opening:
    """Draws what is left open, about `percent` of the questions in a hundred.

    A question that a table fills may be left out whatever the percentage. One answered otherwise
    than the table would have it stays, or the table would speak.
    """

    def __init__(self, draw: Draw, whole: StateSpace, drawn: Drawn, percent: int) -> None:
        self.paths: Opened = {}
        self._draw = draw
        self._whole = whole
        self._drawn = drawn
        self._percent = percent
        for asked in whole.shape.questions.values():
            if whole.value(asked.name) is not ABSENT:
                self._consider(asked)

    def _consider(self, asked: Subject) -> None:
        if asked.kind not in COLLECTIONS:
            self._one(asked, (asked.name,))
        elif self._draw.boolean(self._percent * 2 // 5):
            self._collection(asked)
        else:
            for part in self._whole.parts(asked.name):
                self._part(asked, part.key)

    def _collection(self, asked: Subject) -> None:
        """Leave a whole list or grid open; a grid may also be answered with nothing in it."""
        if asked.kind == "grid" and self._draw.boolean(25):
            self.paths |= {(asked.name, row): None for row in asked.rows}
        else:
            self._leave((asked.name,), (None, "unknown", "declined"))

    def _part(self, asked: Subject, key: str | int) -> None:
        if asked.kind == "grid" and self._draw.boolean(self._percent // 3):
            self._leave((asked.name, key), (None, "unknown", "declined"))
            return
        for inner in asked.item.values():
            path = (asked.name, key, inner.name)
            if self._whole.values[path] is not ABSENT:
                self._one(inner, path)

    def _one(self, asked: Subject, path: Path) -> None:
        owner = str(path[0]) if len(path) > 1 else ""
        percent = self._percent
        if asked.kind == "text" or (owner, asked.name) in self._whole.shape.stated:
            percent = 50
        if self._is_told(path):
            percent = 60
        if path not in self._drawn.overridden and self._draw.boolean(percent):
            self._leave(path)

    def _is_told(self, path: Path) -> bool:
        """Say whether a table speaks for a question: its lookup then applies too."""
        if path not in self._drawn.filled:
            return False
        owner = str(path[0]) if len(path) > 1 else ""
        lookup, _ = self._whole.shape.fills[owner, str(path[-1])]
        return self._whole.values[*path[:-1], lookup] is not ABSENT

    def _leave(self, path: Path, how: Sequence[str | None] = COMMON) -> None:
        self.paths[path] = self._draw.choice(how)

    def close_some(self) -> None:
        """Answer some of what is open after all, more often where much can be answered."""
        for path in list(self.paths):
            if not self._is_told(path) and self._draw.boolean(50 if self._is_large(path) else 25):
                del self.paths[path]

    def _is_large(self, path: Path) -> bool:
        asked = self._whole.shape.questions[str(path[0])]
        if len(path) == 3:
            asked = asked.item[str(path[2])]
        return asked.kind in (*COLLECTIONS, "date")
