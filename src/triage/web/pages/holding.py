"""Who has a case: assigned, released and handed over by the lead of a team that has it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError

from triage.journal.events import LOCAL_ID, Assigned, HandedOver, Released
from triage.web.case_access import CaseAccess, LeadCase
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.rendering import see_other, show

router = APIRouter()

_Holder = tuple[str, str | None]
"""A team, and a worker of it; without one, all of the team."""


@router.get("/cases/{ref}/held")
def held(request: Request, access: LeadCase) -> Response:
    """Show who has a case."""
    return _page(request, access)


@router.post("/cases/{ref}/assign")
def assign(request: Request, access: LeadCase, form: Posted) -> Response:
    """Give a case to a worker of the lead's own team, or to all of it."""
    worker = None
    if text_in(form, "to") != "team":
        worker = _local_id(text_in(form, "worker"))
        if worker is None:
            return _page(request, access, wrong="worker", status=422)
    team = str(access.person.team)
    if (team, worker) not in access.standing.holders:
        access.note(Assigned(team=team, worker=worker))
    return _again(access)


@router.post("/cases/{ref}/release")
def release(request: Request, access: LeadCase, form: Posted) -> Response:
    """Take a case from a worker of the lead's own team, or from all of it; somebody keeps it."""
    holder = (str(access.person.team), text_in(form, "worker") or None)
    if holder in access.standing.holders:
        event = Released(team=holder[0], worker=holder[1])
        last = max(access.standing.counting)
        if not access.standing.following(last + 1, event).holders:
            return _page(request, access, wrong="release", status=409)
        access.note(event)
    return _again(access)


@router.post("/cases/{ref}/hand-over")
def hand_over(request: Request, access: LeadCase, form: Posted) -> Response:
    """Hand a case over to another team, which alone has it then."""
    team = _local_id(text_in(form, "team"))
    if team is None or team == access.person.team:
        return _page(request, access, wrong="team", status=422)
    access.note(HandedOver(team=team, words=text_in(form, "words") or None))
    return see_other("/")  # it is the other team's to look at now


def _local_id(text: str) -> str | None:
    try:
        return LOCAL_ID.validate_python(text)
    except ValidationError:
        return None


def _again(access: CaseAccess) -> Response:
    return see_other(f"/cases/{access.ref}/held")


def _page(
    request: Request, access: CaseAccess, wrong: str | None = None, status: int = 200
) -> Response:
    holders = sorted(access.standing.holders, key=_in_order)
    return show(request, "held.html.jinja", status, case=access, holders=holders, wrong=wrong)


def _in_order(holder: _Holder) -> tuple[str, str]:
    return holder[0], holder[1] or ""
