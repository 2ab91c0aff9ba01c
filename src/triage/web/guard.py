"""Where a request may come from: the address it names, the site that sends it, the proxy it is by.

A request forged by another site is told by what browsers say of themselves (`Sec-Fetch-Site`, and
`Origin` where that is missing); a page of another site that had its name point here, by `Host`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from triage.diagnostics import Diagnostic
from triage.web.problems import NotAllowed, Refusal
from triage.web.sessions import cookie_name
from triage.web.settings import Settings

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORWARDED: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

Check = Callable[[HTTPConnection], Diagnostic | None]


class Guard:
    """Middleware that refuses what comes from where it must not."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._hosts = frozenset(each.partition("://")[2] for each in settings.origins)
        self._cookie = cookie_name(https=settings.is_https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request.

        Raises:
            Refusal: it is refused.
        """
        if scope["type"] == "http":
            self._check(HTTPConnection(scope), scope["method"])
        await self._app(scope, receive, send)

    def _check(self, request: HTTPConnection, method: str) -> None:
        headers = request.headers
        if headers.get("host", "") not in self._hosts:
            raise Refusal((Diagnostic("web-host"),))
        if self._settings.is_local and any(each in headers for each in _FORWARDED):
            raise NotAllowed((Diagnostic("web-behind-a-proxy"),))
        if not self._is_from_here(headers, method, has_session=self._cookie in request.cookies):
            raise NotAllowed((Diagnostic("web-cross-site"),))

    def _is_from_here(self, headers: Headers, method: str, *, has_session: bool) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if method in _SAFE:
            opened = headers.get("sec-fetch-mode") == "navigate"
            top = headers.get("sec-fetch-dest") == "document"
            return site in (None, "same-origin", "none") or (opened and top)
        if site is not None:
            return site == "same-origin"
        if origin is not None:
            return origin in self._settings.origins
        return not has_session  # no browser: what it may do rests on no cookie


class ByProxy:
    """Middleware that lets nobody in but by the proxies that are named."""

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...]) -> None:
        self._app, self._proxies = app, frozenset(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request.

        Raises:
            NotAllowed: it comes from elsewhere.
        """
        if scope["type"] == "http" and (scope["client"] or ("",))[0] not in self._proxies:
            raise NotAllowed((Diagnostic("web-not-by-proxy"),))
        await self._app(scope, receive, send)
