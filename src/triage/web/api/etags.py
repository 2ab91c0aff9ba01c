"""What says that a document is the one the asker has already: an `ETag` over what it is made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Header, Response

from triage.diagnostics import ChangedMeanwhile
from triage.library import __version__

IfNoneMatch = Annotated[
    str | None, Header(description="The `ETag` of what is known already: answered by 304")
]
IfMatch = Annotated[
    str | None,
    Header(
        pattern=r'^"[0-9]{1,18}"$',
        description="The `ETag` that was seen last: refused (412) where it has changed since",
    ),
]

TAGGED: dict[str, Any] = {
    "headers": {"ETag": {"description": "Names this state of it", "schema": {"type": "string"}}}
}
"""What OpenAPI says of an answer with a tag."""
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    200: TAGGED,
    304: {"description": "It is what is known already", **TAGGED},
}


def document(
    known: str | None, made_of: tuple[str, ...], make: Callable[[], dict[str, Any]]
) -> Response:
    """Return a document, or 304 where it is known; it is made only if it is sent."""
    tag = f'"{sha256(json.dumps([__version__, *made_of]).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if known is not None and tag in (each.strip() for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    text = json.dumps(make(), ensure_ascii=False)
    return Response(text, headers=headers, media_type="application/json")


def numbered(response: Response, number: int) -> Response:
    """Tag an answer by the number of a state that is counted."""
    response.headers["ETag"] = f'"{number}"'
    return response


def seen(tag: str | None) -> int | None:
    """Return the number of the state that was seen last; `None` where none is told."""
    return None if tag is None else int(tag.strip('"'))


def require_seen(tag: str | None, number: int) -> None:
    """Refuse where another state was seen than there is.

    Raises:
        ChangedMeanwhile: it was.
    """
    if seen(tag) not in (None, number):
        raise ChangedMeanwhile()
