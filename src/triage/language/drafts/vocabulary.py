"""The sections of a rulebook (section 1). What may stand in each is said where it is read."""

from __future__ import annotations

HEAD = "rulebook"
CLASSIFICATIONS = ("target_groups", "typologies")
NAMED_SECTIONS = ("factors", "questions", "tables", "parameters", "findings", "interventions")
RULE_SECTIONS = (*CLASSIFICATIONS, "recommendations", "availability", "warnings", "guarantees")
PROGRAMME = "programme"
SECTIONS = (HEAD, PROGRAMME, *NAMED_SECTIONS, *RULE_SECTIONS)
