"""References to cases, as they stand in addresses: they say nothing, and nobody guesses one.

A reference is the local id of a case under AES-SIV (RFC 5297): the same for as long as the secret
is, found without looking through all cases, and refused where one sign of it was changed.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from triage.journal.keys import MasterKey

_LONGEST = 200


def derived(secret: MasterKey, what: str) -> bytes:
    """Return 64 bytes for one purpose, which tell nothing of the secret or of another purpose."""
    return hmac.digest(secret.written.encode(), what.encode(), "sha512")


class References:
    """Writes and reads references to cases under one secret."""

    def __init__(self, secret: MasterKey) -> None:
        self._siv = AESSIV(derived(secret, "references"))

    def of(self, case: str) -> str:
        """Return the reference of a case, by its local id."""
        return urlsafe_b64encode(self._siv.encrypt(case.encode(), None)).decode().rstrip("=")

    def case(self, reference: str) -> str | None:
        """Return the local id of a case; `None` where it is no reference of this secret."""
        if len(reference) > _LONGEST:
            return None
        try:
            sealed = urlsafe_b64decode(reference + "=" * (-len(reference) % 4))
            case = self._siv.decrypt(sealed, None).decode()
        except (InvalidTag, ValueError):
            return None
        return case if self.of(case) == reference else None
