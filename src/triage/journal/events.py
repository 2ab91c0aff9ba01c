"""What happens to a case, as events: each was so when it was noted, and stays as it was noted.

An event has an open part, which can be counted without a key, and a sealed part: whatever somebody
said, wrote or is called. Nothing follows by itself: a suggestion is confirmed by an event that says
so, and what was agreed is begun by another.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, model_validator

from triage.journal.marks import CONTENT, SEALED, marked
from triage.model.cpr import looks_like_cpr
from triage.model.departure import DepartureReason
from triage.model.frozen import Frozen, IsoDate, Many, Word
from triage.model.outcome import RulebookStamp
from triage.model.programme import OutcomeKind

JOURNAL_SCHEMA: Final = "triage.journal/1"


_MANY_DIGITS: Final = re.compile(r"\d(?:\D*\d){7}").search
"""Finds as many digits as a CPR number has in any form: to look at each name takes longer."""


def _no_cpr(value: str) -> str:
    if _MANY_DIGITS(value) and looks_like_cpr(value):
        raise ValueError("something open that looks like a CPR number")
    return value


LocalId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=r"^[\w.:@-]+$"),
    AfterValidator(_no_cpr),
]
LOCAL_ID: Final[TypeAdapter[str]] = TypeAdapter(LocalId)

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
"""What a rulebook calls something."""
TypedId = Annotated[Id, AfterValidator(_no_cpr)]
"""The same where somebody may have typed it."""
Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), SEALED
]
Number = Annotated[int, Field(ge=1)]
"""The number of another event of the same case."""


Goal = Annotated[
    Literal["kept", "raised", "lowered"],
    Field(description="What became of the person's own goal, where the typology is settled on"),
]

GOALS: Final[tuple[Goal, ...]] = ("kept", "raised", "lowered")


class Actor(Frozen):
    """Who did something: a role, and a local id of staff; the caller gives both."""

    role: LocalId
    id: LocalId


class About(Frozen):
    """What of a suggestion an event is about: the typology, or one intervention."""

    typology: TypedId | None = None
    intervention: TypedId | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.typology is None) == (self.intervention is None):
            raise ValueError("a typology or an intervention, and one of them")
        return self


class Interpreter(enum.StrEnum):
    """Who interpreted; a relative is noted because what was said then is provisional."""

    PROFESSIONAL = "professional"
    BY_PHONE = "by_phone"
    COLLEAGUE = "colleague"
    RELATIVE = "relative"


class ReadReason(enum.StrEnum):
    """Why somebody read a case; free text would say more than a record of reading should."""

    CASEWORK = "casework"
    SUPERVISION = "supervision"
    ACCESS_REQUEST = "access_request"
    COMPLAINT = "complaint"
    AUDIT = "audit"
    CORRECTION = "correction"


class Ground(enum.StrEnum):
    """Why a case may be erased; consent that was taken back is none, as none was the basis."""

    TRANSFERRED = "transferred"
    NOT_NEEDED = "not-needed"
    ASKED = "asked"
    MISTAKE = "mistake"
    UNLAWFUL = "unlawful"
    CONSTRUCTED = "constructed"


class _Event(Frozen):
    """What happened; its representation leaves out what is sealed."""

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show what can be counted: what was said stays out of logs."""
        apart = {*marked(type(self), SEALED), *marked(type(self), CONTENT)}
        yield from (each for each in super().__repr_args__() if each[0] not in apart)

    def __str__(self) -> str:
        return repr(self)


class Opened(_Event):
    """A case begins, or begins anew after somebody withdrew."""

    kind: Literal["opened"] = "opened"
    vignette: bool = Field(
        False,
        description="A constructed case of nobody, for staff to assess alike; never counted as one",
    )


class Assigned(_Event):
    """A team, and perhaps one of its workers, is given the case."""

    kind: Literal["assigned"] = "assigned"
    team: LocalId
    worker: LocalId | None = None


class Released(_Event):
    """A team, or one of its workers, no longer has the case."""

    kind: Literal["released"] = "released"
    team: LocalId
    worker: LocalId | None = None


class Assessed(_Event):
    """Answers were assessed: by which rules, for which day, with which outcome."""

    kind: Literal["assessed"] = "assessed"
    rulebook: RulebookStamp
    as_of: IsoDate
    typology: Many[Id] = Field((), description="What is possible, sorted; one means settled")
    target_group: Many[Id] = Field((), description="What is possible, sorted")
    archive: str | None = Field(
        None, pattern=r"^[0-9a-f]{64}$", description="What its rulebook is kept by in the journal"
    )
    assessment: Annotated[Mapping[str, Any], CONTENT] = Field(description="`triage.assessment/1`")
    outcome: Annotated[Mapping[str, Any], CONTENT] = Field(description="`triage.outcome/1`")


