"""What is done to a rulebook to see whether its cases notice, and what may come of it."""

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
    NEIGHBOURS_SWAPPED = "two neighbours in an order swapped"
    NEED_DROPPED = "a need dropped"


class Fate(enum.StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """A case does not come out as it expects."""
    EQUIVALENT = "equivalent"
    """Nobody comes out differently, so no case could notice."""
    ALIVE = "alive"
    """Somebody comes out differently, and no case notices."""
    UNDECIDED = "undecided"
    """Of what stands first alone: nobody was found to whom it matters, nor proved not to be."""
