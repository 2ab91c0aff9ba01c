"""A programme in one piece: its figures and texts in one language, each with where it comes from.

All of it is data, JSON-ready; amounts of money are exact decimals and stand in JSON as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from triage.model.frozen import Document, Frozen
from triage.model.outcome import RulebookStamp
from triage.model.programme import OutcomeKind, Who

PROGRAMME_SCHEMA: Final = "triage.programme/1"


class Source(Frozen):
    """Where something comes from."""

    id: str
    title: str
    url: str | None = None
    checked_on: str | None = None


class Part(Frozen):
    """Something with a name; `source` is the id of one of the sources."""

    id: str
    label: str
    description: str | None = None
    source: str | None = None


class Partner(Part):
    """Who else takes part."""


class LegalBasis(Part):
    """On what basis in law."""

    law: str | None = None


class TargetGroup(Frozen):
    """Whom the programme is for, and the reasons its rules give."""

    id: str
    label: str
    reasons: tuple[str, ...]


class Intervention(Frozen):
    """An entry of the catalogue."""

    id: str
    label: str


class Effort(Part):
    """A part of what is offered."""

    interventions: tuple[Intervention, ...]


class Counted(Part):
    """How one kind of outcome is counted; `id` is the kind."""

    min_hours: int | None = None
    max_hours: int | None = None
    after_months: tuple[int, ...] = ()
    scale: str | None = Field(None, description="The name of the question on which one came closer")


class Target(Part):
    """So many people by a day; without `counts`, taking part counts."""

    number: int
    counts: tuple[OutcomeKind, ...]
    who: Who
    by: date | None


class Reached(Frozen):
    """What was published as reached, everybody counted once; `percent` as the source prints it."""

    participants: int
    outcomes: Mapping[OutcomeKind, int]
    percent: Mapping[str, int]
    by: date | None
    source: str
    note: str | None = None


class BudgetLine(Part):
    """Money for one thing; `years` add up to `total`, or are empty."""

    total: Decimal
    years: Mapping[int, Decimal]


class Budget(Frozen):
    """Money by line and year, with their sums."""

    currency: str
    total: Decimal
    years: Mapping[int, Decimal]
    lines: tuple[BudgetLine, ...]


class Capacity(Part):
    """How many may have an intervention at once."""

    intervention: Intervention
    places: int
    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")


class Period(Frozen):
    """From when to when, both included; absent where no source says when."""

    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    source: str
    note: str | None = None


class FollowUp(Frozen):
    """How often it is asked how it goes."""

    every_months: int
    for_months: int | None
    source: str


class Summary(Document):
    """A programme, whom it is for, and the sources of all that is said of it."""

    schema_: Literal["triage.programme/1"] = Field(PROGRAMME_SCHEMA, alias="schema")
    language: str
    rulebook: RulebookStamp
    title: str
    owner: str
    description: str | None
    period: Period | None
    partners: tuple[Partner, ...]
    target_groups: tuple[TargetGroup, ...]
    asked_for_the_programme: tuple[str, ...] = Field(
        description="What is asked that only target groups may rest on"
    )
    efforts: tuple[Effort, ...]
    outcomes: tuple[Counted, ...]
    targets: tuple[Target, ...]
    reached: Reached | None
    budget: Budget | None
    capacity: tuple[Capacity, ...]
    follow_up: FollowUp | None
    legal_basis: tuple[LegalBasis, ...]
    sources: tuple[Source, ...]
