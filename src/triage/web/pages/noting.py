"""What happens beside the plan: she says no, a decision, a change in her life, a correction.

One small form each. An event is noted once: a form that comes a second time, as when the network
drops before the answer comes, is told by what it says and by what was noted since it was shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import StrEnum

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from triage.journal.events import Corrected, Decided, Declined, Event, LifeChanged
from triage.journal.noted import Noted
from triage.journal.sequence import OutOfSequence
from triage.model.cpr import looks_like_cpr
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.journal_page import event_points, named
from triage.web.case_access import CaseAccess, WorkCase
from triage.web.office import Office
from triage.web.pages.assessed import noted_rulebook, suggestion_in
from triage.web.pages.forms import BadForm, Posted, day_in, number_in, text_in
from triage.web.pages.meeting import assessed_in
from triage.web.pages.rendering import AtOffice, not_there, see_other, show, words_for
from triage.web.pages.wording import PageWords

router = APIRouter()

CHANGES = ("birth", "illness", "moved", "permit", "job_lost", "other")
"""What the method names as a reason to talk anew; of another, the words say what it is."""
_LONGEST_PROVISION = 200


class What(StrEnum):
    """What a form notes."""

    DECLINED = "declined"
    DECIDED = "decided"
    CHANGED = "changed"
    CORRECTED = "corrected"


_KINDS: dict[What, type[Event]] = {
    What.DECLINED: Declined,
    What.DECIDED: Decided,
    What.CHANGED: LifeChanged,
    What.CORRECTED: Corrected,
}


class _Wrong(Exception):
    """A field of a form lacks what it takes; `key` of the words says what to do."""

    def __init__(self, field: str, key: str, status: int = 422) -> None:
        super().__init__(field)
        self.field, self.key, self.status = field, key, status


@router.get("/cases/{ref}/note/{what}")
def to_note(request: Request, access: WorkCase, office: AtOffice, what: str) -> Response:
    """Show what was noted of a kind, and the form to note more."""
    return _page(request, access, office, _what(what))


@router.post("/cases/{ref}/note/{what}")
def note(request: Request, access: WorkCase, office: AtOffice, what: str, form: Posted) -> Response:
    """Note what a form says, once."""
    kind = _what(what)
    try:
        event = _event(kind, form, access, words_for(request))
        _note_once(access, event, number_in(form, "seen"))
    except _Wrong as wrong:
        return _page(request, access, office, kind, (form, wrong))
    except OutOfSequence:  # somebody has noted something meanwhile
        return _page(request, access, office, kind, (form, _Wrong("all", "note.cannot_be", 409)))
    return see_other(request.url.path)


def _what(name: str) -> What:
    if name not in set(What):
        raise not_there()
    return What(name)


def _note_once(access: CaseAccess, event: Event, seen: int) -> None:
    """Note an event, unless the same was noted since the event `seen`, the last of the page."""
    noted = access.history()
    own = (each for each in noted if each.number > seen and each.by == access.person.actor)
    if not any(each.event == event for each in own):
        access.note(event, after=noted[-1].number)


# --- what a form says


def _event(what: What, form: FormData, access: CaseAccess, words: PageWords) -> Event:
    """Return the event a form describes.

    Raises:
        _Wrong: something in it is missing, or cannot be.
    """
    said = text_in(form, "words") or None
    match what:
        case What.DECLINED:
            step = text_in(form, "intervention")
            if step not in _steps(access):
                raise _Wrong("intervention", "note.no_step")
            return Declined(intervention=step, words=said)
        case What.DECIDED:
            return Decided(
                provision=_provision(form),
                on=_day(form),
                complaint_guidance=_guided(form),
                words=said,
            )
        case What.CHANGED:
            return LifeChanged(what=_change(form, words, said), on=_day(form))
        case What.CORRECTED:
            number = text_in(form, "event")
            if number not in map(str, access.correctable):
                raise _Wrong("event", "note.no_event")
            if said is None:
                raise _Wrong("words", "note.no_words")
            return Corrected(event=int(number), words=said)


def _steps(access: CaseAccess) -> tuple[str, ...]:
    """Return what she may say no to: what was suggested last, and what else was chosen."""
    found = suggestion_in(access.standing)
    suggested = () if found is None else found[1].interventions
    return (*suggested, *sorted(access.standing.chosen - {*suggested}))


def _provision(form: FormData) -> str:
    provision = text_in(form, "provision")
    if not provision or len(provision) > _LONGEST_PROVISION or looks_like_cpr(provision):
        raise _Wrong("provision", "note.no_provision")
    return provision


def _day(form: FormData) -> date:
    try:
        day = day_in(form, "on")
    except BadForm:
        day = None
    if day is None:
        raise _Wrong("on", "note.no_day")
    return day


def _guided(form: FormData) -> bool:
    """Return whether guidance was given; nothing chosen is no answer."""
    guided = text_in(form, "guidance")
    if guided not in ("yes", "no"):
        raise _Wrong("guidance", "note.no_guidance")
    return guided == "yes"


def _change(form: FormData, words: PageWords, said: str | None) -> str:
    change = text_in(form, "change")
    if change not in CHANGES:
        raise _Wrong("change", "note.no_change")
    if change != "other":
        label = words.say(f"note.change_{change}")
        return f"{label}: {said}" if said else label
    if said is None:
        raise _Wrong("words", "note.no_other")
    return said


# --- the page


def _page(
    request: Request,
    access: CaseAccess,
    office: Office,
    what: What,
    refused: tuple[FormData, _Wrong] | None = None,
) -> Response:
    """Show the page of a kind; where a form was refused, with what it held and what is wrong."""
    form, wrong = refused or ({}, None)
    noted, words = access.history(), Words(words_for(request).language)
    with _rulebook(office, noted) as rulebook:
        points = event_points(noted, rulebook, words)
        return show(
            request,
            "note.html.jinja",
            200 if wrong is None else wrong.status,
            case=access,
            what=what,
            whats=tuple(What),
            seen=noted[-1].number,
            standing=[points[each] for each in _of_kind(noted, access, what)],
            steps=[(each, named(rulebook, words, "intervention", each)) for each in _steps(access)],
            events=[(each, points[each].text) for each in access.correctable],
            changes=CHANGES,
            today=office.today().isoformat(),
            wrong=wrong,
            form=form,
        )


def _rulebook(office: Office, noted: tuple[Noted, ...]) -> AbstractContextManager[Rulebook | None]:
    """Return the rulebook a case was assessed by last, by which things have names."""
    assessed = assessed_in(noted)
    return nullcontext() if assessed is None else noted_rulebook(office, assessed)


def _of_kind(noted: tuple[Noted, ...], access: CaseAccess, what: What) -> Iterator[int]:
    """Yield the numbers of what a form has noted and was not corrected; corrections all count."""
    for each in noted:
        if isinstance(each.event, _KINDS[what]) and (
            what is What.CORRECTED or each.number in access.standing.counting
        ):
            yield each.number
