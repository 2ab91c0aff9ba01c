"""The words of rule files: the sections (section 1), and the keys that hold texts for people.

What else may stand in a section is said where it is read. Texts never mean anything to rules.
"""

from __future__ import annotations

HEAD = "rulebook"
CLASSIFICATIONS = ("target_groups", "typologies")
NAMED_SECTIONS = (
    *("factors", "questions", "tables", "parameters", "findings"),
    *("interventions", "groups", "first_steps", "never_says"),
)
RULE_SECTIONS = (*CLASSIFICATIONS, "recommendations", "availability", "warnings", "guarantees")
PROGRAMME = "programme"
PROGRAMME_ENTRIES = (
    *("aims", "facts", "partners", "organisation", "legal_basis"),
    *("efforts", "outcomes", "targets", "budget", "capacity"),
)
"""The keys of a programme under which entries stand by id."""

SECTIONS = (HEAD, PROGRAMME, *NAMED_SECTIONS, *RULE_SECTIONS)

REPLACES = "replaces"
"""The key under which something local names what of its parent's it stands in the place of."""

FORMERLY = "formerly"
"""The key for the ids a thing had before; see `Rulebook.formerly`."""

COMMON_TEXTS = frozenset(
    {"label", "description", "purpose", "because", "source", "note", "reading"}
)
"""Accepted on every named thing."""

QUESTION_TEXTS = COMMON_TEXTS | {"ask", "help", "unit", "law"}
PARAMETER_TEXTS = COMMON_TEXTS | {"means", "unit"}
VALUE_TEXTS = COMMON_TEXTS | {"for_participant", "name_in_source"}
"""Of values, rows of grids, typologies and target groups."""

TABLE_ROW_TEXTS = COMMON_TEXTS | {"code"}
INTERVENTION_TEXTS = COMMON_TEXTS | {
    "for_participant",
    "hours",
    "duration",
    "decided_by",
    "cost_to_person",
    "law",
}
RULE_TEXTS = {
    "findings": COMMON_TEXTS,
    "target_groups": COMMON_TEXTS | {"for_participant"},
    "typologies": COMMON_TEXTS | {"for_participant"},
    "recommendations": COMMON_TEXTS,
    "availability": COMMON_TEXTS | {"law"},
    "warnings": COMMON_TEXTS | {"warn", "law"},
    "guarantees": COMMON_TEXTS,
}
"""Of rules, by their section."""

KEYS = (
    QUESTION_TEXTS
    | PARAMETER_TEXTS
    | VALUE_TEXTS
    | TABLE_ROW_TEXTS
    | INTERVENTION_TEXTS
    | frozenset[str]().union(*RULE_TEXTS.values())
    | {
        "id",
        "when",
        "then",
        "kind",
        "values",
        "recommend",
        "against",
        "start",
        "strength",
        "verdict",
    }
)
"""Keys that often stand between braces, of texts and of rules."""
