"""What the names in the conditions of a whole document stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.strategies.shape import Document, Shape, Subject


@dataclass(frozen=True)
class Names:
    """The names in reach of a condition, those of the item or row in hand first."""

    top: Mapping[str, Subject]
    each: Mapping[str, Mapping[str, Subject]]
    collection: str = ""

    def within(self, collection: str) -> Names:
        """Return the names in reach in an item of that list or a row of that grid."""
        return Names(self.top, self.each, collection)

    @property
    def inner(self) -> Mapping[str, Subject]:
        """The names of the item or row in hand."""
        return self.each[self.collection] if self.collection else {}

    def subject(self, name: str) -> Subject:
        """Return what a name stands for; for a cell, the question or finding of its name."""
        if "." in name:
            grid, _, inner = name.split(".")
            return self.each[grid][inner].inside(name)
        return self.inner.get(name) or self.top[name]


def names(document: Document, shape: Shape) -> Names:
    """Read all names of a document that conditions may test."""
    top = dict(shape.questions)
    each: dict[str, dict[str, Subject]] = {}
    for name, its in shape.questions.items():
        if its.item:
            each[name] = dict(its.item)
        if its.rows:
            each[name]["row"] = Subject("row", "row", "row", values=its.rows)
    findings: dict[str, Document] = document.get("findings", {})
    for name, body in findings.items():
        found = _finding(name, body)
        if "for_each" in body:
            each[body["for_each"]][name] = found
        else:
            top[name] = found
    if "typologies" in document:
        values = tuple(document["typologies"]["values"])
        top["typology"] = Subject("typology", "typology", "typology", values=values)
    return Names(top, each)


def _finding(name: str, body: Mapping[str, Any]) -> Subject:
    if "when" in body:
        return Subject(name, "yes_no", "finding", values=("no", "yes"))
    source = "finding" if "values" in body else "extreme"
    return Subject(name, "scale", source, values=tuple(body.get("values", ())))
