"""What OpenAPI says of the problems an operation may answer with."""

from __future__ import annotations

from typing import Any, Final

from triage.verify.report_schemas import DIAGNOSTIC

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457, with every diagnostic that the command would show",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "The code of the first diagnostic"},
        "request": {"type": "string", "description": "The id of the answer, as in the log"},
        "diagnostics": {"type": "array", "items": DIAGNOSTIC, "minItems": 1},
    },
    "required": ["type", "title", "status", "code", "request", "diagnostics"],
    "additionalProperties": False,
}
PROBLEM_NAME: Final = "Problem"
_TOLD: Final = {
    400: "The body cannot be read, or the address is not the server's",
    401: "Nobody is signed in",
    403: "That is not for this role, or comes from another site",
    404: "There is no such thing, or it is not for whoever asks",
    408: "The body did not arrive in time",
    409: "It does not go with what is there: another version, or an event that cannot follow",
    412: "Somebody else has changed it since",
    413: "The body is too large, or has too many lines",
    422: "Something sent does not fit; each problem has its code and place",
    429: "Too many requests; `Retry-After` says when to come again",
    500: "Two engines disagree, or a fault in the program; nothing is shown as an outcome",
    503: "Too busy, or out of time; `Retry-After` says when to come again",
}
_USUAL: Final = (400, 401, 403, 404, 408, 413, 422, 429, 500, 503)
_RETRY: Final = {
    "Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 0}}
}


def problems(*more: int) -> dict[int | str, dict[str, Any]]:
    """Return the usual problems, and those of an operation's own."""
    schema = {"$ref": f"#/components/schemas/{PROBLEM_NAME}"}
    return {
        status: {
            "description": _TOLD[status],
            "content": {"application/problem+json": {"schema": schema}},
            **({"headers": _RETRY} if status in (409, 429, 503) else {}),
        }
        for status in sorted({*_USUAL, *more})
    }
