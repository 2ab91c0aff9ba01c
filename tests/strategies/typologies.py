"""Typologies, their policy and the rules that assign them (rulebook language, section 3)."""

from __future__ import annotations

from tests.strategies.conditions import condition
from tests.strategies.findings import concluded, decision_table
from tests.strategies.questions import values
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

TYPOLOGIES = ("uncertain", "flexible", "ambitious", "no_goal")


def add_typologies(sketch: Sketch) -> None:
    """Draw typologies with two to five rules, or now and then none at all."""
    draw = sketch.draw
    if not draw.boolean(90):
        return
    words = TYPOLOGIES[: draw.integer(2, 4)]
    section: Document = {"policy": draw.choice(("unique", "first")), "values": values(draw, words)}
    sketch.document["typologies"] = section
    form = draw.choice(("rules", "rules", "table", "both"))
    if form in ("rules", "both"):
        section["rules"] = [typology_rule(sketch) for _ in range(draw.integer(1, 4))]
    if form in ("table", "both"):
        own = [_own(sketch) for _ in range(draw.integer(2, 5))]
        section["table"] = decision_table(draw, sketch.scope(findings=True), own)


def typology_rule(sketch: Sketch) -> Document:
    """Draw a rule that assigns a typology."""
    own = _own(sketch)
    when = condition(sketch.draw, sketch.scope(findings=True))
    return {"id": own.pop("id"), "when": when} | own


def _own(sketch: Sketch) -> Document:
    words = tuple(sketch.document["typologies"]["values"])
    drawn: Document = {"id": sketch.rule("T"), "then": concluded(sketch, words)}
    if sketch.draw.boolean(25):
        drawn["because"] = "Derfor."
    return drawn
