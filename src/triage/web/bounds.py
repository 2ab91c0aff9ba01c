"""How much a request may bring, how many there may be at once, and how many a minute."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triage.diagnostics import Diagnostic
from triage.web.people import Person
from triage.web.problems import API, Busy, TooLarge, TooMany, TooSlow
from triage.web.settings import RequestLimits

_MOST_KNOWN: Final = 10_000


class Bounded:
    """Middleware that takes the whole body of a request, if it is not too large, before all else.

    What is too large is refused before anything has looked at it.
    """

    def __init__(self, app: ASGIApp, limits: RequestLimits) -> None:
        self._app, self._limits, self._running = app, limits, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request.

        Raises:
            TooLarge: its body is.
            TooSlow: its body does not arrive in time.
            Busy: too many are being handled.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._running >= self._limits.at_once:
            raise Busy((Diagnostic("web-busy"),))
        self._running += 1
        try:
            body = await self._body(scope, receive)
            await self._app(scope, _replayed(body, receive), send)
        finally:
            self._running -= 1

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        if not declared and "transfer-encoding" not in headers:
            return b""
        most = self._most(scope["path"])
        if declared.isdecimal() and int(declared) > most:
            raise TooLarge((Diagnostic("web-too-large", details={"most": most}),))
        try:
            with anyio.fail_after(self._limits.body_seconds):
                return await _read(receive, most)
        except TimeoutError:
            raise TooSlow((Diagnostic("web-too-slow"),)) from None

    def _most(self, path: str) -> int:
        """Return how many bytes may be sent to an address."""
        limits = self._limits
        if not path.startswith(f"{API}/"):
            return limits.upload_bytes if path.startswith("/rules/") else limits.form_bytes
        if path.endswith("/batch"):
            return limits.batch_bytes
        return limits.rulebook_bytes if path.endswith(("/check", "/diff")) else limits.body_bytes


async def _read(receive: Receive, most: int) -> bytes:
    parts, size, more = list[bytes](), 0, True
    while more:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise TooLarge((Diagnostic("web-too-large", details={"most": most}),))
        parts.append(part)
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    first = [body]

    async def replayed() -> Message:
        if first:
            return {"type": "http.request", "body": first.pop(), "more_body": False}
        return await receive()

    return replayed


class Paced:
    """Middleware that refuses more than so many requests a minute, of one person or address.

    A bucket that fills evenly, and holds a minute's worth.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app, self._most = app, per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request.

        Raises:
            TooMany: there were too many before it.
        """
        if scope["type"] == "http" and not self._takes(_who(scope)):
            raise TooMany((Diagnostic("web-too-many"),))
        await self._app(scope, receive, send)

    def _takes(self, who: str) -> bool:
        now = monotonic()
        left, at = self._left.pop(who, (float(self._most), now))
        left = min(self._most, left + (now - at) * self._most / 60)
        takes = left >= 1
        self._left[who] = left - takes, now
        if len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return takes


def _who(scope: Scope) -> str:
    person: Person | None = scope["state"]["person"]
    return f"person {person.id}" if person else f"address {(scope['client'] or ('',))[0]}"
