"""The report of a programme: numbers and texts in one language, JSON-ready.

Every number counts people once, unless its name says otherwise. `null` is a number that is hidden:
it is small, or a small one could be worked out from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from triage.model.departure import DepartureReason, Unsettled
from triage.model.frozen import Document, Frozen
from triage.model.outcome import IS_NOT, IsNot, RulebookStamp
from triage.model.programme import NotedKind, OutcomeKind, Who
from triage.programme.repeated import Amount, Hidden, HiddenAmount
from triage.programme.summary import Intervention
from triage.programme.table_read import TableRead

REPORT_SCHEMA: Final = "triage.programme-report/1"


class Kind(Frozen):
    """A kind of outcome that is counted, and what it is called."""

    id: OutcomeKind
    label: str


class OnDay(Frozen):
    """How many by a day, from the first day on."""

    day: date
    people: Hidden


class TargetProgress(Frozen):
    """How far a target is, and what it still takes: null where no source sets it a `number`.

    `by` is its own last day, else the programme's. `left` is what is missing, never below nothing;
    `months_left` the months after the day reported up to that day, begun ones too, 0 from it on.
    `needed_a_month` is `left` over those months, rounded up.
    """

    id: str
    label: str
    number: int | None
    counts: tuple[OutcomeKind, ...]
    who: Who
    by: date | None
    reached: Hidden
    left: Hidden
    months_left: int | None
    needed_a_month: Hidden
    over_time: tuple[OnDay, ...]


class Followed(Frozen):
    """People who have something in common, and what followed by kind of outcome.

    Somebody with two kinds counts once under each and once under `any`, which is null where the
    programme declares no kind.
    """

    id: str | None = Field(description="null for those of whom it was not recorded")
    label: str
    people: Hidden
    outcomes: Mapping[OutcomeKind, Hidden]
    any: Hidden
    targets: Mapping[str, Hidden] = Field(
        description="How many of them each target counts that aims at outcomes of participants"
    )


class Offered(Followed):
    """What was offered to whom: the people who began it, and what followed after that.

    `waiting` asked for it and have not begun it, `running` are in it. `hours` are all hours
    recorded, hidden where `people` is.
    """

    id: str
    waiting: Hidden
    running: Hidden
    ended: Hidden
    hours: HiddenAmount


class NotedOf(Frozen):
    """Of how many participants something else was noted, once or more often."""

    what: NotedKind
    people: Hidden


class Lasting(Frozen):
    """What became of outcomes of a kind after so many months, counted in people."""

    kind: OutcomeKind
    after_months: int
    lasting: Hidden
    ended: Hidden
    not_yet: Hidden


class Money(Frozen):
    """A line of the budget in one year, or, without `year`, altogether.

    `budget` is null where nobody divided the line by year, or the year has no part in it.
    """

    line: str
    label: str
    year: int | None
    budget: Decimal | None
    used: Amount
    left: HiddenAmount


class Places(Frozen):
    """Places of an intervention, and how many were taken."""

    id: str
    label: str
    intervention: Intervention
    places: int
    more_taken: bool = Field(
        description="More were taken at once than there are; not said where a number is hidden"
    )
    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    taken: Hidden
    most_taken: Hidden
    waiting: Hidden


class Departures(Frozen):
    """How often staff did otherwise than was suggested, counted in cases.

    A case with several reasons counts once under each.
    """

    what: Literal["rule", "intervention"]
    id: str
    label: str | None = Field(
        description="The reason a rule gives, or what an intervention is called"
    )
    cases: int
    reasons: Mapping[DepartureReason, int] = Field(description="Those that were given")


class Waiting(Frozen):
    """A case that waits for an intervention."""

    case: str
    intervention: Intervention
    requested: date | None
    needed_by: date | None
    shift: time | None


class Team(Frozen):
    """What stays in the team: by typology, what staff did otherwise, who waits.

    `another_typology` counts cases in which another was confirmed than was suggested, `goals` cases
    by what became of the person's own goal, `not_settled` cases in which once no one typology was
    suggested: it was open, or the rules had a gap or a conflict. All of them, and `departures`, are
    null below five workers: they would be about one of them. The first three are null, too, in a
    rulebook without typologies: nobody confirms one there, and that is no zero.
    """

    workers: int | None
    by_typology: tuple[Followed, ...]
    another_typology: int | None
    not_settled: Mapping[Unsettled, int] | None
    departures: tuple[Departures, ...] | None
    goals: Mapping[Literal["kept", "raised", "lowered"], int] | None
    waiting: tuple[Waiting, ...]


class ProgrammeReport(Document):
    """How a programme goes, as of a day.

    `limit` is the number below which numbers are hidden, 1 where none are. `synthetic` says that
    people were made up. Of the rows that were `read`, `bad_rows` were left out. `not_yet` take part
    only after the day, and are counted nowhere else.

    `compared_with` are the days of the earlier reports it was compared with; null where it was
    compared with none, as none are kept. Where today's number would tell how little it differs from
    one of theirs, theirs stands instead, and `repeated` says from when.
    """

    schema_: Literal["triage.programme-report/1"] = Field(REPORT_SCHEMA, alias="schema")
    is_not: IsNot = IS_NOT
    language: str
    rulebook: RulebookStamp
    title: str
    as_of: date
    synthetic: bool
    limit: int
    read: TableRead
    bad_rows: int
    not_yet: Hidden
    kinds: tuple[Kind, ...]
    participants: Followed
    still_taking_part: Hidden
    no_longer: Hidden
    targets: tuple[TargetProgress, ...]
    by_target_group: tuple[Followed, ...]
    offered: tuple[Offered, ...]
    lasting: tuple[Lasting, ...]
    noted: tuple[NotedOf, ...] = Field(description="Kinds that were noted of somebody")
    hours_unknown: Hidden = Field(
        description="People with an outcome that is not counted: its hours were not recorded"
    )
    currency: str | None
    money: tuple[Money, ...]
    capacity: tuple[Places, ...]
    team: Team | None = Field(description="null in a report that leaves the team")
    compared_with: tuple[date, ...] | None
    repeated: Mapping[str, date] = Field(
        description="The day of each number that is repeated, by the JSON pointer to it"
    )
