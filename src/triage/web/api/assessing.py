"""One assessment: its outcome, why and why not, what to ask next, and what people read of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from triage.engine import Engine
from triage.explain import ExplainedOutcome
from triage.library import time_limit
from triage.model.assessment import Assessment
from triage.present import LANGUAGES, SHEET_LANGUAGES
from triage.web.api import answered, asked
from triage.web.api.pinned import Pinned
from triage.web.api.route import ApiRoute, answer, answer_with
from triage.web.api.statuses import problems
from triage.web.office import Served
from triage.web.people import signed_in

router = APIRouter(
    prefix="/rulebooks/{rulebook}",
    route_class=ApiRoute,
    tags=["assessments"],
    dependencies=[Depends(signed_in)],
    responses=problems(409),
)

Language = Annotated[
    str | None,
    Query(
        json_schema_extra={"enum": [*LANGUAGES]},
        description="The language of what is told; else the rulebook's own",
    ),
]
SheetLanguage = Annotated[
    str | None,
    Query(
        json_schema_extra={"enum": [*SHEET_LANGUAGES]},
        description="The language of the sheet; else the rulebook's own",
    ),
]


@router.post("/assess", response_model=answered.AssessedAnswer)
def assess(
    request: Request, served: Pinned, assessment: Assessment, engine: Engine = "checked"
) -> Response:
    """Assess answers for their day: typology, interventions, and what is still open.

    The body is an assessment (`triage.assessment/1`), the outcome a proposal and no decision.
    """
    with within(request):
        outcome = served.book.assess(assessment, engine=engine)
    return answer_with(request, outcome)


@router.post("/why", response_model=answered.WhyAnswer)
def why(request: Request, served: Pinned, body: asked.OfSubject) -> Response:
    """Say which rules make a typology, an intervention or a rule what it is."""
    with within(request):
        told = _outcome(served, body.assessment).why(body.name).to_dict()
    return answer(request, explanation=told)


@router.post("/why-not", response_model=answered.WhyNotAnswer)
def why_not(request: Request, served: Pinned, body: asked.OfSubject) -> Response:
    """Say what keeps a typology, an intervention or a rule from being so."""
    with within(request):
        told = _outcome(served, body.assessment).why_not(body.name).to_dict()
    return answer(request, explanation=told)


@router.post("/towards", response_model=answered.TowardsAnswer)
def towards(request: Request, served: Pinned, body: asked.OfSubject) -> Response:
    """Return the smallest changes that settle a typology or an intervention.

    Its `steps` alone may be proposed to the person.
    """
    with within(request):
        told = _outcome(served, body.assessment).towards(body.name).to_dict()
    return answer(request, explanation=told)


@router.post("/what-if", response_model=answered.WhatIfAnswer)
def what_if(request: Request, served: Pinned, body: asked.OfChanges) -> Response:
    """Return what differs with some answers changed."""
    with within(request):
        told = _outcome(served, body.assessment).what_if(body.changes).to_dict()
    return answer(request, explanation=told)


@router.post("/stability", response_model=answered.StabilityAnswer)
def stability(request: Request, served: Pinned, assessment: Assessment) -> Response:
    """Return the single answers that, one step off, would change the typology."""
    with within(request):
        told = _outcome(served, assessment).stability().to_dict()
    return answer(request, explanation=told)


@router.post("/next-question", response_model=answered.NextAnswer)
def next_question(request: Request, served: Pinned, body: asked.OfNext) -> Response:
    """Propose what to ask next to settle a goal."""
    with within(request):
        told = served.book.next_question(body.assessment, goal=body.goal, last=body.last)
    return answer(request, asking=told.to_dict())


@router.post("/page", response_model=answered.PageAnswer)
def page(
    request: Request, served: Pinned, body: asked.OfPage, language: Language = None
) -> Response:
    """Lay the outcome out as the page a caseworker reads, as blocks. It holds what was said."""
    with within(request):
        told = served.book.page(
            _outcome(served, body.assessment, "checked"),
            language=language,
            case=body.case,
            by_hand=body.by_hand,
            for_staff=body.for_staff,
            everything=body.everything,
        )
    return answer(request, page=told.to_dict())


@router.post("/sheet", response_model=answered.PageAnswer)
def sheet(
    request: Request, served: Pinned, body: asked.OfSheet, language: SheetLanguage = None
) -> Response:
    """Lay out the sheet the participant takes home; refused (422) where it may do harm.

    `in_person` it is given by hand, and how to make contact need not be known.
    """
    with within(request):
        outcome = _outcome(served, body.assessment, "checked")
        told = served.book.sheet(
            outcome, language=language, by_hand=body.by_hand, in_person=body.in_person
        )
    return answer(request, page=told.to_dict())


@router.post("/copies", response_model=answered.CopiesAnswer)
def copies(
    request: Request, served: Pinned, body: asked.OfCopies, language: Language = None
) -> Response:
    """Write plain texts to paste into another system."""
    with within(request):
        outcome = _outcome(served, body.assessment, "checked")
        told = served.book.copies(outcome, body.target, language=language, by_hand=body.by_hand)
    return answer(request, copies=[{**asdict(each), "length": each.length} for each in told])


@router.post("/texts", response_model=answered.TextsAnswer)
def texts(
    request: Request, served: Pinned, assessment: Assessment, language: Language = None
) -> Response:
    """Return the labels and reasons of the outcome by the ids it holds; for staff, no answers."""
    with within(request):
        told = served.book.texts(_outcome(served, assessment), language=language)
    return answer(request, texts=asdict(told))


def within(request: Request) -> Any:
    """Return the time a request may take, to work within."""
    return time_limit(request.app.state.office.limits.seconds)


def _outcome(
    served: Served, assessment: Assessment, engine: Engine = "compiled"
) -> ExplainedOutcome:
    """Assess what is asked about; like the command, explanations by the compiled engine."""
    return served.book.assess(assessment, engine=engine)
