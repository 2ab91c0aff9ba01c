"""A programme: who runs it, when, by what law, and what it must reach, costs and has reached.

None of it changes an outcome. Every figure names its `source`, one of the sources in the head of
the rulebook; labels and the other texts stand under `programme` among the texts.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class OutcomeKind(enum.StrEnum):
    """What may have come of taking part."""

    ORDINARY_JOB = "ordinary_job"
    PART_TIME_JOB = "part_time_job"
    SMALL_JOB = "small_job"
    EDUCATION = "education"
    ACTIVE_JOB_SEARCH = "active_job_search"
    CLOSER = "closer"


class NotedKind(enum.StrEnum):
    """What else may be noted of a case, beside what was suggested, given and came of it."""

    INFORMED = "informed"
    """The person was told what is kept about her."""
    INTERPRETER_USED = "interpreter_used"
    DECLINED = "declined"
    """The person said no to something."""
    DECIDED = "decided"
    """A decision in the sense of the law."""
    FOLLOWED_UP = "followed_up"
    """Somebody asked how it goes."""
    LIFE_CHANGED = "life_changed"
    """Something the method names as a reason to talk anew."""
    HANDED_OVER = "handed_over"
    """Another team took the case over."""


class Who(enum.StrEnum):
    """Whom a target counts: those who take part, or others reached through the programme."""

    PARTICIPANTS = "participants"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; `None` where no source says when."""

    start: date | None
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a name and perhaps a source: a partner, a basis in law."""

    id: str
    source: str | None = None


class Bound(enum.StrEnum):
    """What a source says of a figure it does not give exactly."""

    OVER = "over"
    UNDER = "under"


class FactOn(enum.StrEnum):
    """What a fact is about."""

    TARGET_GROUP = "target_group"
    START = "start"
    BEFORE = "before"
    PARTICIPANTS = "participants"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a source says around the programme, with its figures where it has any.

    `of` is the fact whose number this one is a part of. `percent` is the share as the source
    prints it, or a percentage of its own.
    """

    id: str
    on: FactOn
    source: str
    number: int | None = None
    of: str | None = None
    percent: Decimal | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A group that steers or carries out the programme: the ids of its members and tasks."""

    id: str
    source: str
    members: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """A part of what is offered, and the interventions that belong to it, in catalogue order.

    One that is `never_proposed` has none: the rulebook says why it proposes it to nobody.
    """

    id: str
    interventions: tuple[str, ...]
    source: str
    never_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How one kind of outcome is counted.

    `min_hours` and `max_hours` are paid hours a week. `after_months` says after how many months it
    is looked whether it still holds. `scale` is the question on which somebody came closer.
    """

    kind: OutcomeKind
    source: str
    min_hours: int | None = None
    max_hours: int | None = None
    after_months: tuple[int, ...] = ()
    scale: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """So many people `by` a day: taking part, or with one of the outcomes it `counts`.

    `number` is `None` where no source sets one; such a target counts outcomes.
    """

    id: str
    number: int | None
    source: str
    counts: tuple[OutcomeKind, ...] = ()
    who: Who = Who.PARTICIPANTS
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """What was published as reached: people by outcome, and percent of `participants`.

    `percent` has what the source prints, by kind and under `total`, each the rounded share of its
    number.
    """

    participants: int
    outcomes: Mapping[OutcomeKind, int]
    source: str
    by: date | None = None
    percent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money for one thing; `years` add up to `total`, or are empty where nobody divided it."""

    id: str
    total: Decimal
    source: str
    years: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Budget:
    """Money in one currency (ISO 4217), by line."""

    currency: str
    lines: Mapping[str, BudgetLine]

    @property
    def total(self) -> Decimal:
        """All lines together."""
        return sum((line.total for line in self.lines.values()), Decimal(0))

    def of_year(self, year: int) -> Decimal:
        """All lines together in one year, as far as they are divided by year."""
        divided = (line.years.get(year, Decimal(0)) for line in self.lines.values())
        return sum(divided, Decimal(0))

    @property
    def years(self) -> tuple[int, ...]:
        """The years some line is divided by, earliest first."""
        return tuple(sorted({year for line in self.lines.values() for year in line.years}))


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many may have an intervention at once, from `start` to `end`, both included."""

    id: str
    intervention: str
    places: int
    source: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How often somebody is asked how it goes, and for how long after the end."""

    every_months: int
    source: str
    for_months: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything a programme says of itself, by id in the order of the file; all may be absent."""

    owner: str
    source: str | None = None
    period: Period | None = None
    aims: Mapping[str, Named] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    organisation: Mapping[str, Body] = field(default_factory=dict)
    partners: Mapping[str, Named] = field(default_factory=dict)
    legal_basis: Mapping[str, Named] = field(default_factory=dict)
    efforts: Mapping[str, Effort] = field(default_factory=dict)
    outcomes: Mapping[OutcomeKind, Counted] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    reached: Reached | None = None
    budget: Budget | None = None
    capacity: Mapping[str, Capacity] = field(default_factory=dict)
    follow_up: FollowUp | None = None
