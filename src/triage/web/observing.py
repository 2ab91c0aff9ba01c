"""What is told of requests: lines of JSON for a log, and figures for Prometheus.

INVARIANT: neither has anything of what a request says. They have the route as it is written in the
program, never the address that was asked; no header, no id of a case or of staff; of a fault, its
kind and its place in the program.
"""

from __future__ import annotations

import json
import logging
import secrets
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triage.diagnostics import Diagnostic

LOG: Final = logging.getLogger("triage.web")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_ID_BYTES: Final = 8
_SHOWN: Final = frozenset({"kind", "place"})
"""What of a fault may be shown: its kind, and where in the program it is."""

_GONE: Final = 499
"""What is noted where nobody was there any more to answer."""


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        by = ("method", "route", "status")
        self.requests = Counter("triage_requests", "Requests answered", by, registry=registry)
        self.seconds = Histogram(
            "triage_request_seconds",
            "Seconds until an answer was complete",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.refused = Counter(
            "triage_refused", "Requests refused, by why", ("code",), registry=registry
        )
        self.running = Gauge("triage_running", "Requests being answered", registry=registry)


class Observed:
    """Middleware around all others: gives each request an id, and tells how it was answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state |= {"request_id": secrets.token_hex(_ID_BYTES), "problem": None}
        status, started = _GONE, perf_counter()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = state["request_id"]
            await send(message)

        self._metrics.running.inc()
        try:
            await self._app(scope, receive, sent)
        finally:
            self._metrics.running.dec()
            self._tell(scope, status, perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        state, route = scope["state"], _route(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        told = {
            "request": state["request_id"],
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        problem: Diagnostic | None = state["problem"]
        if problem is not None:
            self._metrics.refused.labels(problem.code).inc()
            told["problem"] = problem.code
            told |= {key: each for key, each in problem.details.items() if key in _SHOWN}
        LOG.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"told": told})


def _route(scope: Scope) -> str:
    """Return the route of a request as it is written in the program."""
    path = getattr(scope.get("route"), "path", None)
    return f"{scope.get('root_path', '')}{path}" if path else "none"


class JsonLines(logging.Formatter):
    """Writes records as lines of JSON; of a fault, never its text, which might hold an answer."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if record.name == LOG.name else record.name,
        }
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            told["kind"] = record.exc_info[0].__name__
        return json.dumps(told, ensure_ascii=False)
