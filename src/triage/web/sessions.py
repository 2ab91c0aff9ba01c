"""Sessions: kept by the server, in memory; the browser holds an id alone, signed.

Whoever has done nothing for 20 minutes is signed out. A server that is started anew knows no
session: people sign in again, and find their drafts in the journal.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from itsdangerous import BadSignature, Signer
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triage.web.people import LOCAL, Person
from triage.web.problems import API

IDLE: Final = timedelta(minutes=20)
LONGEST: Final = timedelta(hours=10)
_MOST: Final = 10_000
_BYTES: Final = 32


@dataclass(slots=True, repr=False)
class Session:
    """What the server knows of one browser: who is signed in there, if anybody is."""

    id: str
    begun: datetime
    last: datetime
    person: Person | None = None
    data: dict[str, Any] = field(default_factory=dict)
    """What signing in needs between its steps, and the page that was wanted."""


class Sessions:
    """The sessions there are; where there are too many, the one used longest ago goes.

    One in which nobody is signed in goes first: whoever begins many signs nobody out.

    INVARIANT: the event loop alone changes it.
    """

    def __init__(self, key: bytes, now: Callable[[], datetime]) -> None:
        self._signer, self._now = Signer(key, salt="session"), now
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._ended: OrderedDict[str, None] = OrderedDict()

    def begin(self, person: Person | None = None) -> Session:
        """Return a new session."""
        now = self._now()
        session = Session(secrets.token_urlsafe(_BYTES), now, now, person)
        self._sessions[session.id] = session
        if len(self._sessions) > _MOST:
            visitors = (id_ for id_, each in self._sessions.items() if each.person is None)
            del self._sessions[next(visitors, next(iter(self._sessions)))]
        return session

    def found(self, cookie: str) -> Session | None:
        """Return the session of a cookie, used just now; `None` where it is none, or has ended."""
        session = self._sessions.get(self._id(cookie))
        if session is None:
            return None
        now = self._now()
        if now - session.last > IDLE or now - session.begun > LONGEST:
            self.end(session)
            return None
        session.last = now
        self._sessions.move_to_end(session.id)
        return session

    def end(self, session: Session) -> None:
        """End a session; whoever comes with its id is nobody."""
        self._sessions.pop(session.id, None)
        self._ended[session.id] = None
        if len(self._ended) > _MOST:
            self._ended.popitem(last=False)

    def has_ended(self, cookie: str) -> bool:
        """Say whether a cookie is that of a session that has ended here."""
        return self._id(cookie) in self._ended

    def cookie(self, session: Session) -> str:
        """Return what the browser is to hold."""
        return self._signer.sign(session.id).decode()

    def _id(self, cookie: str) -> str:
        try:
            return self._signer.unsign(cookie).decode()
        except (BadSignature, UnicodeError):
            return ""


def replace_session(scope: Scope, person: Person | None) -> Session:
    """End the session of a request and begin another, so that no id outlives a sign-in."""
    sessions: Sessions = scope["state"]["sessions"]
    end_session(scope)
    session = sessions.begin(person)
    scope["state"] |= {"session": session, "person": person}
    scope["session"] = session.data
    return session


def end_session(scope: Scope) -> None:
    """End the session of a request, if it has one."""
    state = scope["state"]
    if state["session"] is not None:
        state["sessions"].end(state["session"])
    state |= {"session": None, "person": None}


class WithSessions:
    """Middleware that finds the session of a request, and hands a browser the id of a new one.

    `request.state` has `person` and `session` then. At a loopback address everybody is the local
    person, but in a browser that signed out or was left alone.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, *, local: bool, https: bool) -> None:
        self._app, self._sessions, self._local = app, sessions, local
        self._cookie = cookie_name(https=https)
        self._attributes = f"Path=/; HttpOnly; SameSite=Lax{'; Secure' if https else ''}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        cookie = connection.cookies.get(self._cookie)
        before = None if cookie is None else self._sessions.found(cookie)
        session, person = before, None if before is None else before.person
        if before is None and self._local and not (cookie and self._sessions.has_ended(cookie)):
            session, person = self._sessions.begin(LOCAL) if is_visit(connection) else None, LOCAL
        state = scope.setdefault("state", {})
        state |= {"sessions": self._sessions, "session": session, "person": person}
        scope["session"] = {} if session is None else session.data

        async def sent(message: Message) -> None:
            now: Session | None = state["session"]
            if message["type"] == "http.response.start" and now is not None and now is not before:
                value = f"{self._cookie}={self._sessions.cookie(now)}; {self._attributes}"
                MutableHeaders(scope=message).append("set-cookie", value)
            await send(message)

        await self._app(scope, receive, sent)


def cookie_name(*, https: bool) -> str:
    """Return the name of the cookie; by https, one that no other host can set."""
    return "__Host-triage" if https else "triage"


def is_visit(connection: HTTPConnection) -> bool:
    """Say whether a person opens a page; programs and pictures take no session."""
    is_page = "text/html" in connection.headers.get("accept", "")
    return is_page and not connection.url.path.startswith(f"{API}/")


def is_swap(connection: HTTPConnection) -> bool:
    """Say whether a script asks for a part of a page, in which something may have been typed."""
    return "hx-request" in connection.headers
