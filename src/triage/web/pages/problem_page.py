"""What went wrong, as a page: in words, without anything of what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import Request, Response

from triage.diagnostics import Diagnostic
from triage.present.formats import raised
from triage.web.pages.rendering import show, words_for

_HEADINGS = {401: "not_signed_in", 403: "not_allowed", 404: "not_there", 429: "busy", 503: "busy"}
_SEND_AGAIN = frozenset({401, 408, 429, 500, 503})
"""The statuses of forms that may be sent again as they are."""


def problem_page(
    request: Request,
    status: int,
    diagnostics: Sequence[Diagnostic],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the page of a request that was refused, or went wrong."""
    words = words_for(request)
    heading = _HEADINGS.get(status, "unexpected" if status >= 500 else "heading")
    if status == 412:
        lines = [words.say("base.saved_elsewhere")]
    elif heading == "unexpected":
        lines = [words.say("problem.unexpected_text", request=request.state.request_id)]
    elif heading == "not_there":
        lines = [words.say("problem.not_there_text")]
    else:
        lines = [_sentence(each.message(words.language)) for each in diagnostics]
        lines += [words.say("problem.busy_text")] if heading == "busy" else []
    if request.method == "POST" and status in _SEND_AGAIN:
        lines.append(words.say("problem.typed"))
    action = ("/sign-in", words.say("problem.sign_in")) if status == 401 else None
    page = show(
        request,
        "plain.html.jinja",
        status,
        heading=words.say(f"problem.{heading}"),
        lines=lines,
        action=action or ("/", words.say("problem.go_back")),
    )
    page.headers.update(headers or {})
    return page


def _sentence(message: str) -> str:
    return f"{raised(message)}."
