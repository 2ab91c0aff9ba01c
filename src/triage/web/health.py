"""Whether the server lives and is ready, and its figures: for programs, without an account."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from triage.diagnostics import Diagnostic, TriageError
from triage.web.problems import Busy
from triage.web.settings import is_loopback

router = APIRouter()


@router.get("/live")
async def live() -> PlainTextResponse:
    """Say that the process answers."""
    return PlainTextResponse("ok\n")


@router.get("/ready")
def ready(request: Request) -> PlainTextResponse:
    """Say that the journal can be read, and so that people can work.

    Raises:
        Busy: it cannot.
    """
    try:
        request.app.state.office.journal.anchor()
    except TriageError:
        raise Busy((Diagnostic("web-not-ready"),)) from None
    return PlainTextResponse("ok\n")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Return the figures, to the machine itself and to the addresses that may read them."""
    network = request.app.state.office.settings.network
    client = "" if request.client is None else request.client.host
    if network is not None and not is_loopback(client) and client not in network.monitors:
        raise HTTPException(404)
    content = generate_latest(request.app.state.metrics.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)
