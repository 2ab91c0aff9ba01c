"""Questions with values: from a draw that completes an assessment, or from answers given.

A path names a question: `("age",)` at the top, `("goals", 0, "title")` in an item,
`("barriers", "health", "weight")` in a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from tests.strategies.shape import COLLECTIONS, Shape, Subject
from tests.strategies.truth import ABSENT, Place, holds

Path = tuple[str | int, ...]


class Source(Protocol):
    """Where values come from. The value of a list is its length, that of a grid is nothing."""

    def given(self, path: Path) -> Any:
        """Return the value that stands whether or not the question applies, or `None`."""

    def value(self, asked: Subject, path: Path) -> Any:
        """Return the value of a question that applies."""


class StateSpace:
    """All questions at the top, as a place where conditions stand."""

    def __init__(self, shape: Shape, as_of: date, source: Source) -> None:
        self.shape = shape
        self.parameters: Mapping[str, Any] = shape.parameters
        self.as_of = as_of
        self.source = source
        self.values: dict[Path, Any] = {}
        self._elements: dict[str, list[Part]] = {}

    def subject(self, name: str) -> Subject:
        if "." in name:
            grid, _, inner = name.split(".")
            return self.shape.questions[grid].item[inner]
        return self.shape.questions[name]

    def value(self, name: str) -> Any:
        if "." in name:
            grid, row, inner = name.split(".")
            if self.value(grid) is ABSENT:
                return ABSENT
            place = self.shape.questions[grid].rows.index(row)
            return self.parts(grid)[place].value(inner)
        return self.settled(self.shape.questions[name], (name,), self)

    def settled(self, asked: Subject, path: Path, place: Place) -> Any:
        """Return the value at a path, found when it is first wanted."""
        if path in self.values:
            return self.values[path]
        value = self.source.given(path)
        if value is None:
            applies = asked.asked_when is None or holds(asked.asked_when, place)
            value = self.source.value(asked, path) if applies else ABSENT
        self.values[path] = value
        return value

    def elements(self, name: str) -> list[Place]:
        return list(self.parts(name))

    def parts(self, name: str) -> list[Part]:
        """Return the items of a list or the rows of a grid."""
        if name not in self._elements:
            asked, value = self.shape.questions[name], self.value(name)
            keys = asked.rows or (range(value) if value is not ABSENT else ())
            self._elements[name] = [Part(self, asked, key) for key in keys]
        return self._elements[name]

    def settle(self) -> None:
        """Find the value of every question there is."""
        for name, asked in self.shape.questions.items():
            if self.value(name) is not ABSENT and asked.kind in COLLECTIONS:
                for part in self.parts(name):
                    for inner in asked.item:
                        part.value(inner)


class Part:
    """One item of a list or row of a grid; names not of its own are looked for at the top."""

    def __init__(self, whole: StateSpace, collection: Subject, key: str | int) -> None:
        self.whole = whole
        self.collection = collection
        self.key = key
        self.parameters = whole.parameters
        self.as_of = whole.as_of

    def subject(self, name: str) -> Subject:
        if name == "row":
            return Subject("row", "row", "row", values=self.collection.rows)
        return self.collection.item.get(name) or self.whole.subject(name)

    def value(self, name: str) -> Any:
        if name == "row":
            return self.key
        if name in self.collection.item:
            path = (self.collection.name, self.key, name)
            return self.whole.settled(self.collection.item[name], path, self)
        return self.whole.value(name)

    def elements(self, name: str) -> list[Place]:
        return self.whole.elements(name)
