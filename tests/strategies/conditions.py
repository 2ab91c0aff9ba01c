"""Conditions over everything a rule may test (rulebook language, section 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.strategies import rightsides
from tests.strategies.drawing import Draw
from tests.strategies.rightsides import Scope, count_entries, number_test
from tests.strategies.shape import COLLECTIONS, Document, Subject

ENTRIES = ("test",) * 12 + ("any", "any", "any", "not", "not", "all")
DISTINCT = ("choice", "scale", "yes_no", "number")

Condition = dict[str, Any]


def condition(draw: Draw, scope: Scope, depth: int = 2) -> Condition:
    """Draw a condition on what the scope names: one to three entries that must all hold."""
    drawn: Condition = {}
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3) if depth > 1 else (1, 1, 1, 2))):
        form = draw.choice(ENTRIES) if depth > 0 else "test"
        if form == "test":
            name, right = entry(draw, scope, depth)
            drawn[name] = right
        elif form == "not":
            drawn["not"] = condition(draw, scope, depth - 1)
        else:
            drawn[form] = [
                condition(draw, scope, depth - 1) for _ in range(draw.choice((1, 2, 2, 3)))
            ]
    return drawn


def entry(draw: Draw, scope: Scope, depth: int = 1) -> tuple[str, Any]:
    """Draw something to test, and the test."""
    subject = picked(draw, scope)
    return subject.name, right_side(draw, subject, scope, depth)


def picked(draw: Draw, scope: Scope) -> Subject:
    """Draw something to test: a name in scope, or one cell of a grid in scope."""
    inner = scope.inner and (not scope.top or draw.boolean(65))
    subject = draw.choice(scope.inner if inner else scope.top)
    if subject.kind == "grid" and draw.boolean(65):
        return _cell(draw, subject, scope)
    return subject


def _cell(draw: Draw, grid: Subject, scope: Scope) -> Subject:
    inner = [its for its in scope.within(grid).inner if its.source != "row"]
    if not inner:
        return grid
    cell = draw.choice(inner)
    return cell.inside(f"{grid.name}.{draw.choice(grid.rows)}.{cell.name}")


def right_side(draw: Draw, subject: Subject, scope: Scope, depth: int = 1) -> Any:
    """Draw a test of a subject."""
    if subject.source not in ("finding", "row"):
        likely = subject.asked_when is not None or subject.source in ("extreme", "typology")
        if draw.boolean(15 if likely else 3):
            return {"applies": draw.choice(("yes", "no"))}
    if subject.kind in COLLECTIONS:
        return _over_items(draw, subject, scope, depth)
    return TESTS[subject.kind](draw, subject, scope)


TESTS: dict[str, Callable[[Draw, Subject, Scope], Any]] = {
    "choice": rightsides.plain,
    "yes_no": rightsides.plain,
    "row": rightsides.plain,
    "scale": rightsides.scale,
    "number": rightsides.number,
    "date": rightsides.day,
    "set": rightsides.members,
}


def _over_items(draw: Draw, collection: Subject, scope: Scope, depth: int) -> Condition:
    within = scope.within(collection)
    if not within.inner or depth < 0:
        return {"count": _size(draw, collection, scope)}
    form = draw.choice(("some", "every", "none", "of", "distinct", "both", "count"))
    if form == "count":
        return {"count": _size(draw, collection, scope)}
    if form in ("of", "distinct"):
        return {"count": _counted(draw, collection, within, form, depth)}
    if form == "both":
        return {
            "some": condition(draw, _shallow(within, depth), min(depth, 1) - 1),
            draw.choice(("every", "none")): condition(draw, _shallow(within, depth), 0),
        }
    return {form: condition(draw, _shallow(within, depth), max(depth - 1, 0))}


def _shallow(scope: Scope, depth: int) -> Scope:
    """Leave lists and grids out where conditions stand deep inside each other already."""
    if depth > 0:
        return scope
    return replace(scope, top=[its for its in scope.top if its.kind not in COLLECTIONS])


def _size(draw: Draw, collection: Subject, scope: Scope) -> Any:
    return number_test(draw, 0, collection.high or len(collection.rows), scope)


def _counted(
    draw: Draw, collection: Subject, within: Scope, form: str, depth: int
) -> dict[str, Any]:
    most = collection.high or len(collection.rows)
    entries = count_entries(draw, 0, most, within, draw.choice(("order", "order", "range")))
    kept = [its.name for its in collection.item.values() if its.kind in DISTINCT]
    if form == "distinct" and kept:
        entries = {"distinct": draw.choice(kept), **entries}
        if draw.boolean():
            return entries
    return {"of": condition(draw, _shallow(within, depth), 0), **entries}


def asked_when(draw: Draw, scope: Scope) -> Document:
    """Draw when a question is asked: rather simple conditions, as people write them."""
    if draw.boolean(70) or not scope.top:
        name, its = entry(draw, scope, 0)
        return {name: its}
    return condition(draw, scope, 1)
