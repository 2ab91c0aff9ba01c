"""Programs that come with an access token of the office's sign-in."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import time
from typing import Any, cast

import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.testclient import TestClient

from tests.web.offices import ROLES, Clock, client_of, local_client, network, settings_in
from triage.web import office as offices
from triage.web.office import Office
from triage.web.settings import Accounts

ISSUER, AUDIENCE = "https://login.kommune.example", "https://triage.kommune.example/v1"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("one", "two"))
CLAIMS = {
    "iss": ISSUER, "aud": AUDIENCE,
    "sub": "system-1", "roles": ["sagsbehandler"], "team": "north",
}  # fmt: skip


def token(
    claims: Mapping[str, Any] | None = None, key: Any = KEY, alg: str = "RS256", **more: Any
) -> str:
    """Return a token; claims that are given as `None` are left out."""
    said = {**CLAIMS, "exp": int(time()) + 600, **(claims or {})}
    kept = {name: value for name, value in said.items() if value is not None}
    header = {"alg": alg, "kid": key.kid or "one", **more}
    return jwt.encode(header, kept, key, algorithms=[alg])


def with_secret(secret: bytes) -> str:
    """Return a token signed with a secret by hand: no library does it with a public key."""
    head, said, _ = token().split(".")
    head = _written(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    signature = hmac.digest(secret, f"{head}.{said}".encode(), "sha256")
    return f"{head}.{said}.{_written(signature)}"


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def provider_of(client: TestClient) -> Any:
    """Return what asks the sign-in."""
    return cast("FastAPI", client.app).state.provider


@pytest.fixture
def client(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a program that has not said who it is."""
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)
    accounts = Accounts(issuer=ISSUER, client_id="triage", roles=ROLES, audience=AUDIENCE)
    with Office(settings_in(tmp_path, network(accounts=accounts)), clock) as office:
        found = client_of(office, None)
        found.headers.pop("origin")
        provider = provider_of(found)
        keys = KeySet([KEY]).as_dict(private=False)
        provider.server_metadata.update({"_loaded_at": 1, "issuer": ISSUER, "jwks": keys})
        yield found


def status(client: TestClient, token: str, path: str = "/v1/cases") -> int:
    """Return how a program with a token is answered."""
    return client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code


def test_the_openapi_document_says_how_a_program_signs_in(
    client: TestClient, office: Office
) -> None:
    """By a token, for every operation; on the machine itself there is nothing to sign in to."""
    document = client.get("/v1/openapi.json").json()
    assert document["security"] == [{"accessToken": []}]
    scheme = document["components"]["securitySchemes"]["accessToken"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    own = local_client(office).get("/v1/openapi.json").json()
    assert "security" not in own
    assert "securitySchemes" not in own["components"]


def test_a_program_is_who_its_token_is_for(client: TestClient) -> None:
    """It begins a case, which is its own, as a person would; it needs no origin and no cookie."""
    given = {"Authorization": f"Bearer {token()}"}
    begun = client.post("/v1/cases", json={"case": "c-1"}, headers=given)
    assert begun.status_code == 201, begun.text
    assert len(client.get("/v1/cases", headers=given).json()["cases"]) == 1
    assert "set-cookie" not in begun.headers
    south = token({"team": "south", "sub": "system-2"})
    assert status(client, south, f"/v1/cases/{begun.json()['ref']}") == 404


def test_tokens_are_for_the_api_alone(client: TestClient) -> None:
    """A page takes none."""
    assert status(client, token(), "/programmes") == 401


WRONG: Mapping[str, str] = {
    "of another sign-in": token({"iss": "https://evil.example"}),
    "for another server": token({"aud": "https://other.example"}),
    "for nobody in particular": token({"aud": None}),
    "for the sign-in of people": token({"aud": "triage"}),
    "out of time": token({"exp": int(time()) - 600}),
    "without an end": token({"exp": None}),
    "not begun": token({"nbf": int(time()) + 86_400}),
    "of no issuer": token({"iss": None}),
    "signed by another key": token(key=RSAKey.generate_key(2048, {"kid": "one"})),
    "of a key nobody knows": token(key=OTHER),
    "signed with what everybody knows": with_secret(KEY.as_pem(private=False)),
    "without a signature": f"{token().rpartition('.')[0]}.",
    "changed": token()[:-4] + "AAAA",
    "none at all": "x",
    "empty": "",
}


@pytest.mark.parametrize("how", WRONG)
def test_a_token_that_is_wrong_lets_nobody_in(how: str, client: TestClient) -> None:
    """Whatever is wrong with it, the answer is the same, and repeats nothing of it."""
    provider_of(client).fetch_jwk_set = _known
    found = client.get("/v1/cases", headers={"Authorization": f"Bearer {WRONG[how]}"})
    assert found.status_code == 401, found.text
    assert found.headers["www-authenticate"] == "Bearer"
    assert found.json()["code"] == "web-no-token"


async def _known(*, force: bool = False) -> Any:
    del force
    return KeySet([KEY]).as_dict(private=False)


def test_a_token_without_a_role_is_refused(client: TestClient) -> None:
    """It is known who it is for, and there is nothing here for them."""
    assert status(client, token({"roles": ["somebody"]})) == 403
    assert status(client, token({"sub": "010180-0000"})) == 403


def test_new_keys_are_fetched_and_not_for_every_token(client: TestClient) -> None:
    """A sign-in changes its keys; whoever makes keys up does not have us ask it each time."""
    fetched = 0

    async def keys(*, force: bool = False) -> Any:
        nonlocal fetched
        fetched += force
        return KeySet([KEY, *([OTHER] if fetched else [])]).as_dict(private=False)

    provider_of(client).fetch_jwk_set = keys
    assert status(client, token(key=OTHER)) == 200
    made_up = RSAKey.generate_key(2048, {"kid": "three"})
    assert [status(client, token(key=made_up)) for _ in range(3)] == [401] * 3
    assert fetched == 1


def test_without_an_audience_no_token_is_taken(big_office: Office) -> None:
    """The office has to say that programs may come, and what their tokens are for."""
    assert status(client_of(big_office, None), token()) == 401
