"""Reference tables, the lookups that read them, and the questions they fill."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

from tests.strategies.conditions import asked_when
from tests.strategies.drawing import Draw, some_of
from tests.strategies.questions import fillable
from tests.strategies.rightsides import Scope
from tests.strategies.shape import Document, Subject, domain, subject
from tests.strategies.sketch import Sketch

KEYS = ("cook", "driver", "clerk")


def add_tables(sketch: Sketch) -> None:
    """Draw lookups beside some questions, with the tables that fill these."""
    questions = sketch.document["questions"]
    for name, body in list(questions.items()):
        if "item" in body and not _has_lookup(body["item"]) and sketch.draw.boolean(45):
            _add_lookup(sketch, body["item"], _scope_inside(sketch, name))
            _copy_to_twins(questions, name)
    if sketch.draw.boolean(30):
        _add_lookup(sketch, questions, sketch.scope())
        if sketch.draw.boolean(20):
            _add_lookup(sketch, questions, sketch.scope())


def _scope_inside(sketch: Sketch, collection: str) -> Scope:
    """Return what a lookup in an item may depend on: siblings, and what precedes the list."""
    names = [its.name for its in sketch.questions]
    scope = sketch.scope()
    place = names.index(collection)
    return replace(scope.within(scope.top[place]), top=scope.top[:place])


def _has_lookup(siblings: dict[str, Document]) -> bool:
    return any(body["kind"] == "lookup" for body in siblings.values())


def _copy_to_twins(questions: dict[str, Document], name: str) -> None:
    """Let a list that asks the same as another one look up in the same table."""
    ours = questions[name]["item"]
    lookup = next(its for its, body in ours.items() if body["kind"] == "lookup")
    asked = {its: body for its, body in ours.items() if its != lookup}
    for body in questions.values():
        if body.get("item") == asked and body["kind"] == questions[name]["kind"]:
            body["item"][lookup] = copy.deepcopy(ours[lookup])


def _add_lookup(sketch: Sketch, siblings: dict[str, Document], scope: Scope) -> None:
    draw, top = sketch.draw, sketch.document["questions"]
    tables = sketch.document.setdefault("tables", {})
    taken = {column for its in tables.values() for column in its.get("columns", ())}
    free = [column for column in fillable(siblings) if siblings is not top or column not in taken]
    columns = some_of(draw, free, 0, 3)
    name, table = sketch.name("lookup"), sketch.name("table")
    ours = columns[: draw.integer(0, 2)] if draw.boolean(70) else columns
    tables[table] = _table(sketch, siblings, ours)
    siblings[name] = {"kind": "lookup", "table": table}
    if (scope.top or scope.inner) and draw.boolean(20):
        siblings[name]["asked_when"] = asked_when(draw, scope)
    if len(ours) < len(columns) and draw.boolean(80):
        keyed = _table(sketch, siblings, columns[len(ours) :], list(tables[table]["rows"]))
        tables[sketch.name("table")] = {"key": name, **keyed}


def _table(
    sketch: Sketch,
    siblings: dict[str, Document],
    columns: list[str],
    keys: list[str] | None = None,
) -> Document:
    draw = sketch.draw
    questions = sketch.document["questions"]
    filled = [subject(name, siblings[name], questions) for name in columns]
    texts = ["path"] if draw.boolean(20) else []
    drawn: Document = {"columns": columns} if columns or draw.boolean() else {}
    if texts:
        drawn["info"] = texts
    rows = some_of(draw, keys or KEYS, 1 if keys else 2, 3)
    drawn["rows"] = {key: row(draw, key, filled, texts, sketch.near) for key in rows}
    return drawn


def row(draw: Draw, key: str, filled: list[Subject], texts: list[str], near: date) -> Document:
    """Draw a row of a table: a cell or none for each question it fills, and texts."""
    drawn: Document = {its.name: _cell(draw, its, near) for its in filled if draw.boolean(80)}
    if draw.boolean(60):
        drawn["label"] = key.title()
    if draw.boolean(20):
        drawn["code"] = "0120"
    return drawn | dict.fromkeys(texts, "Uddannelse")


def _cell(draw: Draw, filled: Subject, near: date) -> Any:
    return None if draw.boolean(10) else draw.choice(domain(filled, near))
