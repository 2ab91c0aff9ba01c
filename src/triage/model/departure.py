"""What staff do with a proposal, in words that are fixed so that programmes can be compared.

A table of participants holds them as codes; pages say them in Danish, Swedish and English. None of
them says anything about a person's health, family or origin.
"""

from __future__ import annotations

import enum
from typing import Literal


class DepartureReason(enum.StrEnum):
    """Why staff did otherwise than was suggested."""

    OWN_WISH = "own_wish"
    """The person wanted something else."""
    OTHER_FITS_BETTER = "other_fits_better"
    """Another offer fits better, as person and caseworker see it."""
    NOT_THE_TIME = "not_the_time"
    """It is for later, or was needed sooner."""
    NO_PLACE = "no_place"
    """There is none here, or no place free."""
    EMPLOYER = "employer"
    """An employer or a school decided otherwise."""
    LAW_WAS_CHECKED = "law_was_checked"
    """The law was looked up, and says something else in this case."""
    KNOWN_SINCE = "known_since"
    """Something became known that was not answered, or not rightly."""
    RULE_MISSES = "rule_misses"
    """The rule does not fit the case: for those who write it."""


Unsettled = Literal["open", "gap", "conflict"]
"""What may stand where no one typology is suggested."""
