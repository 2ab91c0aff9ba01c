"""The plan: what is proposed, and its note in the journal."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from triage.diagnostics import ChangedMeanwhile
from triage.library.noting import assessed_event, suggested_event
from triage.present import Words
from triage.present.journal_end import with_journal_end
from triage.present.page import page_of, screen_page
from triage.web.case_access import ReadCase, WorkCase
from triage.web.pages.assessed import shown_case
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.rendering import AtOffice, see_other, show, words_for
from triage.web.pages.why import first_steps

router = APIRouter()


@router.get("/cases/{ref}/plan")
def plan(request: Request, access: ReadCase, office: AtOffice) -> Response:
    """Show the plan as staff reads it, safety first; with `all`, all that there is.

    With `print` it is the page that may be printed, without what is kept off it.
    """
    asked, language = request.query_params, words_for(request).language
    whole, to_print = "all" in asked, "print" in asked
    with shown_case(office, access) as shown:
        if shown is None:
            return show(request, "nothing_yet.html.jinja", case=access)
        if to_print:
            page = page_of(shown.assessed, language, choices=shown.choices, on_screen=True)
        else:
            page = screen_page(shown.assessed, language, choices=shown.choices, everything=whole)
        if not shown.is_draft:
            page = with_journal_end(page, office.journal.anchor(), Words(language))
        return show(
            request,
            "plan.html.jinja",
            case=access,
            page=page,
            whole=whole,
            to_print=to_print,
            asked_why=first_steps(shown.assessed, language),
            draft=shown.draft,
        )


@router.post("/cases/{ref}/plan")
def note_plan(access: WorkCase, office: AtOffice, form: Posted) -> Response:
    """Note the assessment and what it suggests; the conversation it is from ends with that.

    Raises:
        ChangedMeanwhile: the plan that was seen is not the one there is.
    """
    with shown_case(office, access) as shown:
        if shown is not None and shown.served is not None:
            if text_in(form, "seen") != str(shown.draft):
                raise ChangedMeanwhile()
            archive = office.archive(shown.served)
            assessed = assessed_event(shown.assessment.to_dict(), shown.outcome, archive)
            access.note(assessed, suggested_event(shown.outcome), draft=shown.draft)
    return see_other(f"/cases/{access.ref}/confirm")