class Suggested(_Event):
    """What a page proposed on the strength of an assessment."""

    kind: Literal["suggested"] = "suggested"
    assessed: Number
    typology: Id = Field(description="A typology; else `open`, `gap` or `conflict`")
    interventions: Many[Id] = ()
    rules: Mapping[Id, Many[Id]] = Field(
        default_factory=dict, description="The rules that speak for each, and for the typology"
    )


class Confirmed(_Event):
    """A worker stands by what was suggested, of the typology or of one intervention."""

    kind: Literal["confirmed"] = "confirmed"
    suggested: Number
    about: About
    goal: Goal | None = None
    words: Said | None = None


class Departed(_Event):
    """A worker does otherwise than suggested; the suggestion is kept as it was."""

    kind: Literal["departed"] = "departed"
    suggested: Number
    about: About = Field(description="What was suggested, or what was not and is wanted")
    instead: About | None = Field(None, description="What is done instead; absent for nothing")
    reason: Word[DepartureReason]
    goal: Goal | None = None
    words: Said | None = None


class Agreed(_Event):
    """The person and a worker agreed on an intervention."""

    kind: Literal["agreed"] = "agreed"
    intervention: TypedId
    by: IsoDate | None = Field(None, description="The day it is to have begun")
    words: Said | None = None


class Decided(_Event):
    """A decision in the sense of the law: its provision, its day, and guidance on complaint."""

    kind: Literal["decided"] = "decided"
    provision: Annotated[
        str, StringConstraints(min_length=1, max_length=200), AfterValidator(_no_cpr)
    ]
    on: IsoDate
    complaint_guidance: bool
    words: Said | None = None


class Declined(_Event):
    """The person said no to an intervention."""

    kind: Literal["declined"] = "declined"
    intervention: TypedId
    words: Said | None = None


class Informed(_Event):
    """The person was told what is kept about her (GDPR, Article 13 or 14)."""

    kind: Literal["informed"] = "informed"
    article: Literal[13, 14]
    on: IsoDate


class InterpreterUsed(_Event):
    """Somebody interpreted; which language is sealed."""

    kind: Literal["interpreter_used"] = "interpreter_used"
    who: Word[Interpreter]
    on: IsoDate
    language: Said | None = None


class Started(_Event):
    """What was agreed has begun."""

    kind: Literal["started"] = "started"
    agreed: Number
    on: IsoDate


class FollowedUp(_Event):
    """Somebody asked how it goes."""

    kind: Literal["followed_up"] = "followed_up"
    agreed: Number
    on: IsoDate
    words: Said | None = None


class Came(_Event):
    """An outcome: what came of taking part, from when, for how many paid hours a week."""

    kind: Literal["outcome"] = "outcome"
    what: Word[OutcomeKind]
    start: IsoDate
    end: IsoDate | None = None
    hours: Annotated[Decimal, Field(strict=False, ge=0, le=168)] | None = None


class LifeChanged(_Event):
    """Something the method names as a reason to talk anew; what it is, is sealed."""

    kind: Literal["life_changed"] = "life_changed"
    on: IsoDate
    what: Said


class Corrected(_Event):
    """An earlier event was wrong: it stays as it was noted, and no longer counts."""

    kind: Literal["corrected"] = "corrected"
    event: Number
    words: Said


class HandedOver(_Event):
    """Another team takes the case over."""

    kind: Literal["handed_over"] = "handed_over"
    team: LocalId
    words: Said | None = None


class Withdrawn(_Event):
    """The person no longer takes part; it has no effect on rights."""

    kind: Literal["withdrawn"] = "withdrawn"
    on: IsoDate


class Read(_Event):
    """Somebody read the case."""

    kind: Literal["read"] = "read"
    why: Word[ReadReason]


class Erased(_Event):
    """The case was erased. What is left of its events are their kinds and times."""

    kind: Literal["erased"] = "erased"
    ground: Word[Ground]


Event = Annotated[
    Opened
    | Assigned
    | Released
    | Assessed
    | Suggested
    | Confirmed
    | Departed
    | Agreed
    | Decided
    | Declined
    | Informed
    | InterpreterUsed
    | Started
    | FollowedUp
    | Came
    | LifeChanged
    | Corrected
    | HandedOver
    | Withdrawn
    | Read
    | Erased,
    Field(discriminator="kind"),
]
EVENTS: Final[TypeAdapter[Event]] = TypeAdapter(Event)


def journal_schema() -> dict[str, Any]:
    """Return the JSON Schema of one event, with the schema's name as `$id`."""
    return {"$id": JOURNAL_SCHEMA, "title": "An event of a case", **EVENTS.json_schema()}
