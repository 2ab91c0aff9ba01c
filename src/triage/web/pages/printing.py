"""What leaves the screen: the screen turned to her, her sheet, and texts to paste."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from triage.diagnostics import TriageError
from triage.present import (
    SHEET_LANGUAGES,
    CopiedText,
    CopyTarget,
    Words,
    copies_of,
    copy_told,
    sheet_language_for,
    sheet_of,
)
from triage.present.heard_page import heard_page
from triage.web.case_access import CaseAccess, ReadCase, WorkCase
from triage.web.pages.agreeing import begins_by
from triage.web.pages.assessed import ShownCase, left_out_in, shown_case
from triage.web.pages.meeting import Stage, meeting_of
from triage.web.pages.rendering import AtOffice, show, words_for

router = APIRouter()

_NO_SHEET, _NO_TEXT = "nothing-to-hand-over", "nothing-to-copy"


@router.get("/cases/{ref}/heard")
def heard(request: Request, access: WorkCase, office: AtOffice) -> Response:
    """Show her what was understood, and nothing else: no menu, no conclusion."""
    meeting = meeting_of(office, access, Stage.TALK)
    page = heard_page(meeting.served.model, meeting.interview, words_for(request).language)
    return show(request, "heard.html.jinja", case=access, page=page)


@router.get("/cases/{ref}/sheet")
def sheet(request: Request, access: ReadCase, office: AtOffice) -> Response:
    """Show the sheet she takes home, in her language; none where it may do harm.

    With `in_person` it is given by hand, and she has said that she takes it home.
    """
    with shown_case(office, access) as shown:
        if shown is None:
            return show(request, "nothing_yet.html.jinja", case=access)
        own = shown.assessed.rulebook.texts.language
        asked = request.query_params.get("language", words_for(request).language)
        language = sheet_language_for(asked, own)
        in_person = "in_person" in request.query_params
        try:
            page = sheet_of(
                shown.assessed,
                language,
                by_hand=shown.choices.by_hand,
                without=left_out_in(access.standing),
                agreed=begins_by(access.standing),
                in_person=in_person,
            )
        except TriageError as error:
            if error.diagnostics[0].code != _NO_SHEET:
                raise
            return show(
                request, "sheet.html.jinja", 409, case=access, page=None, in_person=in_person
            )
        return show(
            request,
            "sheet.html.jinja",
            case=access,
            page=page,
            sheet_language=language,
            sheet_languages=SHEET_LANGUAGES,
            in_person=in_person,
            is_draft=shown.is_draft,
        )


@router.get("/cases/{ref}/texts")
def texts(request: Request, access: ReadCase, office: AtOffice) -> Response:
    """Show texts to paste into other systems, each with its length."""
    words = Words(words_for(request).language)
    with shown_case(office, access) as shown:
        if shown is None:
            return show(request, "nothing_yet.html.jinja", case=access)
        targets = [
            (each, [(one, copy_told(one, words)) for one in _copies(shown, each, access, words)])
            for each in CopyTarget
        ]
        return show(request, "texts.html.jinja", case=access, targets=targets)


def _copies(
    shown: ShownCase, target: CopyTarget, access: CaseAccess, words: Words
) -> tuple[CopiedText, ...]:
    """Return the texts for one target; none where nothing belongs there, or it may do harm."""
    try:
        return copies_of(
            shown.assessed,
            target,
            words.language,
            by_hand=shown.choices.by_hand,
            without=left_out_in(access.standing),
            agreed=begins_by(access.standing),
            choices=shown.choices,
        )
    except TriageError as error:
        if error.diagnostics[0].code in (_NO_SHEET, _NO_TEXT):
            return ()
        raise
