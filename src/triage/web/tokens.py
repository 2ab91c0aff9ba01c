"""Programs that sign in by themselves: access tokens of the office's sign-in, as RFC 9068 has them.

A token must be signed by a key the sign-in publishes, come from it, be meant for this server and be
in time. What it says of roles and teams is read as it is for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from triage.diagnostics import Diagnostic
from triage.web.claims import person_of
from triage.web.people import Person
from triage.web.problems import Busy, NotSignedIn
from triage.web.settings import Accounts

_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
"""Signatures that are made by a key nobody else has; never `none`, nor a secret that is shared."""


_BETWEEN_FETCHES: Final = 60.0
"""Seconds: whoever sends tokens of no known key must not have keys fetched for each."""


class Tokens:
    """Reads the access tokens of one sign-in, meant for `audience`; `provider` fetches its keys."""

    def __init__(self, provider: Any, accounts: Accounts, audience: str) -> None:
        self._provider, self._accounts, self._audience = provider, accounts, audience
        self._fetched = -_BETWEEN_FETCHES

    async def person(self, token: str) -> Person:
        """Return who a token is for.

        Raises:
            NotSignedIn: it is none, is not for this server, or its time is up.
            NotAllowed: whoever it is for has no role here.
            Busy: the keys of the sign-in cannot be fetched.
        """
        try:
            claims = await self._claims(token)
        except (httpx2.HTTPError, AuthlibBaseError):
            raise Busy((Diagnostic("web-sign-in-unreachable"),)) from None
        except (JoseError, ValueError):
            raise NotSignedIn((Diagnostic("web-no-token"),)) from None
        return person_of(claims, self._accounts)

    async def _claims(self, token: str) -> Mapping[str, Any]:
        metadata = await self._provider.load_server_metadata()
        registry = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": metadata["issuer"]},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
        )
        try:
            found = jwt.decode(token, await self._keys(), _ALGORITHMS)
        except InvalidKeyIdError:  # the sign-in may have new ones
            if monotonic() - self._fetched < _BETWEEN_FETCHES:
                raise
            self._fetched = monotonic()
            found = jwt.decode(token, await self._keys(force=True), _ALGORITHMS)
        registry.validate(found.claims)
        return found.claims

    async def _keys(self, *, force: bool = False) -> KeySet:
        return KeySet.import_key_set(await self._provider.fetch_jwk_set(force=force))
