"""What is answered: documents of the library, each beside the id of the answer it is in."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from triage.journal.due import DueKind
from triage.model.asking import Asking, Goal
from triage.model.assessment import Assessment
from triage.model.explanation import Stability, Towards, WhatIf, Why, WhyNot
from triage.model.frozen import Frozen, IsoDate, Many, Word
from triage.model.outcome import Outcome
from triage.web.api.questions import AskTold


class Answer(Frozen):
    """Every answer that was worked out has an id, which the log of the server has too.

    Policy engines call it a decision id. Nothing is decided: see `is_not` of an outcome.
    """

    decision_id: str


class AssessedAnswer(Answer):
    """What an assessment comes to."""

    outcome: Outcome


class WhyAnswer(Answer):
    """Why something is so."""

    explanation: Why


class WhyNotAnswer(Answer):
    """Why something is not so."""

    explanation: WhyNot


class TowardsAnswer(Answer):
    """What would lead there."""

    explanation: Towards


class WhatIfAnswer(Answer):
    """What differs with answers changed."""

    explanation: WhatIf


class StabilityAnswer(Answer):
    """How firmly the typology stands."""

    explanation: Stability


class NextAnswer(Answer):
    """What to ask next."""

    asking: Asking


# --- pages


class LineTold(Frozen):
    """One paragraph; with a label, `label: text`. `lang` where it is in another language."""

    kind: Literal["line"]
    text: str
    label: str | None
    tone: Literal["plain", "strong"]
    lang: str | None = None


class NoteTold(Frozen):
    """A line under a point."""

    text: str
    label: str | None
    tone: Literal["plain", "strong"]
    lang: str | None = None


class PointTold(Frozen):
    """An entry of a list, with what is said about it; numbered where the order is meant."""

    kind: Literal["point"]
    text: str
    notes: Many[NoteTold]
    number: int | None
    lang: str | None = None


class CellTold(Frozen):
    """What a table says in one place, and its value where it is a number or a day."""

    text: str
    value: int | float | str | None
    mark: str | None


class TableTold(Frozen):
    """Rows under named columns."""

    kind: Literal["table"]
    caption: str
    columns: Many[str]
    rows: Many[Many[CellTold]]
    drawn: Literal["lines", "bars"] | None


class GroupTold(Frozen):
    """Blocks under a heading inside a section."""

    kind: Literal["group"]
    heading: str
    blocks: Many[LineTold | PointTold | TableTold | GroupTold]


class SectionTold(Frozen):
    """Blocks under a heading."""

    heading: str
    blocks: Many[LineTold | PointTold | TableTold | GroupTold]


class PageTold(Frozen):
    """A page as blocks; keep its `foot` wherever you lay it out."""

    language: str
    title: str
    head: Many[LineTold]
    sections: Many[SectionTold]
    foot: Many[LineTold]


class PageAnswer(Answer):
    """A page, or the sheet for the participant."""

    page: PageTold


class CopyTold(Frozen):
    """A text to paste; lengths are in characters, and `limit` is what the target takes.

    `about` names the step it is about, where there is a text for each; `left_out` counts what was
    cut off.
    """

    text: str
    about: str | None
    advised: int
    limit: int
    left_out: int
    length: int


class CopiesAnswer(Answer):
    """Texts to paste into another system: one, or one for each step of the plan."""

    copies: Many[CopyTold]


class OutcomeTextsTold(Frozen):
    """Labels and reasons by the ids an outcome holds; for staff, and without answers."""

    language: str
    typologies: dict[str, str]
    target_groups: dict[str, str]
    interventions: dict[str, str]
    questions: dict[str, str]
    reasons: dict[str, str]
    law: dict[str, str]
    warnings: dict[str, str]


class TextsAnswer(Answer):
    """The words of an outcome."""

    texts: OutcomeTextsTold


# --- interviews


class LeftTold(Frozen):
    """How many answers can still matter to the goal in progress."""

    goal: Word[Goal]
    count: int


class InterviewTold(Frozen):
    """An interview as it stands: keep `assessment`, and send it with the next steps.

    `set_aside` are answers that no longer stand, as their questions do not apply any more.
    """

    assessment: Assessment
    next: AskTold | None = Field(description="Absent where nothing is left to ask")
    left: LeftTold
    set_aside: Many[str]
    may_go_back: bool


class InterviewAnswer(InterviewTold, Answer):
    """An interview after the steps that were sent."""


# --- rulebooks


class RulebookEntry(Frozen):
    """A rulebook that is served; its digests say which version, exactly."""

    id: str
    version: str
    digest: str
    texts_digest: str
    language: str
    languages: Many[str]
    title: str | None


class RulebooksTold(Frozen):
    """The rulebooks that are served."""

    rulebooks: Many[RulebookEntry]


class RulebookTexts(Frozen):
    """Every text of a rulebook by its path; what is not translated is in its own language."""

    language: str
    texts: dict[str, str]


# --- cases


class CaseTold(Frozen):
    """A case: how it is called in addresses (`ref`), by the office, and how far it has come."""

    ref: str
    case: str
    is_open: bool
    is_vignette: bool = Field(description="Constructed, of nobody: for staff to assess alike")
    events: int = Field(description="How many events count")


class CasesTold(Frozen):
    """The cases the person who asks may read."""

    cases: Many[CaseTold]


class OpenEvent(Frozen):
    """An event as far as it is open: `event` holds nothing anybody said."""

    number: int
    event: dict[str, Any]


class StandingTold(CaseTold):
    """Where a case stands, without anything that is sealed."""

    chosen: Many[str] = Field(description="Interventions a worker stands by")
    counting: Many[OpenEvent]


class ActorTold(Frozen):
    """Who noted something."""

    role: str
    id: str


class NotedTold(Frozen):
    """An event as it was noted; `event` is one of `triage.journal/1`."""

    number: int
    at: str
    by: ActorTold
    event: dict[str, Any]


class HistoryTold(Frozen):
    """All events of a case, the earliest first; that it was read is the last of them."""

    ref: str
    case: str
    events: Many[NotedTold]


class NumbersTold(Frozen):
    """The numbers of the events that were noted."""

    ref: str
    numbers: Many[int]


class CaseAssessedAnswer(AssessedAnswer):
    """What an assessment comes to, and the numbers of the two events it is noted as."""

    assessed: int
    suggested: int


class DueTold(Frozen):
    """Something that is due in a case, since when, and the event it is about.

    `intervention` is what that event agreed on, where it is an agreement.
    """

    ref: str
    case: str
    what: Word[DueKind]
    since: IsoDate
    event: int
    intervention: str | None = None


class DuesTold(Frozen):
    """What is due on a day, the longest due first."""

    on: IsoDate
    due: Many[DueTold]
