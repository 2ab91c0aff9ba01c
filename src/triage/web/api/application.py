"""The application of the API: its routes, its OpenAPI document, and what it says elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from triage.library import __version__
from triage.web.answering import answer_errors
from triage.web.api import assessing, batches, cases, checking, interviews, rulebooks
from triage.web.api.idempotency import Replies
from triage.web.api.statuses import PROBLEM, PROBLEM_NAME
from triage.web.office import Office
from triage.web.problems import API

EXAMPLES: Final = "examples.json"
"""Bodies made of golden cases, by operation; `tools/api_examples.py` writes them."""
_TOKEN: Final = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of the office's sign-in (RFC 9068), meant for this server",
}
_ROUTERS = (rulebooks, assessing, interviews, batches, checking, cases)


def create_api(office: Office) -> FastAPI:
    """Return the API over an office; it is mounted below `/v1`."""
    api = FastAPI(
        title="triage",
        version=__version__,
        summary="Rule-based decision support: it proposes, and does not decide",
        description="Documents are those of the library, by their schemas. A person signs in as on"
        " the page; what people said is never in an address.",
        servers=[{"url": API}],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: f"{route.tags[0]}-{route.name}".replace(" ", "-"),
    )
    api.state.office = office
    api.state.replies = Replies()
    for each in _ROUTERS:
        api.include_router(each.router)
    answer_errors(api)
    takes_tokens = office.settings.audience is not None
    document = cache(lambda: described(api, _examples(), takes_tokens=takes_tokens))
    api.openapi = document  # type: ignore[method-assign] # as the documentation of FastAPI has it
    return api


def described(
    api: FastAPI, examples: Mapping[str, Any], *, takes_tokens: bool = False
) -> dict[str, Any]:
    """Return the OpenAPI document, with examples of bodies by the path of the operation.

    How a program signs in is in it where one can: a server for the machine itself takes no tokens.
    """
    found = get_openapi(
        title=api.title,
        version=api.version,
        summary=api.summary,
        description=api.description,
        routes=api.routes,
        servers=api.servers,
    )
    found["components"]["schemas"][PROBLEM_NAME] = PROBLEM
    if takes_tokens:
        found["components"]["securitySchemes"] = {"accessToken": _TOKEN}
        found["security"] = [{"accessToken": []}]
    for path, some in examples.items():
        for media in found["paths"][path]["post"]["requestBody"]["content"].values():
            media["examples"] = some
    return found


def _examples() -> dict[str, Any]:
    text = files(__package__).joinpath(EXAMPLES).read_text(encoding="utf-8")
    return dict(json.loads(text))
