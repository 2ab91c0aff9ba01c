"""What is sent: bodies of requests. Answers are in assessments alone, as files have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from triage.journal.events import (
    Agreed,
    Assigned,
    Came,
    Confirmed,
    Corrected,
    Decided,
    Declined,
    Departed,
    FollowedUp,
    HandedOver,
    Informed,
    InterpreterUsed,
    LifeChanged,
    LocalId,
    Opened,
    Released,
    Started,
    Withdrawn,
)
from triage.model.asking import Goal
from triage.model.assessment import Assessment
from triage.model.frozen import Frozen, IsoDate, Many, Word
from triage.present import CopyTarget

DIGEST = r"^[0-9a-f]{64}$"

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""An id of the rulebook, or what it is called."""
Path = Annotated[str, StringConstraints(min_length=1, max_length=300)]
"""The path of an answer, as `goals.1.papers`."""


# --- about one assessment


class OfSubject(Frozen):
    """An assessment, and what of it is asked about."""

    assessment: Assessment
    name: Name = Field(
        description="A typology, an intervention (also `id=status`); for why and why not, a rule"
    )


class OfChanges(Frozen):
    """An assessment, and answers to change in it; `null` takes one back."""

    assessment: Assessment
    changes: Mapping[Path, Any]


class OfNext(Frozen):
    """An assessment, and what asking is to settle; with the path asked `last`, it stays near it."""

    assessment: Assessment
    goal: Word[Goal] = Goal.TYPOLOGY
    last: Path | None = None


class OfPage(Frozen):
    """An assessment to lay out; a page for staff, or with everything, may not be printed."""

    assessment: Assessment
    case: Annotated[str, StringConstraints(max_length=64)] | None = None
    by_hand: Many[Name] = Field((), description="What the caseworker adds to the plan")
    for_staff: bool = False
    everything: bool = False


class OfSheet(Frozen):
    """An assessment to lay out as the sheet the participant takes home."""

    assessment: Assessment
    by_hand: Many[Name] = Field((), description="What the caseworker adds to the plan")
    in_person: bool = Field(
        default=False,
        description="You give it by hand, and the person has said that she or he takes it home",
    )


class OfCopies(Frozen):
    """An assessment to write texts of, to be pasted into another system."""

    assessment: Assessment
    target: Word[CopyTarget]
    by_hand: Many[Name] = Field((), description="What the caseworker adds to the plan")


# --- interviews


class _AtPath(Frozen):
    path: Path


class AnswerStep(_AtPath):
    """A question is answered, or answered anew."""

    do: Literal["answer"]
    value: Any


class LeaveStep(_AtPath):
    """A question is not answered: unknown, declined, put off, or its answer taken away."""

    do: Literal["cannot_tell", "would_rather_not", "skip", "withdraw"]


class NoteStep(Frozen):
    """Something is noted, beside a question or beside none; no rule reads it."""

    do: Literal["note"]
    text: Annotated[str, StringConstraints(max_length=20_000)]
    path: Path | None = None


class BackStep(Frozen):
    """The last step of this meeting is taken back."""

    do: Literal["back"]


InterviewStep = Annotated[AnswerStep | LeaveStep | NoteStep | BackStep, Field(discriminator="do")]


class _Steps(Frozen):
    steps: Annotated[Many[InterviewStep], Field(max_length=200)] = ()
    before: bool = Field(False, description="Ask only what is looked up before the talk")
    in_order: bool = Field(False, description="Ask everything in the order of the file")


class OfInterview(_Steps):
    """An interview as it was last answered, for the day of the meeting, and steps to take in it."""

    assessment: Assessment


class OfCaseInterview(_Steps):
    """Steps to take in the interview that is kept for a case; none are needed to see it."""

    rulebook: Name
    as_of: IsoDate | None = Field(None, description="The day of the meeting; else today")


# --- rulebooks


class ServedName(Frozen):
    """A rulebook that is served here; with its digest, that version and no other."""

    rulebook: Name
    digest: Annotated[str, StringConstraints(pattern=DIGEST)] | None = None


class Sent(Frozen):
    """A rulebook as the texts of its files, by their names: `questions.yaml`, `texts/en.yaml`."""

    files: dict[Name, str] = Field(min_length=1, max_length=200)


class OfCheck(Sent):
    """A rulebook to check; `quick` looks at what is written alone, not at what it means."""

    quick: bool = False


class OfDiff(Frozen):
    """Two versions of a rulebook to compare."""

    old: ServedName | Sent
    new: ServedName | Sent


# --- cases


class OfCase(Frozen):
    """A case to begin, by the id the office knows it by; never a civil registration number."""

    case: LocalId


class OfCaseAssessment(Frozen):
    """An assessment to note in a case; without answers, the interview kept for it is assessed."""

    rulebook: Name
    as_of: IsoDate | None = Field(None, description="The day assessed for; else today")
    answers: dict[str, Any] | None = None


NotedByStaff = Annotated[
    Opened
    | Assigned
    | Released
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
    | Withdrawn,
    Field(discriminator="kind"),
]
"""Events people note. What was assessed, suggested, read and erased is noted by what does it."""


class OfEvents(Frozen):
    """Events to note in a case, all of them or none."""

    events: Annotated[Many[NotedByStaff], Field(min_length=1, max_length=50)]
