"""The conversation: a theme a screen, a question at a time, each answer kept at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from triage.diagnostics import ChangedMeanwhile, InvalidAssessment
from triage.web.case_access import WorkCase
from triage.web.pages.answer_forms import Unanswered, answer_in
from triage.web.pages.forms import Posted, bad_form, number_in, text_in
from triage.web.pages.meeting import Do, Order, Stage, meeting_of
from triage.web.pages.rendering import AtOffice, see_other
from triage.web.pages.talk_screen import TalkScreen
from triage.web.sessions import is_swap

router = APIRouter()


def _stage(request: Request) -> Stage:
    return Stage(request.url.path.rpartition("/")[2])


AtStage = Annotated[Stage, Depends(_stage)]


@router.get("/cases/{ref}/before")
@router.get("/cases/{ref}/talk")
@router.get("/cases/{ref}/paper")
def conversation(request: Request, access: WorkCase, office: AtOffice, stage: AtStage) -> Response:
    """Show the theme in progress with its question; `ask` and `theme` turn to another."""
    asked = request.query_params
    screen = TalkScreen(request, access, meeting_of(office, access, stage), stage)
    return screen.shown(asked.get("ask"), asked.get("theme"))


@router.post("/cases/{ref}/before")
@router.post("/cases/{ref}/talk")
@router.post("/cases/{ref}/paper")
def step(
    request: Request, access: WorkCase, office: AtOffice, stage: AtStage, form: Posted
) -> Response:
    """Take the step a form asks for, and show what comes next."""
    screen = TalkScreen(request, access, meeting_of(office, access, stage), stage)
    try:
        after = screen.meeting.after(_order(form, screen))
    except Unanswered as error:
        return screen.again(form, screen.words.say(error.key), 422)
    except InvalidAssessment as error:
        return screen.again(form, screen.refused(error), 422)
    except ChangedMeanwhile:
        now = TalkScreen(request, access, meeting_of(office, access, stage), stage)
        return now.again(form, now.words.say("talk.changed"), 409)
    if is_swap(request):
        return TalkScreen(request, access, after, stage).shown()
    return see_other(request.url.path)


def _order(form: FormData, screen: TalkScreen) -> Order:
    """Read what a form asks for.

    Raises:
        Unanswered: something in it is missing.
        BadForm: it is none of this page.
        InvalidAssessment: it is about no question there is.
    """
    wanted, path, seen = text_in(form, "do"), text_in(form, "path"), number_in(form, "seen")
    if wanted not in set(Do):
        raise bad_form("do")
    do = Do(wanted)
    if do is Do.NOTE:
        note = text_in(form, "note")
        if not note:
            raise Unanswered("talk.type_note")
        return Order(do, seen, path, note)
    if do is not Do.ANSWER:
        return Order(do, seen, path)
    given = [str(each) for each in form.getlist("answer")]
    return Order(do, seen, path, answer_in(screen.prompt_at(path), given))
