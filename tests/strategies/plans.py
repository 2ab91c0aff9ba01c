"""Rules about interventions: recommendations, rules of law, warnings (rulebook language, 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.strategies.conditions import condition
from tests.strategies.findings import decision_table
from tests.strategies.rightsides import Scope, count_entries
from tests.strategies.selectors import named, selectors
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

VERDICTS = ("not_available", "needs_check", "limit", "limit")
CONFIDENCE = ("statute", "authority_page", "municipal_page", "assumed")


def add_plan_rules(sketch: Sketch) -> None:
    """Draw the sections whose rules are about interventions."""
    _add_section(sketch, "recommendations", recommendation, (0, 2, 3, 3, 4, 5))
    _add_section(sketch, "availability", availability, (0, 1, 2, 3))
    _add_section(sketch, "warnings", warning, (0, 0, 1, 2))


def _add_section(
    sketch: Sketch, section: str, rule: Callable[[Sketch], Document], counts: tuple[int, ...]
) -> None:
    """Draw a section as a list of rules, or as rules and decision tables."""
    draw = sketch.draw
    rules = [rule(sketch) for _ in range(draw.choice(counts))]
    if not rules:
        return
    tabled = draw.choice((0, 0, 0, 1, 2, len(rules)))
    in_tables = rules[:tabled]
    if not in_tables:
        sketch.document[section] = rules if draw.boolean(80) else {"rules": rules}
        return
    drawn: Document = {"rules": rules[tabled:]} if tabled < len(rules) else {}
    cut = draw.integer(0, len(in_tables) - 1)
    scope = plan_scope(sketch, section)
    tables = [
        decision_table(draw, scope, [_without_when(its) for its in part])
        for part in (in_tables[:cut], in_tables[cut:])
        if part
    ]
    drawn["table"] = tables[0] if len(tables) == 1 and draw.boolean() else tables
    sketch.document[section] = drawn


def _without_when(rule: Document) -> Document:
    return {key: its for key, its in rule.items() if key != "when"}


def plan_scope(sketch: Sketch, section: str) -> Scope:
    """Return what the rules of a section may test: only law may not test the typology."""
    return sketch.scope(findings=True, typology=section != "availability")


def recommendation(sketch: Sketch) -> Document:
    """Draw a rule that recommends or advises against."""
    draw, catalogue = sketch.draw, sketch.document["interventions"]
    drawn: Document = {"id": sketch.rule("R")}
    if draw.boolean(90):
        drawn["when"] = condition(draw, plan_scope(sketch, "recommendations"))
    else:
        drawn["when"] = {}
    chosen = selectors(draw, catalogue)
    if draw.boolean(30):
        return drawn | {"against": chosen, "because": "Derfor ikke."}
    drawn["recommend"] = chosen
    if draw.boolean(60):
        drawn["strength"] = draw.choice(("possible", "possible", "core"))
    if draw.boolean(70):
        drawn["start"] = _start(sketch, chosen)
    return drawn


def _start(sketch: Sketch, chosen: Any) -> Any:
    """Draw a start; after what stands before all of the chosen, so that there is no cycle."""
    draw, catalogue = sketch.draw, sketch.document["interventions"]
    names = list(catalogue)
    before = names[: min((names.index(each) for each in named(chosen, catalogue)), default=0)]
    if before and draw.boolean(75):
        return {"after": draw.choice(before)}
    return draw.choice(("alongside", "now"))


def availability(sketch: Sketch) -> Document:
    """Draw a rule of law, or a condition of a programme."""
    draw = sketch.draw
    drawn: Document = {"id": sketch.rule("L")}
    if draw.boolean(85):
        drawn["when"] = condition(draw, plan_scope(sketch, "availability"))
    drawn["interventions"] = selectors(draw, sketch.document["interventions"])
    verdict = draw.choice(VERDICTS)
    drawn["verdict"] = verdict if verdict != "limit" else {"limit": _limit(sketch)}
    drawn |= validity(sketch, 60)
    if draw.boolean(30):
        drawn |= {"law": "LAB § 1", "source": "Loven", "checked_on": sketch.near.isoformat()}
        drawn["confidence"] = draw.choice(CONFIDENCE)
    elif verdict == "needs_check" and (sources := sketch.document["rulebook"].get("sources")):
        drawn |= {"basis": "programme", "because": "Kilden.", "source": min(sources)}
    return drawn


def _limit(sketch: Sketch) -> Document:
    draw = sketch.draw
    names = draw.choice((("weeks",), ("hours",), ("weeks", "hours")))
    return {
        name: sketch.parameters.number(draw, 0, 9) if draw.boolean(30) else draw.integer(0, 9)
        for name in names
    }


def validity(sketch: Sketch, percent: int) -> Document:
    """Draw dates of validity that begin and end close to the day in hand."""
    draw = sketch.draw
    drawn = {}
    if draw.boolean(percent):
        drawn["valid_from"] = (sketch.near + timedelta(draw.integer(0, 5) - 4)).isoformat()
    if draw.boolean(percent):
        drawn["valid_to"] = (sketch.near + timedelta(draw.integer(1, 5))).isoformat()
    return drawn


def warning(sketch: Sketch) -> Document:
    """Draw a warning: about the person, about the plan, or about both."""
    draw = sketch.draw
    drawn: Document = {"id": sketch.rule("W"), "warn": "Vær opmærksom."}
    form = draw.choice(("when", "plan", "both"))
    if form in ("when", "both"):
        drawn["when"] = condition(draw, plan_scope(sketch, "warnings"))
    if form in ("plan", "both"):
        catalogue = sketch.document["interventions"]
        drawn["plan"] = {"interventions": selectors(draw, catalogue)}
        if draw.boolean(40):
            drawn["plan"]["start"] = draw.choice(("now", "alongside"))
        drawn["plan"] |= count_entries(draw, 0, 3, sketch.scope(), draw.choice(("order", "range")))
    return drawn
