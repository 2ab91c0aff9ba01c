"""One meeting, as a request finds it: the conversation that is kept, and steps that change it.

Every step is kept before it is answered. A form says what had been kept when it was shown, so that
the same form sent twice, as when the network drops before the answer comes, takes its step once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from triage.diagnostics import ChangedMeanwhile
from triage.interview import Interview
from triage.journal import Draft
from triage.journal.events import Assessed
from triage.journal.noted import Noted, counting
from triage.model.assessment import Assessment, Step
from triage.web.case_access import CaseAccess
from triage.web.office import Office, Served
from triage.web.pages.rendering import not_there


class Stage(StrEnum):
    """Which questions are asked: before the talk, in it, or all in the order of the file."""

    BEFORE = "before"
    TALK = "talk"
    PAPER = "paper"


class Do(StrEnum):
    """What a form of the conversation asks for."""

    ANSWER = "answer"
    SKIP = "skip"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    WITHDRAW = "withdraw"
    BACK = "back"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: about which question, with what, and what had been kept by then."""

    do: Do
    seen: int
    path: str = ""
    value: Any = None

    def taken(self, interview: Interview) -> Interview:
        """Take the step.

        Raises:
            InvalidAssessment: it cannot be taken.
            TriageError: there is nothing to note, or to take back.
        """
        match self.do:
            case Do.ANSWER:
                return interview.answer(self.path, self.value)
            case Do.UNKNOWN:
                return interview.cannot_tell(self.path)
            case Do.DECLINED:
                return interview.would_rather_not(self.path)
            case Do.SKIP:
                return interview.skip(self.path)
            case Do.WITHDRAW:
                return interview.change(self.path, None)
            case Do.BACK:
                return interview.back()
            case Do.NOTE:
                return interview.note(self.value, self.path or None)

    def was_taken(self, interview: Interview) -> bool:
        """Say whether the step was taken already, as when a form is sent a second time."""
        match self.do:
            case Do.BACK:
                return False
            case Do.NOTE:
                return any(each.text == self.value for each in interview.notes)
            case Do.SKIP:
                last = interview.history[-1:]
                return any(each.path == self.path and each.step is Step.SKIPPED for each in last)
            case Do.WITHDRAW:
                return self.path not in (*interview.answered, *interview.set_aside)
            case _:
                return self.taken(interview) == interview


@dataclass(frozen=True, slots=True)
class Meeting:
    """The conversation of a case, as it is kept, and where."""

    served: Served
    interview: Interview
    version: int
    _draft: Draft

    def after(self, order: Order) -> Meeting:
        """Take a step and keep it; what was taken already is not taken again.

        Raises:
            ChangedMeanwhile: somebody else has kept something since the form was shown.
            InvalidAssessment: the step cannot be taken.
        """
        if order.seen != self.version:
            if order.was_taken(self.interview):
                return self
            raise ChangedMeanwhile()
        taken = order.taken(self.interview)
        if taken == self.interview:
            return self
        version = self._draft.save(taken.assessment, self.version)
        return replace(self, interview=taken, version=version)


def meeting_of(office: Office, access: CaseAccess, stage: Stage) -> Meeting:
    """Go on with the conversation of a case: the one that is kept, else from what was assessed.

    Raises:
        NotThere: the rulebook it was begun with is not served here.
    """
    draft = access.draft()
    kept, version = draft.load()
    given = kept if version else last_assessment(access) or kept
    served = served_for(office, given)
    interview = served.book.interview(
        given.model_copy(update={"case": access.id}),
        as_of=office.today(),
        in_order=stage is Stage.PAPER,
        before=stage is Stage.BEFORE,
    )
    return Meeting(served, interview, version, draft)


def last_assessment(access: CaseAccess) -> Assessment | None:
    """Return the answers a case was last assessed with; `None` where it never was."""
    found = last_assessed(access)
    return None if found is None else Assessment.model_validate(found.assessment)


def last_assessed(access: CaseAccess) -> Assessed | None:
    """Return the last assessment of a case that counts, with what was said; it opens no other."""
    return None if access.standing.assessed is None else assessed_in(access.history())


def assessed_in(history: Sequence[Noted]) -> Assessed | None:
    """Return the last assessment in the history of a case that counts; `None` where none does."""
    every = (each.event for each in reversed(counting(history)))
    return next((each for each in every if isinstance(each, Assessed)), None)


def served_for(office: Office, given: Assessment) -> Served:
    """Return the rulebook answers belong to; the first that is served where they name none.

    Raises:
        NotThere: it is not served here.
    """
    if not given.rulebooks:
        return office.first
    found = office.rulebook(given.rulebooks[0])
    if found is None:
        raise not_there()
    return found
