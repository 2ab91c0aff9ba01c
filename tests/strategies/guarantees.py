"""Guarantees of every form (rulebook language, section 3)."""

from __future__ import annotations

from typing import Any

from tests.strategies.conditions import condition
from tests.strategies.drawing import Draw, some_of
from tests.strategies.selectors import selectors
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

OUTPUTS = ("target_group", "typology", "fit", "against", "law", "interventions")
STATUSES = (
    "recommended",
    "possible",
    "check_first",
    "advised_against",
    "not_available",
    "not_suggested",
)
FORMS = ("never_depends", "whenever", "whenever", "never", "never_settled")


def add_guarantees(sketch: Sketch) -> None:
    """Draw none, one or two guarantees."""
    count = sketch.draw.choice((0, 0, 1, 2))
    if count:
        sketch.document["guarantees"] = [guarantee(sketch) for _ in range(count)]


def guarantee(sketch: Sketch) -> Document:
    """Draw one guarantee; whether it is kept is another matter."""
    draw, drawn = sketch.draw, {"id": sketch.rule("G")}
    typologies = list(sketch.document.get("typologies", {}).get("values", ()))
    form = draw.choice(FORMS if typologies else FORMS[1:-1])
    if form == "never_depends":
        outcome = some_of(draw, OUTPUTS, 1, 2)
        on = _some_questions(sketch)
        return drawn | {form: {"outcome": _alone(draw, outcome), "on": on}}
    if form == "never_settled":
        settled = _alone(draw, some_of(draw, typologies, 1, 2))
        return drawn | {form: {"typology": settled, "while_open": _some_questions(sketch)}}
    when = condition(draw, sketch.scope(findings=True, typology=True))
    if form == "never":
        return drawn | {form: when}
    return drawn | {form: when, "then": _then(sketch)}


def _alone(draw: Draw, drawn: list[str]) -> Any:
    return drawn[0] if len(drawn) == 1 and draw.boolean() else drawn


def _some_questions(sketch: Sketch) -> list[str]:
    return some_of(sketch.draw, (its.name for its in sketch.questions), 1, 2)


def _then(sketch: Sketch) -> Document:
    draw, catalogue = sketch.draw, sketch.document["interventions"]
    drawn: Document = {}
    form = draw.choice(("named", "some", "every", "condition", "both"))
    if form in ("named", "both"):
        drawn["interventions"] = {draw.choice(list(catalogue)): some_of(draw, STATUSES, 1, 4)}
    if form in ("some", "every"):
        chosen = selectors(draw, catalogue, rule="one")
        drawn["interventions"] = {form: chosen, "status": some_of(draw, STATUSES, 1, 4)}
    if form in ("condition", "both"):
        drawn |= condition(draw, sketch.scope(findings=True, typology=True), 1)
    return drawn
