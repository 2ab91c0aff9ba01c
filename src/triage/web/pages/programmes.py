"""How programmes go: targets, places and money, counted from the journal without its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from triage.diagnostics import Diagnostic
from triage.journal.events import Assessed
from triage.journal.open_part import OpenEvent, open_events
from triage.present import programme_report_page
from triage.programme.monitoring import (
    ProgrammeReport,
    participants_in,
    released_report,
    report_of,
    table_of,
)
from triage.web.office import Office, Served
from triage.web.pages.rendering import AtOffice, not_there, show, words_for
from triage.web.pages.rules import title_of
from triage.web.people import Person, SignedIn
from triage.web.problems import NotAllowed

router = APIRouter()


def _following(person: SignedIn, office: AtOffice) -> Person:
    """Return somebody who may see figures of programmes.

    Raises:
        NotAllowed: the role may not, here.
    """
    if person.everything or person.role in office.follows:
        return person
    raise NotAllowed((Diagnostic("web-not-allowed"),))


_Follows = Annotated[Person, Depends(_following)]


@router.get("/programmes")
def programmes(request: Request, _: _Follows, office: AtOffice) -> Response:
    """List the programmes that are served."""
    language = words_for(request).language
    every = [(each.id, title_of(each, language)) for each in _programmes(office)]
    return show(request, "programmes.html.jinja", programmes=every)


@router.get("/programmes/{name}")
def programme(request: Request, _: _Follows, office: AtOffice, name: str) -> Response:
    """Show how a programme goes today, with small numbers hidden as in what leaves the team.

    Where it is kept what was shown, nothing tells of a small change since.

    Raises:
        NotThere: there is no such programme.
        TriageError: what was shown cannot be read or kept.
    """
    served = next((each for each in _programmes(office) if each.id == name), None)
    if served is None:
        raise not_there()
    words = words_for(request)
    events = tuple(_of(served, tuple(open_events(office.settings.journal))))
    report = _report(office, served, events, words.language) if events else None
    if report is None:
        heading, lines = title_of(served, words.language), [words.say("programmes.nobody")]
        return show(request, "plain.html.jinja", heading=heading, lines=lines, action=None)
    return show(request, "page.html.jinja", page=programme_report_page(report))


def _report(
    office: Office, served: Served, events: Sequence[OpenEvent], language: str
) -> ProgrammeReport | None:
    """Return the report; `None` where nothing was shown yet, and too few take part to show it.

    That it is there would tell of the first who takes part.
    """
    model, today = served.model, office.today()
    read = participants_in(table_of(events), "journal", model)
    if office.ledgers is None:
        return report_of(model, read, today, language)
    with office.ledgers(served.id) as kept:
        if not kept.ledger.releases and len(read.histories) < kept.ledger.limit:
            return None
        report, ledger = released_report(model, read, today, language, kept.ledger)
        kept.save(ledger)  # first: what nobody saw is kept for nothing, and does no harm
    return report


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
