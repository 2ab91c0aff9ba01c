"""The history of a case, as its journal has it."""

from __future__ import annotations

from contextlib import nullcontext

from fastapi import APIRouter, Request, Response

from triage.present import Words
from triage.present.journal_end import with_journal_end
from triage.present.journal_page import history_page
from triage.web.case_access import ReadCase
from triage.web.pages.assessed import noted_rulebook
from triage.web.pages.meeting import assessed_in
from triage.web.pages.rendering import AtOffice, show, words_for

router = APIRouter()


@router.get("/cases/{ref}/history")
def history(request: Request, access: ReadCase, office: AtOffice) -> Response:
    """Show every event of a case; that it was read is the last of them."""
    words, events = Words(words_for(request).language), access.history()
    assessed = assessed_in(events)
    kept = nullcontext() if assessed is None else noted_rulebook(office, assessed)
    with kept as rulebook:
        page = history_page(access.id, events, rulebook, words)
        page = with_journal_end(page, office.journal.anchor(), words)
        return show(request, "history.html.jinja", case=access, page=page)
