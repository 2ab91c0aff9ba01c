"""Requests that are refused, which status of HTTP says so, and how it is told to programs.

Nothing of a request is repeated in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from starlette.responses import JSONResponse, Response

from triage.diagnostics import (
    ChangedMeanwhile,
    Diagnostic,
    EnginesDisagree,
    ExtraMissing,
    TriageError,
)
from triage.journal.sequence import OutOfSequence

API: Final = "/v1"
"""Below it, programs are answered."""

PROBLEM_JSON: Final = "application/problem+json"


class Refusal(TriageError):
    """A request is refused; `status` is that of HTTP."""

    status: ClassVar[int] = 400
    retry_after: ClassVar[int | None] = None
    """After how many seconds it is worth trying again."""


class NotSignedIn(Refusal):
    """Nobody is signed in, or not any more."""

    status = 401


class NotAllowed(Refusal):
    """The person's role, or where the request comes from, does not allow it."""

    status = 403


class NotThere(Refusal):
    """There is nothing at that address."""

    status = 404


class NoSuchCase(Refusal):
    """There is no such case, or it is not this person's: which of the two is not told."""

    status = 404


class TooSlow(Refusal):
    """The request did not arrive in time."""

    status = 408


class TooLarge(Refusal):
    """The body of the request is larger than may be sent there."""

    status = 413


class TooMany(Refusal):
    """There were too many requests from there lately."""

    status = 429
    retry_after = 10


class Busy(Refusal):
    """The server has as much to do as it takes on, or something it needs is not there now."""

    status = 503
    retry_after = 1


_NOT_FOUND: Final = frozenset({"journal-no-such-case"})
_LATER: Final = frozenset(
    {
        *("out-of-time", "journal-in-use", "journal-disk-full", "journal-unreachable"),
        *("journal-read-only", "journal-damaged", "journal-refused", "ledger-in-use"),
    }
)
"""What may be otherwise when it is tried again."""


def status_of(error: TriageError) -> tuple[int, Mapping[str, str]]:
    """Return the status an error is told with, and the headers beside it."""
    if isinstance(error, NotSignedIn):
        return error.status, {"WWW-Authenticate": "Bearer"}
    if isinstance(error, Refusal):
        return error.status, _again(error.retry_after)
    codes = {each.code for each in error.diagnostics}
    if codes & _LATER or isinstance(error, ExtraMissing):
        return Busy.status, _again(Busy.retry_after)
    if codes & _NOT_FOUND:
        return 404, {}
    if isinstance(error, ChangedMeanwhile):
        return 412, {}
    if isinstance(error, OutOfSequence):
        return 409, {}
    return (500 if isinstance(error, EnginesDisagree) else 422), {}


def _again(seconds: int | None) -> Mapping[str, str]:
    return {} if seconds is None else {"Retry-After": str(seconds)}


def problem(
    status: int,
    diagnostics: Iterable[Diagnostic],
    request_id: str,
    *,
    headers: Mapping[str, str] | None = None,
    language: str = "en",
) -> Response:
    """Return a problem as RFC 9457 has it; `request_id` finds it in the log."""
    told: list[dict[str, Any]] = [each.to_dict(language) for each in diagnostics]
    first = told[0]
    content = {
        "type": f"urn:triage:problem:{first['code']}",
        "title": first["message"],
        "status": status,
        "code": first["code"],
        "request": request_id,
        "diagnostics": told,
    }
    return JSONResponse(content, status, dict(headers or {}), PROBLEM_JSON)
