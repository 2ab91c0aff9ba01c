"""The keys of a journal: one for each case, wrapped by a master key that lives outside it.

What is sealed is in AES-256-GCM under the key of its case, bound to its place: bytes moved from one
event to another do not open. Case keys are wrapped as RFC 3394 says. Destroying a wrapped key in a
database leaves its bytes in files and logs of the database; they stay closed because the master
key is replaced after every erasure.
"""

from __future__ import annotations

import hmac
import secrets
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from triage.diagnostics import Diagnostic, TriageError

_LENGTH: Final = 32
_NONCE: Final = 12
_ID: Final = 12


class KeyProblem(TriageError):
    """A key is missing, is no key, or is not the one of this journal."""


@dataclass(frozen=True, repr=False)
class CaseKey:
    """The key of one case. It is never shown."""

    _bytes: bytes

    @classmethod
    def made(cls) -> CaseKey:
        """Return a new key."""
        return cls(secrets.token_bytes(_LENGTH))

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._bytes)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return bytes that open with this key at this place only."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, zlib.compress(plain, 6), place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed.

        Raises:
            KeyProblem: another key sealed it, elsewhere, or it was changed.
        """
        try:
            opened = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise KeyProblem((Diagnostic("journal-does-not-open"),)) from None
        return zlib.decompress(opened)

    def mark(self, plain: bytes) -> bytes:
        """Return what tells whether the same bytes were sealed before, to this key alone."""
        return hmac.digest(self._bytes, plain, "sha256")


@dataclass(frozen=True, repr=False)
class MasterKey:
    """What wraps the keys of cases and names them in the database. It is never shown."""

    _bytes: bytes

    @classmethod
    def made(cls) -> MasterKey:
        """Return a new key."""
        return cls(secrets.token_bytes(_LENGTH))

    @classmethod
    def read(cls, text: str, where: str) -> MasterKey:
        """Read a key written in base64; `where` it stands is said if it is none.

        Raises:
            KeyProblem: it is none.
        """
        try:
            found = b64decode(text.strip(), validate=True)
        except (NoBase64, ValueError):
            found = b""
        if len(found) != _LENGTH:
            raise KeyProblem((Diagnostic("journal-no-key", details={"where": where}),))
        return cls(found)

    @property
    def written(self) -> str:
        """The key in base64, as it is kept."""
        return b64encode(self._bytes).decode()

    @cached_property
    def id(self) -> str:
        """What tells this key from others, and nothing else of it."""
        return sha256(b"id" + self._bytes).hexdigest()[:_ID]

    def wrap(self, key: CaseKey) -> bytes:
        """Return the key of a case, wrapped."""
        return aes_key_wrap(self._bytes, key._bytes)

    def unwrap(self, wrapped: bytes) -> CaseKey:
        """Return the key of a case.

        Raises:
            KeyProblem: another master key wrapped it, or it was changed.
        """
        try:
            return CaseKey(aes_key_unwrap(self._bytes, wrapped))
        except (InvalidUnwrap, ValueError):
            raise KeyProblem((Diagnostic("journal-other-key"),)) from None

    def lookup(self, local_id: str) -> bytes:
        """Return what a case is found by, which says nothing of its id to others."""
        return hmac.digest(self._bytes, local_id.encode(), "sha256")
