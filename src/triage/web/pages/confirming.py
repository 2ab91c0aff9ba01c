"""Confirming a plan, or departing from it with a reason, step by step; nothing is ticked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from triage.diagnostics import ChangedMeanwhile
from triage.explain import plan_of
from triage.journal.events import About, Confirmed, Departed, Suggested
from triage.journal.sequence import OPEN
from triage.model.departure import DepartureReason
from triage.model.outcome import CONFLICT
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.journal_page import named
from triage.web.case_access import CaseAccess, WorkCase
from triage.web.office import Office
from triage.web.pages.agreeing import agreed_in, date_agreed
from triage.web.pages.assessed import shown_case, suggestion_in
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.rendering import AtOffice, see_other, show, words_for

router = APIRouter()

_Done = Confirmed | Departed


@dataclass(frozen=True, slots=True)
class _Item:
    """Something that was suggested: its fields in the form, its name, and what was done with it."""

    field: str
    about: About
    name: str
    done: _Done | None


class _Missing(Exception):
    """A form departs from something without a reason; `field` is whose."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@router.get("/cases/{ref}/confirm")
def to_confirm(request: Request, access: WorkCase, office: AtOffice) -> Response:
    """Show what was suggested last, and what was done with it."""
    return _page(request, access, office)


@router.post("/cases/{ref}/confirm")
def confirm(request: Request, access: WorkCase, office: AtOffice, form: Posted) -> Response:
    """Note what a form confirms and departs from, all of it or nothing.

    Raises:
        ChangedMeanwhile: another suggestion was noted since the form was shown.
    """
    found = suggestion_in(access.standing)
    if found is None or text_in(form, "suggested") != str(found[0]):
        raise ChangedMeanwhile()
    try:
        events = tuple(_events(form, access, *found))
    except _Missing as missing:
        return _page(request, access, office, missing=missing.field, form=form, status=422)
    if events:
        access.note(*events)
    return see_other(f"/cases/{access.ref}/confirm")


def _events(
    form: FormData, access: CaseAccess, number: int, suggested: Suggested
) -> Iterator[_Done]:
    """Yield what a form says of each thing, where it is not what was noted already.

    Raises:
        _Missing: a departure has no reason.
    """
    for at, about in enumerate(_abouts(suggested)):
        event = _event(form, str(at), number, about)
        if event is not None and event != _done(access, number, about):
            yield event
    wanted = text_in(form, "wanted")
    if wanted and wanted not in access.standing.chosen:
        about = About(intervention=wanted)
        yield _departed(form, "wanted", number, about, about)


def _event(form: FormData, field: str, number: int, about: About) -> _Done | None:
    words = text_in(form, f"words-{field}") or None
    match text_in(form, f"choice-{field}"):
        case "confirm":
            return Confirmed(suggested=number, about=about, words=words)
        case "depart":
            return _departed(form, field, number, about, None)
        case _:
            return None


def _departed(
    form: FormData, field: str, number: int, about: About, instead: About | None
) -> Departed:
    reason = text_in(form, f"reason-{field}")
    if reason not in set(DepartureReason):
        raise _Missing(field)
    return Departed(
        suggested=number,
        about=about,
        instead=instead,
        reason=DepartureReason(reason),
        words=text_in(form, f"words-{field}") or None,
    )


def _abouts(suggested: Suggested) -> tuple[About, ...]:
    settled = suggested.typology not in (OPEN, CONFLICT)
    typology = (About(typology=suggested.typology),) if settled else ()
    return (*(About(intervention=each) for each in suggested.interventions), *typology)


def _done(access: CaseAccess, number: int, about: About) -> _Done | None:
    """Return what was done last with something suggested."""
    for each in reversed(access.standing.counting.values()):
        if isinstance(each, _Done) and (each.suggested, each.about) == (number, about):
            return each
    return None


# --- the page


def _page(
    request: Request,
    access: CaseAccess,
    office: Office,
    *,
    missing: str | None = None,
    form: FormData | None = None,
    status: int = 200,
) -> Response:
    found = suggestion_in(access.standing)
    with shown_case(office, access) as shown:
        if shown is None or found is None:
            return show(request, "nothing_yet.html.jinja", case=access, is_draft=shown is not None)
        number, suggested = found
        rulebook, words = shown.assessed.rulebook, Words(words_for(request).language)
        items = tuple(_items(access, number, suggested, rulebook, words))
        waiting = () if shown.is_draft else shown.assessed.still_open(everything=True).awaited
        plan = plan_of(rulebook, shown.outcome, awaited=waiting)
        first = {each.intervention for each in plan.first}
        return show(
            request,
            "confirm.html.jinja",
            status,
            case=access,
            suggested=number,
            first=[each for each in items if each.about.intervention in first],
            rest=[each for each in items if each.about.intervention not in first],
            awaited=[
                named(rulebook, words, "intervention", each.intervention)
                for each in plan.awaited
                if each in plan.first
            ],
            reasons=[(one.value, words.say(f"departure.{one.value}")) for one in DepartureReason],
            wanted=tuple(_wanted(access, suggested, rulebook, words)),
            chosen=[
                (each, named(rulebook, words, "intervention", each))
                for each in sorted(access.standing.chosen)
            ],
            agreed=tuple(agreed_in(access.standing, rulebook, words)),
            date=date_agreed(shown.assessed),
            missing=missing,
            form=form or {},
            is_draft=shown.is_draft,
        )


def _items(
    access: CaseAccess, number: int, suggested: Suggested, rulebook: Rulebook, words: Words
) -> Iterator[_Item]:
    for at, about in enumerate(_abouts(suggested)):
        kind = "intervention" if about.typology is None else "typology"
        name = named(rulebook, words, kind, about.typology or str(about.intervention))
        yield _Item(str(at), about, name, _done(access, number, about))


def _wanted(
    access: CaseAccess, suggested: Suggested, rulebook: Rulebook, words: Words
) -> Iterator[tuple[str, str]]:
    """Yield what was not suggested and may be wanted all the same."""
    for each in rulebook.interventions:
        if each not in suggested.interventions and each not in access.standing.chosen:
            yield each, named(rulebook, words, "intervention", each)
