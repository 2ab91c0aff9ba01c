"""Answers as somebody may write them: yes as a word or as true, grids with and without `rest`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.strategies.drawing import Draw
from tests.strategies.opening import Opened
from tests.strategies.places import Path
from tests.strategies.shape import Shape, Subject
from tests.strategies.truth import ABSENT


class Speller:
    """Writes values by path as answers."""

    def __init__(self, draw: Draw, shape: Shape, values: Mapping[Path, Any]) -> None:
        self._draw = draw
        self._shape = shape
        self._values = values

    def answers(self, opened: Opened) -> dict[str, Any]:
        """Write all answers but those left open."""
        drawn: dict[str, Any] = {}
        for name, asked in self._shape.questions.items():
            path = (name,)
            if path in opened:
                if opened[path] is not None:
                    drawn[name] = opened[path]
            elif self._values.get(path, ABSENT) is not ABSENT:
                drawn[name] = self._answer(asked, path, opened)
        return drawn

    def _answer(self, asked: Subject, path: Path, opened: Opened) -> Any:
        value = self._values[path]
        if asked.kind == "list":
            return [self._item(asked, (*path, place), opened) for place in range(value)]
        if asked.kind == "grid":
            return self._grid(asked, path, opened)
        return self._plain(asked, value)

    def _item(self, asked: Subject, path: Path, opened: Opened) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        for name, inner in asked.item.items():
            cell = (*path, name)
            if cell in opened:
                if opened[cell] is not None:
                    drawn[name] = opened[cell]
            elif self._values.get(cell, ABSENT) is not ABSENT:
                drawn[name] = self._plain(inner, self._values[cell])
        return drawn

    def _grid(self, asked: Subject, path: Path, opened: Opened) -> dict[str, Any]:
        rows: dict[str, Any] = {}
        for row in asked.rows:
            if (*path, row) not in opened:
                rows[row] = self._item(asked, (*path, row), opened)
            elif opened[*path, row] is not None:
                rows[row] = opened[*path, row]
        return self._with_rest(rows) if len(rows) == len(asked.rows) else self._lean(rows)

    def _with_rest(self, rows: dict[str, Any]) -> dict[str, Any]:
        """Say the same of several rows at once, where the same is to be said of them."""
        said = rows[self._draw.choice(list(rows))]
        alike = [row for row, its in rows.items() if its == said]
        if not self._draw.boolean(75 if len(alike) > 1 else 15):
            return self._lean(rows)
        return {row: its for row, its in rows.items() if row not in alike} | {"rest": said}

    def _lean(self, rows: dict[str, Any]) -> dict[str, Any]:
        """Leave out rows of which nothing is said, now and then."""
        return {row: its for row, its in rows.items() if its or self._draw.boolean()}

    def _plain(self, asked: Subject, value: Any) -> Any:
        if asked.kind == "yes_no" and self._draw.boolean(25):
            return value == "yes"
        if asked.kind == "date" and self._draw.boolean(5):
            return date.fromisoformat(value)
        return list(value) if asked.kind == "set" else value
