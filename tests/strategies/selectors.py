"""The catalogue of interventions, and the selectors that name some of it."""

from __future__ import annotations

from typing import Any

from tests.strategies.drawing import Draw, shuffled, some_of
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

INTERVENTIONS = ("mentor", "course", "trial_job", "group_talk", "youth_club", "debt_advice")
KINDS = ("job", "talk", "youth")
ATTRIBUTES = {"delivery": ("individual", "group"), "pay": ("paid", "unpaid", "not_work")}
TEXTS = ("label", "for_participant", "hours", "duration", "decided_by", "cost_to_person", "law")


def add_interventions(sketch: Sketch) -> None:
    """Draw a catalogue of one to four interventions."""
    draw = sketch.draw
    names = shuffled(draw, INTERVENTIONS[:5])[: draw.choice((1, 2, 3, 3, 4))]
    sketch.document["interventions"] = {name: intervention(draw) for name in names}


def add_first_steps(sketch: Sketch) -> None:
    """Draw what makes sense only with something else, and what comes first of a plan."""
    draw, document = sketch.draw, sketch.document
    catalogue, typologies = document["interventions"], document.get("typologies", {})
    if len(catalogue) > 1 and draw.boolean(30):
        support = draw.choice(list(catalogue))
        others = [name for name in catalogue if name != support]
        catalogue[support]["needs"] = some_of(draw, others, 1, 2)
    drawn: Document = {}
    if typologies and draw.boolean(30):
        some = some_of(draw, list(typologies["values"]), 1, 2)
        drawn["at_first"] = {"typology": some, "interventions": selectors(draw, catalogue)}
    if draw.boolean(30):
        drawn["at_last"] = {"interventions": selectors(draw, catalogue)}
    document["first_steps"] = drawn


def intervention(draw: Draw) -> Document:
    """Draw one intervention."""
    drawn: Document = {"kind": draw.choice(KINDS)}
    for attribute, options in ATTRIBUTES.items():
        if draw.boolean(60):
            drawn[attribute] = draw.choice(options)
    if draw.boolean(30):
        drawn[draw.choice(TEXTS)] = "Noget om indsatsen"
    if draw.boolean(10):
        drawn["cost_line"] = "salaries"
    return drawn


def selectors(draw: Draw, catalogue: dict[str, Document], *, rule: str = "list") -> Any:
    """Draw a list of selectors, or one alone, that names at least one intervention."""
    if rule == "list" and draw.boolean(70):
        drawn = [_selector(draw, catalogue) for _ in range(draw.choice((1, 1, 2)))]
        return "all" if "all" in drawn else drawn
    return _selector(draw, catalogue)


def _selector(draw: Draw, catalogue: dict[str, Document]) -> Any:
    form = draw.choice(("id", "id", "id", "attribute", "attributes", "values", "except", "all"))
    names = [name for name, its in catalogue.items() if its.get("offered") != "no"]
    if form == "id" or not names:
        return draw.choice(list(catalogue))
    chosen = catalogue[draw.choice(names)]
    known = [key for key in ("kind", "delivery", "pay") if key in chosen]
    if form == "all":
        return "all"
    if form == "except":
        return _everything_but(draw, names, catalogue)
    if form == "attribute":
        key = draw.choice(known)
        return {key: chosen[key]}
    if form == "attributes":
        return {key: chosen[key] for key in some_of(draw, known, 2, 3)}
    key = draw.choice(known)
    return {key: list(dict.fromkeys((chosen[key], draw.choice(_options(catalogue, key)))))}


def _options(catalogue: dict[str, Document], key: str) -> list[str]:
    return [its[key] for its in catalogue.values() if key in its]


def _everything_but(draw: Draw, names: list[str], catalogue: dict[str, Document]) -> Any:
    left_out: list[Any] = some_of(draw, names, 1, 2)
    if draw.boolean(20):
        left_out = [{"kind": catalogue[left_out[0]]["kind"]}]
    if len(named(left_out, catalogue)) == len(names):
        return "all"
    return {"except": left_out}


def named(chosen: Any, catalogue: dict[str, Document]) -> set[str]:
    """Say which interventions some selectors name."""
    if isinstance(chosen, list):
        return set().union(*(named(each, catalogue) for each in chosen))
    offered = {name for name, its in catalogue.items() if its.get("offered") != "no"}
    if chosen == "all":
        return offered
    if isinstance(chosen, str):
        return {chosen}
    if "except" in chosen:
        return offered - named(chosen["except"], catalogue)
    return {name for name in offered if _matches(chosen, catalogue[name])}


def _matches(chosen: dict[str, Any], intervention: Document) -> bool:
    return all(
        intervention.get(key) in (wanted if isinstance(wanted, list) else [wanted])
        for key, wanted in chosen.items()
    )
