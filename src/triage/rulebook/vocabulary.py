"""The words of the rulebook language: its sections, and the keys that hold texts for people.

What the keys of each section mean is said where the section is read.
"""

from __future__ import annotations

NAMED_SECTIONS = ("factors", "questions", "tables", "parameters", "findings", "interventions")
RULE_SECTIONS = ("typologies", "recommendations", "availability", "warnings", "guarantees")
SECTIONS = ("rulebook", *NAMED_SECTIONS, *RULE_SECTIONS)

RESERVED = frozenset(
    "all any not row rest typology gap conflict applies question"
    " unknown declined not_applicable".split()
)

# Accepted on every named thing; never meaning.
COMMON_TEXTS = frozenset({"label", "description", "purpose", "because", "source", "note"})

RULEBOOK_TEXTS = COMMON_TEXTS | {"title", "owner"}
QUESTION_TEXTS = COMMON_TEXTS | {"ask", "help"}
PARAMETER_TEXTS = COMMON_TEXTS | {"means"}
VALUE_TEXTS = COMMON_TEXTS | {"for_participant"}
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
    "typologies": COMMON_TEXTS,
    "recommendations": COMMON_TEXTS,
    "availability": COMMON_TEXTS | {"law"},
    "warnings": COMMON_TEXTS | {"warn"},
    "guarantees": COMMON_TEXTS,
}
