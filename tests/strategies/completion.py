"""One completion of an assessment: every question that applies has a value (section 4.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.strategies.drawing import Draw, some_of
from tests.strategies.places import Path, StateSpace
from tests.strategies.shape import Shape, Subject, bounds


class Drawn:
    """Draws the value of every question that applies.

    `filled` are the questions that took their value from a table, `overridden` those answered
    otherwise than the table would have it.
    """

    def __init__(self, draw: Draw, shape: Shape, as_of: date) -> None:
        self.filled: set[Path] = set()
        self.overridden: set[Path] = set()
        self._draw = draw
        self._shape = shape
        self._as_of = as_of
        self._keys: dict[Path, str] = {}

    def given(self, path: Path) -> Any:  # noqa: ARG002  nothing is given yet
        return None

    def value(self, asked: Subject, path: Path) -> Any:
        if asked.kind == "lookup":
            return self._key(asked, path)
        owner = str(path[0]) if len(path) > 1 else ""
        cell = self._cell(owner, path)
        if cell is not None and self._draw.boolean(60):
            self.filled.add(path)
            return cell
        if cell is not None:
            self.overridden.add(path)
        return value(self._draw, asked, self._as_of)

    def _key(self, lookup: Subject, path: Path) -> str:
        """Draw the key of a lookup; drawn before its siblings even where it will not apply."""
        if path not in self._keys:
            rows = list(self._shape.tables[lookup.table]["rows"])
            self._keys[path] = self._draw.choice(rows)
        return self._keys[path]

    def _cell(self, owner: str, path: Path) -> Any:
        if (owner, str(path[-1])) not in self._shape.fills:
            return None
        lookup, table = self._shape.fills[owner, str(path[-1])]
        asked = self._shape.item(owner)[lookup]
        key = self._key(asked, (*path[:-1], lookup))
        return self._shape.tables[table]["rows"].get(key, {}).get(path[-1])


def value(draw: Draw, asked: Subject, as_of: date) -> Any:
    """Draw a value of a question: of a list its length, of a grid nothing."""
    if asked.kind in ("number", "list"):
        return draw.integer(asked.low, asked.high)
    if asked.kind == "date":
        return _day(draw, asked, as_of).isoformat()
    if asked.kind == "set":
        return some_of(draw, asked.values, 0, len(asked.values))
    if asked.kind == "text":
        return "Noget, nogen har sagt"
    return draw.choice(asked.values) if asked.kind != "grid" else ()


def _day(draw: Draw, asked: Subject, as_of: date) -> date:
    """Draw a day: the first or last, the day in hand or its neighbour in a month, or any."""
    first, last = bounds(asked, as_of)
    form = draw.choice(("any", "any", "first", "last", "same day"))
    if form == "first":
        return first
    if form == "last":
        return last
    days = (last - first).days
    if form == "any":
        return first + timedelta(draw.integer(0, days))
    alike = [
        day
        for day in (first + timedelta(some) for some in range(days + 1))
        if abs(day.day - as_of.day) <= 1
    ]
    return draw.choice(alike or [last])


def complete(draw: Draw, shape: Shape, as_of: date) -> tuple[StateSpace, Drawn]:
    """Draw values for everything, consistent with when each question is asked."""
    source = Drawn(draw, shape, as_of)
    whole = StateSpace(shape, as_of, source)
    whole.settle()
    return whole, source
