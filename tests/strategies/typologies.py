"""Typologies and target groups, their policy and the rules that assign them (section 3)."""

from __future__ import annotations

from tests.strategies.conditions import condition
from tests.strategies.findings import add_findings, concluded, decision_table
from tests.strategies.questions import add_plain_question, values
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

TYPOLOGIES = ("uncertain", "flexible", "ambitious", "no_goal")
TARGET_GROUPS = ("primary", "secondary", "outside")


def add_typologies(sketch: Sketch) -> None:
    """Draw typologies with two to five rules, or now and then none at all."""
    if sketch.draw.boolean(90):
        _add_classes(sketch, "typologies", TYPOLOGIES[: sketch.draw.integer(2, 4)])


def add_target_groups(sketch: Sketch) -> None:
    """Draw target groups or none, on what every rule may read and on what they alone may."""
    if sketch.draw.boolean():
        own = _programme_only(sketch)
        words = TARGET_GROUPS[: sketch.draw.integer(2, 3)]
        _add_classes(sketch.beside(own), "target_groups", words)


def _programme_only(sketch: Sketch) -> Sketch:
    """Draw questions of the programme alone, and findings on them that nothing else reads."""
    own, questions = sketch.apart(), sketch.document["questions"]
    known = set(questions)
    for _ in range(sketch.draw.choice((0, 0, 1, 1, 2))):
        add_plain_question(own)
    if own.questions:
        add_findings(own, most=2)
    for name in questions.keys() - known:
        questions[name]["programme_only"] = "yes"
    return own


def _add_classes(sketch: Sketch, name: str, words: tuple[str, ...]) -> None:
    draw = sketch.draw
    section: Document = {"policy": draw.choice(("unique", "first")), "values": values(draw, words)}
    sketch.document[name] = section
    form = draw.choice(("rules", "rules", "table", "both"))
    if form in ("rules", "both"):
        section["rules"] = [_rule(sketch, name) for _ in range(draw.integer(1, 4))]
    if form in ("table", "both"):
        own = [_own(sketch, name) for _ in range(draw.integer(2, 5))]
        section["table"] = decision_table(draw, sketch.scope(findings=True), own)


def typology_rule(sketch: Sketch) -> Document:
    """Draw a rule that assigns a typology."""
    return _rule(sketch, "typologies")


def target_group_rule(sketch: Sketch) -> Document:
    """Draw a rule that assigns a target group, on what every rule may read."""
    return _rule(sketch, "target_groups")


def _rule(sketch: Sketch, section: str) -> Document:
    own = _own(sketch, section)
    when = condition(sketch.draw, sketch.scope(findings=True))
    return {"id": own.pop("id"), "when": when} | own


def _own(sketch: Sketch, section: str) -> Document:
    words = tuple(sketch.document[section]["values"])
    drawn: Document = {"id": sketch.rule("T"), "then": concluded(sketch, words)}
    if sketch.draw.boolean(25):
        drawn["because"] = "Derfor."
    return drawn
