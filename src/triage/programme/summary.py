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
from triage.model.programme import Bound, FactOn, OutcomeKind, Who

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
    note: str | None = None
    reading: str | None = Field(
        None, description="What of it no source says: the rulebook's own reading"
    )


class Partner(Part):
    """Who else takes part."""


class LegalBasis(Part):
    """On what basis in law."""

    law: str | None = None


class GroupRule(Frozen):
    """One rule of a target group: its reason, where that is from, and what of it is a reading."""

    id: str
    because: str | None
    source: str | None
    note: str | None
    reading: str | None


class TargetGroup(Frozen):
    """Whom the programme is for, and the rules that say so."""

    id: str
    label: str
    rules: tuple[GroupRule, ...]


class Fact(Part):
    """What a source says around the programme; `of` is the number this one is a part of."""

    on: FactOn
    number: int | None
    of: int | None
    percent: Decimal | None
    bound: Bound | None


class Body(Part):
    """A group that steers or carries out the programme."""

    members: tuple[str, ...]
    tasks: tuple[str, ...]


class TypologyName(Frozen):
    """A typology by its label, and by the name its source uses."""

    id: str
    label: str
    name_in_source: str
    source: str | None
    reading: str | None


class Intervention(Frozen):
    """An entry of the catalogue."""

    id: str
    label: str


class Effort(Part):
    """A part of what is offered; which interventions belong to it is the rulebook's own reading."""

    interventions: tuple[Intervention, ...]
    never_proposed: str | None = Field(
        None, description="Why the rulebook proposes it to nobody, where it says that it does not"
    )


class Counted(Part):
    """How one kind of outcome is counted; `id` is the kind."""

    min_hours: int | None = None
    max_hours: int | None = None
    after_months: tuple[int, ...] = ()
    scale: str | None = Field(None, description="The name of the question on which one came closer")


class Target(Part):
    """So many people by a day; without `counts`, taking part counts."""

    number: int | None = Field(description="null where no source sets one")
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
    reading: str | None = None


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
    reading: str | None = None


class FollowUp(Frozen):
    """How often it is asked how it goes."""

    every_months: int
    for_months: int | None
    source: str
    note: str | None = None
    reading: str | None = None


class Summary(Document):
    """A programme, whom it is for, and the sources of all that is said of it."""

    schema_: Literal["triage.programme/1"] = Field(PROGRAMME_SCHEMA, alias="schema")
    language: str
    rulebook: RulebookStamp
    title: str
    owner: str
    description: str | None
    source: str | None
    note: str | None
    reading: str | None
    about_the_rulebook: str | None
    period: Period | None
    aims: tuple[Part, ...]
    facts: tuple[Fact, ...]
    partners: tuple[Partner, ...]
    organisation: tuple[Body, ...]
    typologies: tuple[TypologyName, ...] = Field(
        description="Those whose source has a name for them; never on a page about a person"
    )
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
