"""Cases in the journal: begun, held an interview in, assessed, and what people note of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from triage.journal.events import ReadReason
from triage.journal.noted import Noted
from triage.journal.parts import parts
from triage.library.noting import assessed_event, suggested_event
from triage.model.assessment import Assessment
from triage.web.api import answered, asked
from triage.web.api.assessing import Language, within
from triage.web.api.etags import TAGGED, IfMatch, numbered, require_seen, seen
from triage.web.api.idempotency import once
from triage.web.api.interviews import interview_told, taken
from triage.web.api.pinned import served_as
from triage.web.api.route import ApiRoute, answer, answer_with, json_response
from triage.web.api.statuses import problems
from triage.web.case_access import CaseAccess, ReadCase, WorkCase, begin_case, cases_of, due_of
from triage.web.office import Office
from triage.web.people import SignedIn, signed_in

router = APIRouter(
    route_class=ApiRoute,
    tags=["cases"],
    dependencies=[Depends(signed_in)],
    responses=problems(),
)

_WRITES: dict[str, Any] = {
    "dependencies": [Depends(once)],
    "responses": {**problems(409, 412)},
}
"""What every operation has that notes something."""
_TAGGED_200: dict[int | str, dict[str, Any]] = {200: TAGGED}


@router.get("/cases", response_model=answered.CasesTold)
def cases(request: Request, person: SignedIn) -> Response:
    """List the cases you may read, in the order they were begun; nothing said is opened."""
    found = cases_of(request.app.state.office, person)
    told = answered.CasesTold(cases=tuple(answered.CaseTold(**_case(each)) for each in found))
    return json_response(told)


@router.post("/cases", status_code=201, response_model=answered.CaseTold, **_WRITES)
def begin(request: Request, person: SignedIn, body: asked.OfCase) -> Response:
    """Begin a case, which is yours then; or begin one anew that somebody withdrew from."""
    case = begin_case(request.app.state.office, person, body.case)
    return json_response(answered.CaseTold(**_case(case)), 201)


@router.get("/cases/{ref}", response_model=answered.StandingTold, responses=_TAGGED_200)
def standing(case: ReadCase) -> Response:
    """Say where a case stands: the events that count, without what is sealed of them."""
    counting = case.standing.counting.items()
    told = answered.StandingTold(
        **_case(case),
        chosen=tuple(sorted(case.standing.chosen)),
        counting=tuple(
            answered.OpenEvent(number=number, event={"kind": event.kind, **parts(event)[0]})
            for number, event in counting
        ),
    )
    return json_response(told)


@router.get("/cases/{ref}/events", response_model=answered.HistoryTold, responses=_TAGGED_200)
def history(case: ReadCase, why: ReadReason | None = None) -> Response:
    """Return every event of a case with all that was said. That you read it is noted."""
    noted = case.history(why)
    told = answered.HistoryTold(ref=case.ref, case=case.id, events=tuple(map(_noted, noted)))
    return numbered(json_response(told), noted[-1].number)


@router.post("/cases/{ref}/events", status_code=201, response_model=answered.NumbersTold, **_WRITES)
def note(case: WorkCase, body: asked.OfEvents, if_match: IfMatch = None) -> Response:
    """Note events of a case, all of them or none."""
    noted = case.note(*body.events, after=seen(if_match))
    told = answered.NumbersTold(ref=case.ref, numbers=tuple(each.number for each in noted))
    return numbered(json_response(told, 201), noted[-1].number)


@router.post(
    "/cases/{ref}/interview",
    response_model=answered.InterviewAnswer,
    dependencies=[Depends(once)],
    responses={**problems(409, 412), **_TAGGED_200},
)
def interview(
    request: Request,
    case: WorkCase,
    body: asked.OfCaseInterview,
    if_match: IfMatch = None,
    language: Language = None,
) -> Response:
    """Take steps in the interview kept for a case, and return it with what is asked next.

    The `ETag` is that of the interview: with `If-Match`, nothing is saved over somebody else's.
    """
    office: Office = request.app.state.office
    served, draft = served_as(office, body.rulebook), case.draft()
    kept, version = draft.load()
    require_seen(if_match, version)
    kept = kept.model_copy(update={"case": case.id})
    with within(request):
        begun = served.book.interview(
            kept,
            as_of=body.as_of or office.today(),
            in_order=body.in_order,
            before=body.before,
        )
        now = taken(begun, body.steps)
        told = interview_told(now, served.model, language)
    if body.steps:
        version = draft.save(now.assessment, version)
    return numbered(answer(request, **told.model_dump(mode="json", by_alias=True)), version)


@router.post(
    "/cases/{ref}/assess",
    response_model=answered.CaseAssessedAnswer,
    dependencies=[Depends(once)],
    responses={**problems(409, 412), **_TAGGED_200},
)
def assess(
    request: Request, case: WorkCase, body: asked.OfCaseAssessment, if_match: IfMatch = None
) -> Response:
    """Assess a case, and note in it what was assessed and what was suggested.

    Without answers, the interview kept for it is assessed, and ends.
    """
    office: Office = request.app.state.office
    served = served_as(office, body.rulebook)
    day = body.as_of or office.today()
    assessment, draft = _to_assess(case, body, day)
    with within(request):
        outcome = served.book.assess(assessment, as_of=day)
    event = assessed_event(assessment.to_dict(), outcome, office.archive(served))
    noted = case.note(event, suggested_event(outcome), after=seen(if_match), draft=draft)
    numbers = {"assessed": noted[0].number, "suggested": noted[1].number}
    return numbered(answer_with(request, outcome, **numbers), noted[-1].number)


@router.get("/due", response_model=answered.DuesTold)
def due(
    request: Request,
    person: SignedIn,
    on: Annotated[date | None, Query(description="The day; else today")] = None,
) -> Response:
    """Return what is due in your cases on a day; nothing that was said is opened."""
    office: Office = request.app.state.office
    day = on or office.today()
    found = due_of(office, person, day)
    told = answered.DuesTold(
        on=day,
        due=tuple(
            answered.DueTold(
                ref=office.ref(each.case),
                case=each.case,
                what=each.due.what,
                since=each.due.since,
                event=each.due.event,
                intervention=each.due.intervention,
            )
            for each in found
        ),
    )
    return json_response(told)


def _to_assess(
    case: CaseAccess, body: asked.OfCaseAssessment, day: date
) -> tuple[Assessment, int | None]:
    """Return what is to be assessed, and the version of the interview it is from, if it is."""
    if body.answers is None:
        kept, version = case.draft().load()
        return kept.model_copy(update={"case": case.id}), version
    given = Assessment(case=case.id, rulebook=body.rulebook, as_of=day, answers=body.answers)
    return given, None


def _case(case: CaseAccess) -> dict[str, Any]:
    standing = case.standing
    return {
        "ref": case.ref,
        "case": case.id,
        "is_open": standing.is_open,
        "is_vignette": standing.is_vignette,
        "events": len(standing.counting),
    }


def _noted(noted: Noted) -> answered.NotedTold:
    return answered.NotedTold(
        number=noted.number,
        at=noted.at,
        by=answered.ActorTold(role=noted.by.role, id=noted.by.id),
        event=noted.event.model_dump(mode="json", by_alias=True, exclude_none=True),
    )
