"""Local fitting: a rulebook that extends another one (rulebook language, section 3)."""

from __future__ import annotations

import copy
from typing import Any

from tests.strategies.drawing import Draw, some_of
from tests.strategies.findings import add_findings
from tests.strategies.guarantees import guarantee
from tests.strategies.parameters import Parameters
from tests.strategies.plans import availability, recommendation, validity, warning
from tests.strategies.questions import add_plain_question, fillable
from tests.strategies.selectors import INTERVENTIONS, intervention
from tests.strategies.shape import Document, domain, read
from tests.strategies.sketch import Sketch
from tests.strategies.tables import row
from tests.strategies.typologies import target_group_rule, typology_rule

SECTIONS = ("parameters", "questions", "tables", "findings", "interventions")
CLASSES = ("typologies", "target_groups")
RULES = {
    "recommendations": recommendation,
    "availability": availability,
    "warnings": warning,
    "guarantees": guarantee,
    "typologies": typology_rule,
    "target_groups": target_group_rule,
}


def fit(sketch: Sketch) -> Document:
    """Draw a child of the sketched document: what it says itself.

    The sketch then holds both together.
    """
    sketch.parameters = Parameters(sketch.document.get("parameters", {}), closed=True)
    local = _Local(sketch)
    for change in some_of(sketch.draw, _CHANGES, 1, 4):
        change(local)
    return local.document


class _Local:
    """What a child says, and the sketch of everything."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.draw: Draw = sketch.draw
        self.document: Document = {}

    def section(self, name: str) -> Document:
        """Return a section of the child to write in."""
        section: Document = self.document.setdefault(name, {})
        return section

    def adopt(self, section: str, names: list[str]) -> None:
        """Let the child say what was just added to everything."""
        for name in names:
            self.section(section)[name] = copy.deepcopy(self.sketch.document[section][name])


def _set_parameter(local: _Local) -> None:
    parameters = local.sketch.document.get("parameters", {})
    if not parameters:
        return
    name = local.draw.choice(list(parameters))
    its = parameters[name]
    value: Any = its.get("from")
    if "values" in its:
        value = local.draw.choice(its["values"])
    elif "min" in its:
        value = local.draw.integer(its["min"], its["max"])
    its["value"] = value
    plain = local.draw.boolean(30)
    local.section("parameters")[name] = value if plain else {"value": value}


def _add_question(local: _Local) -> None:
    local.adopt("questions", [add_plain_question(local.sketch)])


def _add_rows(local: _Local) -> None:
    document = local.sketch.document
    tables = [name for name, its in document.get("tables", {}).items() if "key" not in its]
    if not tables:
        return
    table = local.draw.choice(tables)
    its, shape = document["tables"][table], read(document)
    filled = {
        column: shape.item(owner)[column]
        for (owner, column), (_, by) in shape.fills.items()
        if by == table
    }
    key = local.sketch.name("trade")
    added = row(local.draw, key, list(filled.values()), its.get("info", []), local.sketch.near)
    its["rows"][key] = added
    local.section("tables").setdefault(table, {}).setdefault("rows", {})[key] = dict(added)


def _add_column(local: _Local) -> None:
    """Let a table fill one question more, that the child adds beside the lookup."""
    draw, document = local.draw, local.sketch.document
    lookups = [its for its in document["questions"].values() if its["kind"] == "lookup"]
    name = add_plain_question(local.sketch)
    local.adopt("questions", [name])
    if not lookups or name not in fillable(document["questions"]):
        return
    table = draw.choice(lookups)["table"]
    asked = read(document).questions[name]
    rows = document["tables"][table]["rows"]
    cells = {key: draw.choice(domain(asked, local.sketch.near)) for key in rows if draw.boolean(80)}
    ours = local.section("tables").setdefault(table, {"rows": {}})
    for body in (document["tables"][table], ours):
        body.setdefault("columns", []).append(name)
        for key, cell in cells.items():
            body["rows"].setdefault(key, {})[name] = copy.copy(cell)


def _add_findings(local: _Local) -> None:
    questions = local.sketch.document["questions"]
    known = set(questions)
    local.adopt("findings", add_findings(local.sketch, most=2, states_items=False))
    local.adopt("questions", [its for its in questions if its not in known])


def _add_intervention(local: _Local) -> None:
    catalogue = local.sketch.document["interventions"]
    name = local.draw.choice([its for its in INTERVENTIONS if its not in catalogue])
    catalogue[name] = intervention(local.draw)
    local.adopt("interventions", [name])


def _switch_off(local: _Local) -> None:
    catalogue = local.sketch.document["interventions"]
    name = local.draw.choice(list(catalogue))
    needed = any(name in its.get("needs", ()) for its in catalogue.values())
    if needed or name in local.document.get("interventions", {}):
        return  # what needs it would have to be switched off with it
    catalogue[name]["offered"] = "no"
    local.section("interventions")[name] = {"offered": "no", "because": "Ikke her."}


def _add_rule(local: _Local) -> None:
    section = local.draw.choice(_open_sections(local.sketch.document))
    rule = RULES[section](local.sketch)
    rules_of(local.sketch.document, section).append(rule)
    rules_of(local.document, section).append(copy.deepcopy(rule))


def _replace_rule(local: _Local) -> None:
    document = local.sketch.document
    above = [
        (section, rule)
        for section in _open_sections(document)
        for rule in _written(document, section)
        if rule not in _written(local.document, section)
    ]
    if not above:
        return
    section, old = local.draw.choice(above)
    rules = rules_of(document, section)
    rules.remove(old)
    new = RULES[section](local.sketch)
    new = {key: its for key, its in new.items() if key not in ("valid_from", "valid_to")}
    new |= {key: its for key, its in old.items() if key in ("valid_from", "valid_to")}
    rules.append(new)
    ours = copy.deepcopy(new) | {"replaces": old["id"], "because": "Sådan er det her."}
    rules_of(local.document, section).append(ours)


_CHANGES = (
    _set_parameter,
    _add_question,
    _add_rows,
    _add_column,
    _add_findings,
    _add_intervention,
    _switch_off,
    _add_rule,
    _replace_rule,
)


def _open_sections(document: Document) -> list[str]:
    """Return the sections a child may add rules to: those of a policy `first` stand in one file."""
    closed = [
        name for name in CLASSES if document.get(name, {"policy": "first"})["policy"] == "first"
    ]
    return [name for name in RULES if name not in closed]


def _written(document: Document, section: str) -> list[Document]:
    """Return the rules of a section that stand as rules, not in a table."""
    body = document.get(section, [])
    rules: list[Document] = body if isinstance(body, list) else body.get("rules", [])
    return rules


def rules_of(document: Document, section: str) -> list[Document]:
    """Return the list of rules of a section, an empty one put there where there is none."""
    empty: Any = {"rules": []} if section in CLASSES else []
    body = document.setdefault(section, empty)
    rules: list[Document] = body if isinstance(body, list) else body.setdefault("rules", [])
    return rules


def dates_within(sketch: Sketch, head: Document) -> Document:
    """Draw dates of validity no wider than those of the rulebook above."""
    drawn = validity(sketch, 30)
    if "valid_from" in head and "valid_from" in drawn:
        drawn["valid_from"] = max(drawn["valid_from"], head["valid_from"])
    if "valid_to" in head and "valid_to" in drawn:
        drawn["valid_to"] = min(drawn["valid_to"], head["valid_to"])
    return drawn
