"""One assessment under several programmes: which are for the person, and what each would suggest.

The programmes stand by id. No order, number or share says which of them fits better. What has to
stay off a page that may be printed is no part of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

from pydantic import Field

from triage.model.outcome import RulebookStamp
from triage.programme.summary import Intervention, Part, Strict

COMPARISON_SCHEMA: Final = "triage.programme-comparison/1"


class SuggestedEffort(Part):
    """A part of what a programme offers, and what of it is suggested, or may be."""

    suggested: tuple[Intervention, ...]
    perhaps: tuple[Intervention, ...]


class Compared(Strict):
    """What one programme makes of the assessment.

    `target_group` holds the ids that are possible, `gap` and `conflict` among them; it is empty in
    a programme without target groups, and where it is `kept_off`. `reasons` are those of the rules
    that hold.
    """

    rulebook: RulebookStamp
    title: str
    target_group: tuple[str, ...]
    target_group_labels: tuple[str, ...]
    kept_off: bool
    reasons: tuple[str, ...]
    efforts: tuple[SuggestedEffort, ...]
    not_asked_here: tuple[str, ...] = Field(
        description="Questions that were answered and that this rulebook does not have"
    )


class Comparison(Strict):
    """One assessment under several programmes, by id."""

    schema_: Literal["triage.programme-comparison/1"] = Field(COMPARISON_SCHEMA, alias="schema")
    language: str
    as_of: date
    programmes: tuple[Compared, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return self.model_dump(mode="json", by_alias=True)
