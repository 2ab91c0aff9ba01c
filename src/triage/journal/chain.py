"""The chain: each event carries a hash over itself and the hash of the one before it.

An event is hashed as canonical JSON: keys in order, no spaces, characters as they are, and no
floats, which JSON writers round differently. What is sealed or may be erased counts by its own
SHA-256 alone, so that the chain stays whole when it is gone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from pydantic_core import to_json

NO_CONTENTS: Final = "{}"
_ROW: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
"""Made once: to make one takes as long as to write an event. It takes no bytes for a text, as
pydantic's, which is quicker, does: SQLite gives back either where one bit was changed."""


def beginning(journal: str, created: str) -> bytes:
    """Return what the first event carries in place of the hash of one before it."""
    return sha256(f"{journal} {created}".encode()).digest()


def canonical(value: object) -> str:
    """Return the one way to write JSON-ready data.

    Raises:
        TypeError: it holds a float.
    """
    return to_json(_in_order(value)).decode()


def _in_order(value: object) -> object:
    if isinstance(value, float):
        raise TypeError("a float has no one way to be written")
    if isinstance(value, Mapping):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_in_order(each) for each in value]
    return value


class Entry(NamedTuple):
    """An event as a row of its table; the bytes of what was erased are `None`, their hashes stay.

    `case_no` says nothing outside this journal. `at` is the caller's clock, ISO 8601 in UTC. `salt`
    keeps what is open from being guessed from its hash once it is erased. `contents`
    names what is kept apart, each by its SHA-256.
    """

    number: int
    case_no: int
    kind: str
    at: str
    role: str
    actor: str
    salt: bytes | None
    open_part: str | None
    sealed: bytes | None
    contents: str
    open_hash: bytes
    sealed_hash: bytes | None
    previous: bytes
    hash: bytes

    @property
    def is_emptied(self) -> bool:
        """Whether something is gone that its hashes are of: only erasing a case may do that."""
        return self.open_part is None or (self.sealed is None and self.sealed_hash is not None)

    def problem(self, previous: bytes) -> str | None:
        """Return what does not fit after an event with that hash; `None` where all does."""
        if self.previous != previous:
            return "previous"
        if self.hash != self.expected():
            return "hash"
        if self.open_part is not None and self.open_hash != hash_of_open(self.salt, self.open_part):
            return "open"
        if self.sealed is not None and self.sealed_hash != sha256(self.sealed).digest():
            return "sealed"
        return None

    def expected(self) -> bytes:
        """Return the hash the event must carry."""
        sealed = "" if self.sealed_hash is None else self.sealed_hash.hex()
        every: tuple[Any, ...] = (
            *(self.number, self.case_no, self.kind, self.at, self.role, self.actor),
            *(self.contents, self.open_hash.hex(), sealed, self.previous.hex()),
        )
        return sha256(_ROW.encode(every).encode()).digest()


def hash_of_open(salt: bytes | None, open_: str) -> bytes:
    """Return the hash of the open part of an event, which its salt keeps from being guessed."""
    return sha256((salt or b"") + open_.encode()).digest()
