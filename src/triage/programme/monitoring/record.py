"""One row of a table of participants: what was recorded of one case on one day.

A table has a row for everything that was recorded, each of one of seven kinds. Its columns are the
same for all kinds; a kind leaves empty what it has no use for. The JSON Schema of a row is
published as `triage.participants/1`.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from triage.model.departure import DepartureReason
from triage.model.programme import NotedKind, OutcomeKind, Who
from triage.tables import day_in, number_in

PARTICIPANTS_SCHEMA: Final = "triage.participants/1"


def _day(text: object) -> str:
    found = day_in(str(text))
    if found is None:
        raise ValueError
    return found.isoformat()


def _number(text: object) -> str:
    found = number_in(str(text))
    if found is None:
        raise ValueError
    return str(found)


Day = Annotated[date, BeforeValidator(_day)]
Hours = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=100_000)]
Amount = Annotated[Decimal, BeforeValidator(_number), Field(decimal_places=2)]
Case = Annotated[
    str, Field(min_length=1, max_length=64, description="A local id, never a CPR number")
]


class _Row(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    synthetic: Literal["yes"] | None = Field(None, description="The row is made up, of nobody")


class TakingPart(_Row):
    """Somebody takes part, or is reached as one of the others; one row for each case."""

    record: Literal["taking_part"]
    case: Case
    start: Day = Field(alias="from")
    end: Day | None = Field(None, alias="to", description="Empty while it lasts")
    target_group: str | None = None
    who: Who = Who.PARTICIPANTS


class Assessed(_Row):
    """An assessment: the typology that was suggested, the one a caseworker confirmed.

    What was not suggested cannot be confirmed: where no one typology was, `suggested` says so.
    """

    record: Literal["assessment"]
    case: Case
    start: Day = Field(alias="from")
    suggested: str | None = Field(
        None, description="A typology; else `open`, `gap` or `conflict`, where none was suggested"
    )
    confirmed: str | None = None
    goal: Literal["kept", "raised", "lowered"] | None = Field(
        None, description="What became of the person's own goal"
    )


class Departed(_Row):
    """A caseworker did otherwise than a rule suggested, or than was suggested of an intervention.

    Why is a code. Who did it is recorded nowhere in the table.
    """

    record: Literal["departure"]
    case: Case
    start: Day = Field(alias="from")
    what: str = Field(description="The id of the rule, or of the intervention")
    reason: DepartureReason


class Given(_Row):
    """An intervention: asked for, begun, ended; without `from` the case is waiting."""

    record: Literal["intervention"]
    case: Case
    what: str = Field(description="The id of the intervention")
    requested: Day | None = None
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    hours: Hours | None = Field(None, description="All hours given")
    needed_by: Day | None = None
    shift: time | None = Field(None, description="When the shift starts that it is needed for")


class Came(_Row):
    """An outcome: what it is, from when, for how many paid hours a week."""

    record: Literal["outcome"]
    case: Case
    what: OutcomeKind
    start: Day = Field(alias="from")
    end: Day | None = Field(None, alias="to", description="Empty while it lasts")
    hours: Hours | None = None


class Noted(_Row):
    """Something else that was noted of a case; only that it was, and on which day."""

    record: Literal["noted"]
    case: Case
    what: NotedKind
    start: Day = Field(alias="from")


class Paid(_Row):
    """Money that was used, from a line of the budget; a refund is below nothing."""

    record: Literal["cost"]
    case: Case | None = None
    what: str = Field(description="The id of the budget line")
    start: Day = Field(alias="from")
    amount: Amount


Record = Annotated[
    TakingPart | Assessed | Departed | Given | Came | Noted | Paid, Field(discriminator="record")
]
RECORDS: Final[TypeAdapter[Any]] = TypeAdapter(Record)
"""Reads a row whose cells are texts, `validate_strings`; empty cells are left out."""

REQUIRED: Final = ("case", "record", "from")
"""The columns no table can do without."""

COLUMNS: Final = (
    *("case", "record", "what", "from", "to", "requested", "needed_by", "shift", "hours"),
    *("target_group", "who", "suggested", "confirmed", "goal", "reason", "amount", "synthetic"),
)
"""Every column a table may have, in the order in which they are written."""
DAYS: Final = frozenset({"from", "to", "requested", "needed_by"})
NUMBERS: Final = frozenset({"hours", "amount"})


def participants_schema() -> dict[str, Any]:
    """Return the JSON Schema of one row, with the schema's name as `$id`."""
    schema = RECORDS.json_schema(by_alias=True)
    return {"$id": PARTICIPANTS_SCHEMA, "title": "A row of a table of participants", **schema}
