"""What is sent twice under one key is done once: the second time gets the first time's answer.

Replies are kept in the memory of the process, for the person who sent the key, until there are too
many of them. Beyond a restart, `If-Match` says what the sender has seen.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request, Response

from triage.diagnostics import Diagnostic
from triage.web.api.refusals import KeyInUse, Unfit
from triage.web.people import SignedIn

_MOST_BYTES = 16_000_000
"""What kept answers may take."""
REPLAYED = "Idempotency-Replayed"


@dataclass(slots=True)
class _Kept:
    """One request by the hash of what was sent, and its answer once there is one."""

    sent: bytes
    answer: tuple[int, bytes, dict[str, str]] | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return 500 + (0 if self.answer is None else len(self.answer[1]))


class Replayed(Exception):
    """The request was answered before; `answer` is what it was."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


class Replies:
    """Kept answers, the oldest first. Used on the event loop alone, so it takes no lock."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._most, self._size = most_bytes, 0

    def begin(self, who: str, key: str, sent: bytes) -> None:
        """Take a key into use.

        Raises:
            Replayed: it was answered before.
            Unfit: it was used for something else.
            KeyInUse: it is being answered now.
        """
        known = self._kept.get((who, key))
        if known is None:
            self._kept[who, key] = found = _Kept(sent)
            self._size += found.size
        elif known.sent != sent:
            raise Unfit((Diagnostic("web-key-used-otherwise"),))
        elif known.answer is None:
            raise KeyInUse((Diagnostic("web-key-in-use"),))
        else:
            status, body, headers = known.answer
            raise Replayed(Response(body, status, {**headers, REPLAYED: "true"}))

    def end(self, place: tuple[str, str], answer: Response | None) -> None:
        """Keep an answer; without one, nothing was done and the key may be used again."""
        found = self._kept.pop(place)
        self._size -= found.size
        if answer is None or answer.status_code >= 300:
            return
        headers = {
            name: value for name, value in answer.headers.items() if name != "content-length"
        }
        found.answer = answer.status_code, bytes(answer.body), headers
        self._kept[place] = found
        self._size += found.size
        self._let_go()

    def _let_go(self) -> None:
        while self._size > self._most:
            done = (place for place, each in self._kept.items() if each.answer is not None)
            oldest = next(done, None)
            if oldest is None:
                break
            self._size -= self._kept.pop(oldest).size


async def once(
    request: Request,
    person: SignedIn,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            pattern=r"^[\x21-\x7e]{1,128}$",
            description="Of your making; what is sent again under it is done once",
        ),
    ] = None,
) -> None:
    """Have a request done once, where it comes with a key.

    Raises:
        Replayed: it was answered before.
        Unfit: the key was used for something else.
        KeyInUse: it is being answered now.
    """
    if key is not None:
        target = f"{request.method} {request.url.path}?{request.url.query}\n"
        sent = sha256(target.encode() + await request.body()).digest()
        replies: Replies = request.app.state.replies
        replies.begin(person.id, key, sent)
        request.state.key = person.id, key
