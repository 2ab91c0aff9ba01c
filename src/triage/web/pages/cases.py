"""My cases: what is due, what is in progress, and a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from triage.journal.due import DueIn, DueKind
from triage.journal.events import LOCAL_ID
from triage.journal.sequence import OutOfSequence
from triage.model.assessment import Assessment
from triage.present import Words
from triage.present.due_page import due_line
from triage.web.case_access import CaseAccess, begin_case, cases_of, due_of
from triage.web.office import Office
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.rendering import AtOffice, see_other, show, words_for
from triage.web.pages.rules import title_of
from triage.web.people import Person, Role, SignedIn, require

router = APIRouter()

_SEEN_TO: Final = {
    DueKind.ASSESSMENT_OLD: "talk",
    DueKind.LIFE_CHANGED: "talk",
    DueKind.FOLLOW_UP: "confirm",
    DueKind.NOT_STARTED: "confirm",
}
_WORKS = Annotated[Person, Depends(require(Role.CASEWORKER, Role.TEAM_LEAD))]


@dataclass(frozen=True, slots=True)
class _Case:
    """A case in the list: its name, where it lies, how far it is, and what it is to who asks."""

    id: str
    ref: str
    state: str
    may_work: bool
    is_vignette: bool


@router.get("/")
def cases(request: Request, person: SignedIn, office: AtOffice) -> Response:
    """Show what is due, the longest first, and the cases there are."""
    return _page(request, person, office)


@router.post("/cases")
def new_case(request: Request, person: _WORKS, office: AtOffice, form: Posted) -> Response:
    """Begin a case by its local id, and its conversation by one of the rulebooks."""
    try:
        id_ = LOCAL_ID.validate_python(text_in(form, "case"))
    except ValidationError:
        return _page(request, person, office, problem="cases.no_id", status=422)
    try:
        access = begin_case(office, person, id_)
    except OutOfSequence:
        return _page(request, person, office, problem="cases.there_already", status=409)
    served = office.rulebook(text_in(form, "rulebook")) or office.first
    begun = Assessment(case=id_, rulebook=served.id, as_of=office.today(), answers={})
    access.draft().save(begun, 0)
    return see_other(f"/cases/{access.ref}/talk")


def _page(
    request: Request, person: Person, office: Office, problem: str | None = None, status: int = 200
) -> Response:
    words, today = Words(words_for(request).language), office.today()
    own = cases_of(office, person)
    due = due_of(office, person, today)
    return show(
        request,
        "cases.html.jinja",
        status,
        cases=tuple(_listed(office, own)),
        due=tuple(_due(office, own, due, words)),
        due_heading=words.say("journal.due_as_of", day=words.date(today)),
        rulebooks=[(each.id, title_of(each, words.language)) for each in office.rulebooks.values()],
        problem=problem,
    )


def _due(
    office: Office, own: tuple[CaseAccess, ...], found: tuple[DueIn, ...], words: Words
) -> Iterator[tuple[str, str]]:
    """Yield what is due in words, each with where to see to it: the talk, or what was agreed on."""
    standings = {each.id: each.standing for each in own}
    for each in found:
        assessed = standings[each.case].assessed
        served = None if assessed is None else office.by_digest(assessed.rulebook.digest)
        line = due_line(each, words, None if served is None else served.model)
        yield f"/cases/{office.ref(each.case)}/{_SEEN_TO[each.due.what]}", line


def _listed(office: Office, own: tuple[CaseAccess, ...]) -> Iterator[_Case]:
    """Yield cases as a list shows them: a conversation in progress, a plan, or neither."""
    in_progress = {each.case for each in office.journal.drafts()}
    for each in own:
        if each.id in in_progress:
            state = "talking"
        elif not each.standing.is_open:
            state = "closed"
        else:
            state = "begun" if each.standing.assessed is None else "planned"
        yield _Case(each.id, each.ref, state, each.may_work, each.standing.is_vignette)
