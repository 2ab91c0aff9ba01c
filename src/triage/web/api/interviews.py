"""The conversation, step by step: kept by whoever asks, or for a case (`cases`)."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Depends, Request, Response

from triage.interview import Interview
from triage.model.rulebook import Rulebook
from triage.present import InterviewWords, language_for
from triage.web.api import answered, asked
from triage.web.api.assessing import Language, within
from triage.web.api.pinned import Pinned
from triage.web.api.questions import ask_told
from triage.web.api.route import ApiRoute, answer
from triage.web.api.statuses import problems
from triage.web.people import signed_in

router = APIRouter(
    prefix="/rulebooks/{rulebook}",
    route_class=ApiRoute,
    tags=["interviews"],
    dependencies=[Depends(signed_in)],
    responses=problems(409),
)


@router.post("/interview", response_model=answered.InterviewAnswer)
def interview(
    request: Request, served: Pinned, body: asked.OfInterview, language: Language = None
) -> Response:
    """Take steps in an interview, and return it with what is asked next.

    It begins from any assessment with a day, and goes on from the one of the last answer. Nothing
    is kept here.
    """
    with within(request):
        begun = served.book.interview(body.assessment, in_order=body.in_order, before=body.before)
        told = interview_told(taken(begun, body.steps), served.model, language)
    return answer(request, **told.model_dump(mode="json", by_alias=True))


def taken(interview: Interview, steps: Iterable[asked.InterviewStep]) -> Interview:
    """Return an interview after some steps.

    Raises:
        TriageError: one of them cannot be taken; none counts then.
    """
    for step in steps:
        interview = _step(interview, step)
    return interview


def _step(interview: Interview, step: asked.InterviewStep) -> Interview:
    match step:
        case asked.AnswerStep(path=path, value=value):
            return interview.answer(path, value)
        case asked.LeaveStep(do="cannot_tell", path=path):
            return interview.cannot_tell(path)
        case asked.LeaveStep(do="would_rather_not", path=path):
            return interview.would_rather_not(path)
        case asked.LeaveStep(do="skip", path=path):
            return interview.skip(path)
        case asked.LeaveStep(path=path):
            return interview.change(path, None)
        case asked.NoteStep(text=text, path=path):
            return interview.note(text, path)
        case asked.BackStep():
            return interview.back()


def interview_told(
    interview: Interview, rulebook: Rulebook, language: str | None
) -> answered.InterviewTold:
    """Return an interview as it stands, with what is asked next in words.

    Raises:
        LimitReached: too much is open to be exact.
    """
    words = InterviewWords(rulebook, language_for(language, rulebook.texts.language))
    ask, (goal, count) = interview.next, interview.left
    return answered.InterviewTold(
        assessment=interview.assessment,
        next=None if ask is None else ask_told(ask, interview, words),
        left=answered.LeftTold(goal=goal, count=count),
        set_aside=tuple(map(str, interview.set_aside)),
        may_go_back=interview.may_go_back,
    )
