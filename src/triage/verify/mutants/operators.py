"""What is done to a rulebook to see whether its cases notice."""

from __future__ import annotations

import enum


class Operator(enum.StrEnum):
    """What was done."""

    TEST_DROPPED = "a test dropped"
    TEST_TURNED = "a test turned around"
    THRESHOLD_MOVED = "a threshold moved"
    ALL_FOR_ANY = "all for any, or any for all"
    RULE_DROPPED = "a rule dropped"
    CONCLUSION_SWAPPED = "another conclusion"
    STRENGTH_SWAPPED = "another strength"
    START_MOVED = "another start"
    INTERVENTION_DROPPED = "an intervention dropped"
    VERDICT_SWAPPED = "another verdict"
    LIMIT_MOVED = "a limit moved"
    DATE_MOVED = "a date moved by a day"
    TEST_ADDED = "a test added"
