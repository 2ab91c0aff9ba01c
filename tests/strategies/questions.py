"""Questions of every kind, at the top and in items and rows (rulebook language, section 2)."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from tests.strategies.conditions import asked_when
from tests.strategies.drawing import Draw, some_of
from tests.strategies.rightsides import Scope
from tests.strategies.shape import UNTESTABLE, Document, Subject, subject
from tests.strategies.sketch import Sketch

WORDS = (
    ("none", "some"),
    ("low", "high"),
    ("none", "some", "much"),
    ("no", "on", "yes"),
    ("low", "middle", "high", "top"),
)
LABELS = {"none": "Intet", "some": "Noget", "low": "Lavt", "high": "Højt", "no": "Nej", "yes": "Ja"}
KINDS = ("yes_no", "choice", "scale", "scale", "number", "number", "date", "set", "text")
ITEM_KINDS = ("yes_no", "choice", "scale", "scale", "scale", "number", "number", "set", "date")
FACTORS = ("goal", "resources", "barriers")
ROWS = ("health", "childcare", "transport")
ANCHORS = (0, 0, -1, 1, -12, -48, -216)
"""Months from the day in hand to the days a question is about: 216 months are 18 years."""


def add_questions(sketch: Sketch) -> None:
    """Draw the questions of a rulebook, each asked depending on earlier ones at most."""
    draw = sketch.draw
    kinds = ["plain"] * draw.choice((1, 2, 2, 3, 3, 4))
    kinds += ["list"] * draw.choice((0, 1, 1, 2)) + ["grid"] * draw.choice((0, 1, 1))
    while kinds:
        kind = kinds.pop(draw.integer(0, len(kinds) - 1))
        if kind == "plain":
            kind = draw.choice(KINDS if sketch.questions else KINDS[:-1])  # a text tells nothing
        name = sketch.name(kind)
        body = _collection(sketch, kind) if kind in ("list", "grid") else _plain(sketch, kind)
        sketch.add_question(name, _dressed(draw, body, sketch.scope()))
    questions = sketch.document["questions"]
    if draw.boolean():
        sketch.document["questions"] = dict(reversed(questions.items()))


def add_plain_question(sketch: Sketch) -> str:
    """Draw one question more, that is no list or grid."""
    kind = sketch.draw.choice(KINDS)
    name = sketch.name(kind)
    body = _plain(sketch, kind)
    sketch.add_question(name, _dressed(sketch.draw, body, sketch.scope()))
    return name


def _plain(sketch: Sketch, kind: str) -> Document:
    return bare(sketch.draw, kind, sketch.near, _alike(sketch, kind))


def _alike(sketch: Sketch, kind: str) -> list[str]:
    """Return the questions of that kind that have values of their own."""
    bodies = sketch.document["questions"]
    known = [its.name for its in sketch.questions if its.kind == kind]
    return [name for name in known if "values" in bodies[name]]


_VALUED = ("choice", "scale", "set")


def bare(draw: Draw, kind: str, near: date, alike: list[str]) -> Document:
    """Draw a question by its kind; `alike` are questions it may take its values of."""
    body: Document = {"kind": kind}
    if kind in _VALUED:
        if alike and draw.boolean(60):
            return body | {"values_of": draw.choice(alike)}
        return body | {"values": values(draw, draw.choice(WORDS if kind != "set" else WORDS[:4]))}
    if kind == "number":
        low = draw.integer(0, 4) - 2
        body |= {"min": low, "max": low + draw.integer(1, 5)}
        return body | {"unit": "years"} if draw.boolean(30) else body
    return body | _days(draw, near) if kind == "date" else body


def values(draw: Draw, ids: tuple[str, ...]) -> Any:
    """Draw a spelling of some values: ids alone, ids with labels, or ids with several texts."""
    form = draw.choice(("ids", "labels", "texts"))
    if form == "ids":
        return list(ids)
    labels = {each: LABELS.get(each, each.title()) for each in ids}
    if form == "labels":
        return labels
    return {each: {"label": label, "for_participant": label} for each, label in labels.items()}


def _days(draw: Draw, near: date) -> Document:
    form = draw.choice(("fixed", "fixed", "to as_of", "from as_of"))
    if form == "to as_of":
        return {"from": (near - timedelta(draw.integer(16, 26))).isoformat(), "to": "as_of"}
    if form == "from as_of":
        return {"from": "as_of", "to": (near + timedelta(draw.integer(16, 26))).isoformat()}
    anchor = months_later(near, draw.choice(ANCHORS))
    first = anchor - timedelta(draw.integer(0, 20))
    return {"from": first.isoformat(), "to": (anchor + timedelta(draw.integer(0, 20))).isoformat()}


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise AssertionError


def _collection(sketch: Sketch, kind: str) -> Document:
    draw = sketch.draw
    body: Document = {"kind": kind}
    if kind == "list":
        body["max"] = draw.choice((1, 2, 2, 2))
        if draw.boolean(40):
            body["min"] = draw.integer(0, body["max"])
    else:
        body["rows"] = values(draw, ROWS[: draw.choice((2, 2, 3))])
    twins = [its for its in sketch.document["questions"].values() if its["kind"] == kind]
    if twins and draw.boolean(30):
        twin = draw.choice(twins)
        rows = {"rows": copy.deepcopy(twin["rows"])} if kind == "grid" else {}
        return body | rows | {"item": copy.deepcopy(twin["item"])}
    return body | {"item": _item(sketch, body)}


def _item(sketch: Sketch, body: Document) -> Document:
    """Draw the questions of an item; their names are the same in every list and grid."""
    draw, drawn = sketch.draw, dict[str, Document]()
    scope = sketch.scope()
    siblings: list[Subject] = []
    for letter in "abc"[: draw.choice((1, 2, 2, 3))]:
        kind = draw.choice(ITEM_KINDS)
        question = bare(draw, kind, sketch.near, _alike(sketch, kind))
        inner = list(siblings)
        if body["kind"] == "grid":
            inner.append(Subject("row", "row", "row", values=tuple(body["rows"])))
        within = Scope(scope.near, scope.parameters, scope.top, {}, inner)
        name = f"{kind}_{letter}"
        drawn[name] = _dressed(draw, question, within)
        siblings.append(subject(name, drawn[name], sketch.document["questions"]))
    if draw.boolean(15):
        drawn["text_z"] = {"kind": "text"}
    return dict(reversed(drawn.items())) if draw.boolean(30) else drawn


def _dressed(draw: Draw, body: Document, scope: Scope) -> Document:
    """Add when a question is asked, and what else it may carry."""
    if (scope.top or scope.inner) and draw.boolean(33):
        body["asked_when"] = asked_when(draw, scope)
    if draw.boolean(30):
        body["ask"] = "Hvordan går det?"
    if "asked_when" in body and "ask" in body:
        body["any_time"] = "yes"  # no decision of its own: what is drawn else stays what it is
    if draw.boolean(20):
        extra = draw.choice(("changeable", "keep_private", "used_for", "purpose"))
        body[extra] = {"used_for": ["people", "page"], "purpose": "Grundlag"}.get(extra, "yes")
    if "changeable" in body and (steps := _steps(body)):
        body["steps"] = steps
    return body


def _steps(body: Document) -> str | list[str] | None:
    """Return the steps of a question; of values that are borrowed, nothing."""
    match body["kind"]:
        case "scale" | "number":
            return "up"
        case "yes_no":
            return "yes"
        case "choice" if "values" in body:
            return list(body["values"])[-1:]
        case _:
            return None


def add_factors(sketch: Sketch) -> None:
    """Draw names for groups of questions, and put some questions in them."""
    draw = sketch.draw
    if not draw.boolean(40):
        return
    factors = some_of(draw, FACTORS, 1, 3)
    sketch.document["factors"] = {factor: factor.title() for factor in factors}
    for body in sketch.document["questions"].values():
        if draw.boolean():
            body["factor"] = draw.choice(factors)


def fillable(questions: dict[str, Document]) -> list[str]:
    """Return the questions a table can fill whatever the day is."""
    return [
        name
        for name, body in questions.items()
        if body["kind"] not in (*UNTESTABLE, "list", "grid")
        and "as_of" not in (body.get("from"), body.get("to"))
    ]
