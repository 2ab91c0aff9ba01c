"""How programmes go: targets, places and money, counted from the journal without its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from triage.journal.events import Assessed
from triage.journal.open_part import OpenEvent, open_events
from triage.present import programme_report_page
from triage.programme.monitoring import participants_in, report_of, table_of
from triage.web.office import Office, Served
from triage.web.pages.rendering import FOLLOWS, AtOffice, not_there, show, words_for
from triage.web.pages.rules import title_of
from triage.web.people import Person, require

router = APIRouter()

_Follows = Annotated[Person, Depends(require(*FOLLOWS))]


@router.get("/programmes")
def programmes(request: Request, _: _Follows, office: AtOffice) -> Response:
    """List the programmes that are served."""
    language = words_for(request).language
    every = [(each.id, title_of(each, language)) for each in _programmes(office)]
    return show(request, "programmes.html.jinja", programmes=every)


@router.get("/programmes/{name}")
def programme(request: Request, _: _Follows, office: AtOffice, name: str) -> Response:
    """Show how a programme goes today, with small numbers hidden as in what leaves the team.

    Raises:
        NotThere: there is no such programme.
    """
    served = next((each for each in _programmes(office) if each.id == name), None)
    if served is None:
        raise not_there()
    model, language = served.model, words_for(request).language
    events = _of(served, tuple(open_events(office.settings.journal)))
    read = participants_in(table_of(events), "journal", model)
    page = programme_report_page(report_of(model, read, office.today(), language))
    return show(request, "page.html.jinja", page=page)


def _of(served: Served, events: Sequence[OpenEvent]) -> Iterator[OpenEvent]:
    """Yield the events of the cases that were assessed by a rulebook."""
    cases = {
        each.case
        for each in events
        if isinstance(each.event, Assessed) and each.event.rulebook.id == served.id
    }
    return (each for each in events if each.case in cases)


def _programmes(office: Office) -> tuple[Served, ...]:
    return tuple(each for each in office.rulebooks.values() if each.model.programme is not None)
