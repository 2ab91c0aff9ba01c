"""What a document asks and finds, read just far enough to draw conditions and answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

Document = dict[str, Any]

COLLECTIONS = ("list", "grid")
UNTESTABLE = ("lookup", "text")


@dataclass(frozen=True, slots=True)
class Subject:
    """A question or finding as far as its tests and its answers need it.

    `source` is question, cell, finding, extreme, row or typology. `first` and `last` are ISO
    dates or `as_of`; `low` and `high` are the bounds of a number or of the length of a list.
    """

    name: str
    kind: str
    source: str = "question"
    values: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    first: str = ""
    last: str = ""
    rows: tuple[str, ...] = ()
    item: Mapping[str, Subject] = field(default_factory=dict)
    table: str = ""
    asked_when: Document | None = None

    def inside(self, name: str) -> Subject:
        """Return the same subject under another name, as one cell of a grid."""
        return replace(self, name=name, source="cell" if self.source == "question" else "finding")


def subject(name: str, body: Document, questions: Mapping[str, Document]) -> Subject:
    """Read one question."""
    values_of = body.get("values_of")
    return Subject(
        name=name,
        kind=body["kind"],
        values=_values(questions[values_of] if values_of else body),
        low=int(body.get("min", 0)) if body["kind"] in ("number", "list") else 0,
        high=int(body.get("max", 0)) if body["kind"] in ("number", "list") else 0,
        first=body.get("from", ""),
        last=body.get("to", ""),
        rows=tuple(body.get("rows", ())),
        item={inner: subject(inner, its, questions) for inner, its in body.get("item", {}).items()},
        table=body.get("table", ""),
        asked_when=None if body.get("any_time") else body.get("asked_when"),
    )


def _values(body: Document) -> tuple[str, ...]:
    return ("no", "yes") if body["kind"] == "yes_no" else tuple(body.get("values", ()))


@dataclass(frozen=True)
class Shape:
    """Everything a document asks, with the tables that fill it.

    `stated` and `fills` name an item's question by its list or grid and its own name, a question
    at the top by `""` and its name. `fills` gives the lookup and the table behind a question.
    """

    questions: Mapping[str, Subject]
    parameters: Mapping[str, Any]
    tables: Mapping[str, Document]
    stated: frozenset[tuple[str, str]]
    fills: Mapping[tuple[str, str], tuple[str, str]]

    def item(self, owner: str) -> Mapping[str, Subject]:
        """Return the questions of a list or grid, or with `""` those at the top."""
        return self.questions[owner].item if owner else self.questions


def read(document: Document) -> Shape:
    """Read the shape of a whole document."""
    bodies: dict[str, Document] = document["questions"]
    questions = {name: subject(name, body, bodies) for name, body in bodies.items()}
    findings: dict[str, Document] = document.get("findings", {})
    tables: dict[str, Document] = document.get("tables", {})
    return Shape(
        questions=questions,
        parameters={name: its["value"] for name, its in document.get("parameters", {}).items()},
        tables=tables,
        stated=frozenset(
            (its.get("for_each", ""), its["unless_stated"])
            for its in findings.values()
            if "unless_stated" in its
        ),
        fills=_fills(questions, tables),
    )


def _fills(
    questions: Mapping[str, Subject], tables: Mapping[str, Document]
) -> dict[tuple[str, str], tuple[str, str]]:
    places: list[tuple[str, Mapping[str, Subject]]] = [("", questions)]
    places += [(name, its.item) for name, its in questions.items() if its.item]
    return {
        (owner, column): (lookup.name, table)
        for owner, siblings in places
        for lookup in siblings.values()
        if lookup.kind == "lookup"
        for table, its in tables.items()
        if lookup.table == table or its.get("key") == lookup.name
        for column in its.get("columns", ())
        if column in siblings
    }


def bounds(asked: Subject, as_of: date) -> tuple[date, date]:
    """Return the first and the last date a question allows on that day."""
    first, last = (
        as_of if end == "as_of" else date.fromisoformat(end) for end in (asked.first, asked.last)
    )
    return first, last


def domain(asked: Subject, as_of: date) -> list[Any]:
    """Return every answer to a question that is no list, grid, lookup or text."""
    if asked.kind == "number":
        return list(range(asked.low, asked.high + 1))
    if asked.kind == "date":
        first, last = bounds(asked, as_of)
        return [(first + timedelta(days)).isoformat() for days in range((last - first).days + 1)]
    if asked.kind == "set":
        return [
            [value for place, value in enumerate(asked.values) if bits >> place & 1]
            for bits in range(2 ** len(asked.values))
        ]
    return list(asked.values)


def size(asked: Subject, as_of: date) -> int:
    """Say how many answers there are, a question without a domain counting as one."""
    if asked.kind == "number":
        return asked.high - asked.low + 1
    if asked.kind == "date":
        first, last = bounds(asked, as_of)
        return max((last - first).days + 1, 0)
    if asked.kind == "set":
        return 1 << len(asked.values)
    return len(asked.values) or 1
