"""Findings of every form, also on other findings (rulebook language, section 3)."""

from __future__ import annotations

from typing import Any

from tests.strategies.conditions import asked_when, condition, picked, right_side
from tests.strategies.drawing import Draw
from tests.strategies.questions import values
from tests.strategies.rightsides import Scope
from tests.strategies.shape import Document, Subject
from tests.strategies.sketch import Sketch

FINDING_VALUES = (("no_path", "now"), ("far", "soon", "now"), ("low", "high"), ("none", "some"))
FORMS = ("yes or no", "first match", "first match", "extreme")


def add_findings(sketch: Sketch, *, most: int = 5, states_items: bool = True) -> list[str]:
    """Draw findings; each may test those before it, and stands anywhere in the file."""
    findings: dict[str, Document] = {}
    for _ in range(sketch.draw.integer(0, most)):
        form = sketch.draw.choice(FORMS)
        name = sketch.name("finding")
        if form == "extreme":
            drawn = _extreme(sketch, name)
        else:
            drawn = _concluding(sketch, name, form, states_items=states_items)
        if drawn is not None:
            findings[name] = drawn
    if findings and sketch.draw.boolean():
        findings = dict(reversed(findings.items()))
    if findings:
        sketch.document.setdefault("findings", {}).update(findings)
    return list(findings)


def _extreme(sketch: Sketch, name: str) -> Document | None:
    draw = sketch.draw
    ordered = [
        (collection.name, its)
        for collection in sketch.collections
        for its in (*collection.item.values(), *sketch.each.get(collection.name, ()))
        if its.kind == "scale"
    ]
    if not ordered:
        return None
    collection, over = draw.choice(ordered)
    sketch.findings.append(Subject(name, "scale", "extreme", values=over.values))
    return {draw.choice(("highest", "lowest")): f"{collection}.{over.name}"}


def _concluding(sketch: Sketch, name: str, form: str, *, states_items: bool) -> Document | None:
    """Draw a finding with conditions of its own, for the whole or for each item or row."""
    draw, scope = sketch.draw, sketch.scope(findings=True)
    owner = draw.choice(sketch.collections) if sketch.collections and draw.boolean(45) else None
    if owner is not None:
        scope = scope.within(owner)
    if not scope.top:
        return None
    drawn: Document = {"for_each": owner.name} if owner else {}
    if draw.boolean(20):
        drawn["label"] = "Et fund"
    if form == "yes or no":
        drawn["when"] = condition(draw, scope)
        found = Subject(name, "yes_no", "finding", values=("no", "yes"))
    else:
        words = draw.choice(FINDING_VALUES)
        drawn |= _first_match(sketch, scope, words)
        if (owner is None or states_items) and draw.boolean(25):
            _state(sketch, drawn, owner, words)
        found = Subject(name, "scale", "finding", values=words)
    if owner:
        sketch.each.setdefault(owner.name, []).append(found)
    else:
        sketch.findings.append(found)
    return drawn


def _first_match(sketch: Sketch, scope: Scope, words: tuple[str, ...]) -> Document:
    draw = sketch.draw
    drawn: Document = {"values": values(draw, words)}
    form = draw.choice(("rules", "rules", "table", "both", "neither"))
    if form in ("rules", "both"):
        drawn["rules"] = [_rule(sketch, scope, words) for _ in range(draw.choice((1, 2, 2)))]
    if form in ("table", "both"):
        own = [{"then": concluded(sketch, words)} for _ in range(draw.choice((1, 2, 3)))]
        drawn["table"] = decision_table(draw, scope, own)
    if form == "neither":
        drawn["rules"] = [{"when": {}, "then": concluded(sketch, words)}]
    return drawn | {"otherwise": concluded(sketch, words)}


def _rule(sketch: Sketch, scope: Scope, words: tuple[str, ...]) -> Document:
    drawn: Document = {"when": condition(sketch.draw, scope), "then": concluded(sketch, words)}
    if sketch.draw.boolean(25):
        return {"id": sketch.rule("F"), **drawn, "because": "Derfor."}
    return drawn


def concluded(sketch: Sketch, words: tuple[str, ...]) -> str:
    """Draw what a rule concludes: a value, or a parameter that holds one."""
    if sketch.draw.boolean(15):
        return sketch.parameters.value(sketch.draw, words)
    return sketch.draw.choice(words)


def _state(sketch: Sketch, drawn: Document, owner: Subject | None, words: tuple[str, ...]) -> None:
    """Add the question that states a finding where it is answered."""
    draw = sketch.draw
    name = sketch.name("stated")
    body: Document = {"kind": draw.choice(("scale", "choice")), "values": values(draw, words)}
    if owner is None and draw.boolean(15):
        body["asked_when"] = asked_when(draw, sketch.scope())
    questions = sketch.document["questions"]
    siblings = questions[owner.name]["item"] if owner else questions
    siblings[name] = body
    drawn["unless_stated"] = name


def decision_table(draw: Draw, scope: Scope, own: list[Document]) -> Document:
    """Draw a decision table: what its rows test, around keys of their own such as `then`."""
    tested = {its.name: its for its in (picked(draw, scope) for _ in range(draw.integer(1, 3)))}
    if draw.boolean(10):
        own = [row | {"when": condition(draw, scope, 1)} for row in own]
    keys = list(dict.fromkeys(key for row in own for key in row))
    first = [key for key in keys if key == "id"]
    last = [key for key in keys if key != "id"]
    return {
        "columns": first + list(tested) + last,
        "rows": [
            [row.get(key, "_") for key in first]
            + [_cell(draw, its, scope) for its in tested.values()]
            + [row.get(key, "_") for key in last]
            for row in own
        ],
    }


def _cell(draw: Draw, tested: Subject, scope: Scope) -> Any:
    return "_" if draw.boolean(40) else right_side(draw, tested, scope)
