"""The one way to a case: whoever asks is checked against role and case, and reading is noted.

INVARIANT: no other module of this room reads or notes events of a case, or opens a draft.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import Depends, Request

from triage.diagnostics import Diagnostic
from triage.journal.database import JournalError
from triage.journal.drafts import Draft
from triage.journal.due import DueIn
from triage.journal.events import (
    Assigned,
    Corrected,
    HandedOver,
    Opened,
    Read,
    ReadReason,
    Released,
)
from triage.journal.noted import Noted, ToNote
from triage.journal.sequence import Sequence, correctable
from triage.web.office import Office
from triage.web.people import IN_TEAMS, Person, Role, SignedIn
from triage.web.problems import NoSuchCase, NotAllowed

_NONE: Final = "journal-no-such-case"
ONE_READING: Final = timedelta(minutes=20)
"""Reading again within it, by the same person for the same reason, is not noted anew."""


class Doing(enum.Enum):
    """What somebody wants to do with a case."""

    READ = enum.auto()
    WORK = enum.auto()
    LEAD = enum.auto()
    """Assign, release, hand over."""


def may(person: Person, doing: Doing, case: Sequence) -> bool:
    """Say whether a person may do something with a case.

    A caseworker works with what is assigned to her, or to her team and no worker of it. A lead has
    the whole team's. An auditor reads anything, and a method developer reads no case.
    """
    if person.everything:
        return True
    match person.role:
        case Role.CASEWORKER:
            own = {(person.team, None), (person.team, person.id)}
            return doing is not Doing.LEAD and not own.isdisjoint(case.holders)
        case Role.TEAM_LEAD:
            return any(team == person.team for team, _ in case.holders)
        case Role.AUDITOR:
            return doing is Doing.READ
        case Role.METHOD_DEVELOPER:
            return False


@dataclass(frozen=True, slots=True)
class CaseAccess:
    """A case a person may do something with, and all that can be done with it."""

    office: Office
    person: Person
    id: str
    standing: Sequence
    """Where it stands; nothing that was said is opened for it."""

    @property
    def ref(self) -> str:
        """What stands for it in addresses."""
        return self.office.ref(self.id)

    @property
    def may_work(self) -> bool:
        """Whether the person may work with it, and not read it alone."""
        return may(self.person, Doing.WORK, self.standing)

    @property
    def may_lead(self) -> bool:
        """Whether the person may say who has it."""
        return may(self.person, Doing.LEAD, self.standing)

    @property
    def correctable(self) -> tuple[int, ...]:
        """The numbers of the events the person may correct now, the latest first.

        Who has read the case is none of them: it was so.
        """
        counting = self.standing.counting
        return tuple(
            each
            for each in correctable(self.standing)
            if not isinstance(counting[each], Read)
            and (self.may_lead or not _moves(counting[each]))
        )

    def history(self, why: ReadReason | None = None) -> tuple[Noted, ...]:
        """Return its events with all that was said; that it was read is noted."""
        by, at = self.person.actor, self.office.now()
        return self.office.journal.history(
            self.id, by=by, at=at, why=why or self._usual, once_in=ONE_READING
        )

    def draft(self) -> Draft:
        """Return where its unfinished conversation is kept; that it was read is noted."""
        by, at = self.person.actor, self.office.now()
        self.office.journal.note_reading(self.id, self._usual, by=by, at=at, once_in=ONE_READING)
        return self.office.journal.draft(self.id, by=by, at=at)

    def note(
        self, *events: ToNote, after: int | None = None, draft: int | None = None
    ) -> tuple[Noted, ...]:
        """Note events, all or none, and end a version of the draft; errors as `Journal.record`.

        Raises:
            NotAllowed: one of them says who has the case, and the person does not lead its team.
        """
        if any(map(self._moves, events)) and not self.may_lead:
            raise NotAllowed((Diagnostic("web-not-allowed"),))
        by, at = self.person.actor, self.office.now()
        return self.office.journal.record(self.id, *events, by=by, at=at, after=after, draft=draft)

    def _moves(self, event: ToNote) -> bool:
        """Say whether an event changes who has the case; to take back one that did, does so too."""
        if isinstance(event, Corrected):
            event = self.standing.counting.get(event.event, event)
        return _moves(event)

    @property
    def _usual(self) -> ReadReason:
        return _USUAL[self.person.role]


def _moves(event: ToNote) -> bool:
    return isinstance(event, Assigned | Released | HandedOver)


_USUAL: Final = {
    Role.CASEWORKER: ReadReason.CASEWORK,
    Role.TEAM_LEAD: ReadReason.SUPERVISION,
    Role.AUDITOR: ReadReason.AUDIT,
    Role.METHOD_DEVELOPER: ReadReason.AUDIT,
}


def case_of(office: Office, person: Person, ref: str, doing: Doing) -> CaseAccess:
    """Return a case that a person may do something with.

    Raises:
        NoSuchCase: there is none, or she may not: the two are answered alike.
    """
    case = office.case(ref)
    standing = None if case is None else _standing(office, case)
    if case is None or standing is None or not may(person, doing, standing):
        raise NoSuchCase((Diagnostic("web-no-such-case"),))
    return CaseAccess(office, person, case, standing)


def _standing(office: Office, case: str) -> Sequence | None:
    """Return where a case stands; `None` where there is none."""
    try:
        return office.journal.standing(case)
    except JournalError as error:
        if error.diagnostics[0].code == _NONE:
            return None
        raise


def begin_case(office: Office, person: Person, case: str) -> CaseAccess:
    """Open a case that is new, or that somebody withdrew from; it is the person's own then.

    Raises:
        NotAllowed: the person's role has no cases, or somebody else has this one.
        JournalError: the local id is none.
        OutOfSequence: it is open already.
    """
    if person.team is None or person.role not in IN_TEAMS:
        raise NotAllowed((Diagnostic("web-not-allowed"),))
    standing = _standing(office, case)
    if standing is not None and not may(person, Doing.WORK, standing):
        raise NotAllowed((Diagnostic("web-case-taken"),))
    given = Assigned(team=person.team, worker=person.id)
    office.journal.record(case, Opened(), given, by=person.actor, at=office.now())
    return CaseAccess(office, person, case, office.journal.standing(case))


def cases_of(office: Office, person: Person) -> tuple[CaseAccess, ...]:
    """Return the cases a person may read, in the order they were begun; nothing is opened."""
    return tuple(
        CaseAccess(office, person, case, standing)
        for case, standing in office.journal.standings()
        if may(person, Doing.READ, standing)
    )


def due_of(office: Office, person: Person, on: date) -> tuple[DueIn, ...]:
    """Return what is due on a day in the cases a person may work with, the longest due first."""
    own = {
        case for case, standing in office.journal.standings() if may(person, Doing.WORK, standing)
    }
    return tuple(each for each in office.journal.due(on) if each.case in own)


def _dependency(doing: Doing) -> Callable[[Request, Person, str], CaseAccess]:
    def found(request: Request, person: SignedIn, ref: str) -> CaseAccess:
        return case_of(request.app.state.office, person, ref, doing)

    return found


ReadCase = Annotated[CaseAccess, Depends(_dependency(Doing.READ))]
WorkCase = Annotated[CaseAccess, Depends(_dependency(Doing.WORK))]
LeadCase = Annotated[CaseAccess, Depends(_dependency(Doing.LEAD))]
