"""An assessment as it crosses the boundary: answers, and the day they are evaluated for."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from triage.model.answers import NotSaid
from triage.model.cpr import looks_like_cpr
from triage.model.frozen import Frozen, IsoDate, Many, Word

ASSESSMENT_SCHEMA: Final = "triage.assessment/1"


def _named(value: object) -> object:
    """Refuse names that are no text without repeating them."""
    if isinstance(value, Mapping) and not all(isinstance(name, str) for name in value):
        raise ValueError("a question is named by its id, a text")
    return value


def _local(case: str) -> str:
    if looks_like_cpr(case):
        raise ValueError("an id that looks like a CPR number")
    return case


class Step(enum.StrEnum):
    """What was done with a question at a meeting.

    `skipped` puts it off: that is no answer, and it is asked again at the end. `withdrawn` takes
    an earlier answer away, so that the question is open again.
    """

    ANSWERED = "answered"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"


class _Kept(Frozen):
    on: IsoDate = Field(description="The day of the meeting")

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """Show the day, never what was said."""
        yield "on", self.on.isoformat()

    def __str__(self) -> str:
        return repr(self)


class HistoryEntry(_Kept):
    """One step of an interview: the question, what was done with it, and the answer given.

    The path of a list stands for its number of items, that of a grid for the rows that matter, and
    `rest` in place of a row for all rows not named until then. No rule reads any of it.
    """

    path: str = Field(description="The question, as `goal_state` or `goals.1.papers`")
    step: Word[Step] = Field(Step.ANSWERED, description="What was done with it")
    answer: Any = Field(None, description="The answer; `unknown` and `declined` are answers too")
    source: NotSaid | None = Field(
        None, description="Where the answer came from, if it was not said"
    )


class Note(_Kept):
    """What a caseworker noted beside a question, or beside none. No rule reads it."""

    path: str | None = Field(None, description="The question it was noted beside")
    text: str


class Assessment(Frozen):
    """Answers to the questions of a rulebook (rulebook language, section 2).

    What an answer may be is the rulebook's to say; `triage.Rulebook.assess` checks it and names
    every answer that does not fit. `history` and `notes` are what an interview keeps beside them;
    no rule reads either. The representation shows how many answers there are, and nothing else.
    """

    schema_: Literal["triage.assessment/1"] = Field(ASSESSMENT_SCHEMA, alias="schema")
    case: Annotated[str, AfterValidator(_local)] | None = Field(
        None, description="A local case id; never a civil registration number"
    )
    rulebook: str | Many[str] | None = Field(
        None,
        description="The id of the rulebook the answers belong to; of several, each reads its own",
    )
    as_of: IsoDate | None = Field(None, description="The day the assessment is evaluated for")
    answers: Annotated[Mapping[str, Any], BeforeValidator(_named)] = Field(
        description="Answers by question id"
    )
    history: Many[HistoryEntry] | None = Field(
        None, description="The steps of the interview, the earliest first"
    )
    notes: Many[Note] | None = Field(None, description="Notes for people")

    @property
    def rulebooks(self) -> tuple[str, ...]:
        """The ids of the rulebooks the answers belong to."""
        named = self.rulebook
        return () if named is None else (named,) if isinstance(named, str) else tuple(named)

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """Show counts: answers stay out of logs, and what a case is called, too."""
        yield "answers", len(self.answers)

    def __str__(self) -> str:
        return repr(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the assessment as JSON-ready data, without what is absent."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
