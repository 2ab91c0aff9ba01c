"""How everything that goes wrong is answered: as a problem to programs, as a page to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triage.diagnostics import HIDDEN, MOST_PROBLEMS, Diagnostic, TriageError, fault_of
from triage.web.pages import problem_page
from triage.web.problems import API, NotSignedIn, problem, status_of
from triage.web.sessions import is_swap, is_visit, replace_session

SIGN_IN: Final = "/sign-in"
WANTED: Final = "wanted"
"""Where a session keeps which page was asked for before signing in."""

UNSENT: Final = "unsent"
"""Where it keeps that a form came before signing in: nothing became of what was typed there."""

_NO_JSON: Final = "json_invalid"
_CODES: Final = {404: "web-not-there", 405: "web-wrong-method"}


class Answered:
    """Middleware that answers what is refused before it comes to a route, and every fault."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, people and programs see words
            response = answer(Request(scope, receive), error)
            if not begun:
                await response(scope, receive, send)


def answer_errors(app: FastAPI) -> None:
    """Have the errors of the routes of an app answered."""
    for kind in (TriageError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _answered)


async def _answered(request: Request, error: Exception) -> Response:
    if isinstance(error, NotSignedIn) and is_visit(request) and not is_swap(request):
        is_form = request.method == "POST"
        kept = {WANTED: "/" if is_form else request.url.path, UNSENT: is_form}
        replace_session(request.scope, None).data.update(kept)
        return RedirectResponse(SIGN_IN, 303)
    return answer(request, error)


def answer(request: Request, error: Exception) -> Response:
    """Return the answer to a request that an error stopped; note what it was, for the log."""
    status, diagnostics, headers = _told(error)
    request.state.problem = diagnostics[0]
    if request.scope["path"].startswith(API):
        id_, language = request.state.request_id, language_of(request)
        return problem(status, diagnostics, id_, headers=headers, language=language)
    return problem_page(request, status, diagnostics, headers)


def _told(error: Exception) -> tuple[int, Sequence[Diagnostic], Mapping[str, str]]:
    """Return the status of an error, what it says, and the headers its answer has."""
    match error:
        case TriageError():
            status, headers = status_of(error)
            return status, error.diagnostics, headers
        case HTTPException():
            code = _CODES.get(error.status_code, "web-body")
            return error.status_code, (Diagnostic(code),), error.headers or {}
        case RequestValidationError():
            found = error.errors()
            if any(each["type"] == _NO_JSON for each in found):
                return 400, (Diagnostic("web-body"),), {}
            return 422, unfit(found), {}
        case _:
            return 500, (fault_of(error),), {}


def language_of(request: Request) -> str:
    """Return the language programs are told problems in: the one asked for, else English."""
    return request.query_params.get("language", "en")


def unfit(errors: Sequence[Any]) -> tuple[Diagnostic, ...]:
    """Return what of a request does not fit; nothing that was sent is repeated."""
    return tuple(map(_unfit, errors[:MOST_PROBLEMS]))


def _unfit(error: Any) -> Diagnostic:
    """Return what does not fit and where; what was sent is in neither, nor a name it made up."""
    parts = [str(each) for each in error["loc"]]
    if error["type"] == "extra_forbidden":
        parts[-1] = HIDDEN
    return Diagnostic("web-request", path="/".join(parts), details={"kind": str(error["type"])})
