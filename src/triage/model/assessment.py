"""An assessment as it crosses the boundary: answers, and the day they are evaluated for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ASSESSMENT_SCHEMA: Final = "triage.assessment/1"


def iso_date(value: object) -> object:
    """Read ISO text as a date and leave everything else to strict validation."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value


IsoDate = Annotated[date, BeforeValidator(iso_date)]


class Assessment(BaseModel):
    """Answers to the questions of a rulebook (rulebook language, section 2).

    What an answer may be is the rulebook's to say; `triage.Rulebook.assess` checks it and names
    every answer that does not fit. The representation shows ids and counts, never answers.
    """

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    schema_: Literal["triage.assessment/1"] = Field(ASSESSMENT_SCHEMA, alias="schema")
    case: str | None = Field(None, description="A local case id; never a civil registration number")
    rulebook: str | None = Field(None, description="The id of the rulebook the answers belong to")
    as_of: IsoDate | None = Field(None, description="The day the assessment is evaluated for")
    answers: Mapping[str, Any] = Field(description="Answers by question id")

    def __repr__(self) -> str:
        """Show ids and counts, never answers."""
        return f"Assessment(case={self.case!r}, answers={len(self.answers)})"

    __str__ = __repr__

    def to_dict(self) -> dict[str, Any]:
        """Give the assessment as JSON-ready data, without what is absent."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
