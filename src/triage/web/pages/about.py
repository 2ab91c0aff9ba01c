"""The language of the pages, and how accessible they are."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from triage.present import LANGUAGES
from triage.web.pages.forms import Posted, text_in
from triage.web.pages.rendering import LANGUAGE_COOKIE, see_other, show

router = APIRouter()


@router.post("/language")
def language(request: Request, form: Posted) -> Response:
    """Choose a language, and go back to the page that was open."""
    back, chosen = text_in(form, "back"), text_in(form, "language")
    answer = see_other(back if back.startswith("/") and back[1:2] not in ("/", "\\") else "/")
    if chosen in LANGUAGES:
        secure = request.url.scheme == "https"
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, httponly=True, secure=secure, samesite="strict", path="/"
        )
    return answer


@router.get("/accessibility")
def accessibility(request: Request) -> Response:
    """Say how accessible the pages are, and whom to tell where they are not."""
    return show(request, "accessibility.html.jinja")
