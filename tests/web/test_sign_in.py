"""Signing in, against a provider of OpenID Connect that runs beside the test."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import cast
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.browsing import chromium
from tests.web.offices import ROLES, THERE, Clock, client_of, local_client, network, settings_in
from tests.web.processes import free_port, wait_for
from triage.web import office as offices
from triage.web.app import create_app
from triage.web.office import Office
from triage.web.people import Person, Role
from triage.web.sessions import Sessions
from triage.web.settings import Accounts

WORKER = {"roles": ["sagsbehandler"], "team": "north", "name": "Kari Holm"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Run a provider, as a process of its own: its warnings are not ours."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://localhost:{port}"
        wait_for(url)
        yield url
        process.terminate()


@pytest.fixture
def app_office(
    issuer: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """Return an office whose people sign in there."""
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)
    accounts = Accounts(issuer=issuer, client_id="triage", roles=ROLES)
    with Office(settings_in(tmp_path, network(accounts=accounts)), clock) as found:
        yield found


@pytest.fixture
def client(app_office: Office) -> TestClient:
    """Return a browser in which nobody is signed in."""
    return client_of(app_office, None)


def known(issuer: str, sub: str, claims: Mapping[str, object]) -> None:
    """Have the provider know somebody."""
    assert httpx2.put(f"{issuer}/users/{sub}", json=claims).status_code == 204


def returned(client: TestClient, sub: str, **form: str) -> str:
    """Go to the provider and say who one is there; return where it sends the browser."""
    sent = client.get("/sign-in/begin")
    assert sent.status_code == 302, sent.text
    found = httpx2.post(sent.headers["location"], data={"sub": sub, **form})
    return str(found.headers["location"])


def people(client: TestClient) -> list[Person | None]:
    """Return who is signed in at a server, as it knows them."""
    sessions: Sessions = cast("FastAPI", client.app).state.sessions
    return [each.person for each in sessions._sessions.values()]


def path_of(url: str) -> str:
    """Return what of an address a browser asks for."""
    return url.removeprefix(THERE)


def test_signs_in_by_code_with_pkce_state_and_nonce(client: TestClient, issuer: str) -> None:
    """What is asked of the provider, and who somebody is then."""
    known(issuer, "w-7", WORKER)
    asked = parse_qs(urlsplit(client.get("/sign-in/begin").headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["prompt"] == ["login"]
    assert asked["redirect_uri"] == [f"{THERE}/sign-in/done"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    back = client.get(path_of(returned(client, "w-7")))
    assert (back.status_code, back.headers["location"]) == (303, "/")
    assert client.get("/sign-in").headers["location"] == "/"
    (person,) = people(client)
    assert person == Person("w-7", Role.CASEWORKER, "north", "Kari Holm")


@pytest.mark.more
def test_no_session_outlives_a_sign_in(client: TestClient, issuer: str) -> None:
    """Whoever had somebody use an id known to them has nothing of it."""
    known(issuer, "w-7", WORKER)
    to = path_of(returned(client, "w-7"))
    (before,) = client.cookies.jar
    client.get(to)
    (after,) = client.cookies.jar
    assert before.value != after.value
    client.cookies.set(before.name, str(before.value), domain=after.domain)
    assert client.get("/sign-in").status_code == 200


@pytest.mark.more
@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({}, "have no role here"),
        ({"roles": ["anybody"], "team": "north"}, "have no role here"),
        ({"roles": {"sagsbehandler": True}, "team": "north"}, "have no role here"),
        ({"roles": "sagsbehandler"}, "belong to no team"),
        ({"roles": "teamleder", "team": "two words"}, "names no local id"),
    ],
)
def test_without_a_role_or_a_team_nobody_is_signed_in(
    claims: Mapping[str, object], told: str, client: TestClient, issuer: str
) -> None:
    """The page says what is missing, and whom to ask."""
    known(issuer, "w-8", claims)
    found = client.get(path_of(returned(client, "w-8")))
    assert found.status_code == 403
    assert told in found.text
    assert client.get("/sign-in").status_code == 200


def test_a_cpr_number_is_no_id_of_staff(client: TestClient, issuer: str) -> None:
    """It would be noted with every event; it is repeated nowhere."""
    known(issuer, "010180-0000", WORKER)
    found = client.get(path_of(returned(client, "010180-0000")))
    assert found.status_code == 403
    assert "010180" not in f"{found.text} {found.headers}"


@pytest.mark.more
def test_the_first_role_that_is_named_counts(client: TestClient, issuer: str) -> None:
    """In the order of the office, not of the provider."""
    known(issuer, "w-9", {"roles": ["revisor", "teamleder"], "team": ["north", "south"]})
    client.get(path_of(returned(client, "w-9")))
    (person,) = people(client)
    assert person == Person("w-9", Role.TEAM_LEAD, "north")


def test_what_was_not_asked_for_signs_nobody_in(client: TestClient, issuer: str) -> None:
    """A code of another browser, a state that was changed, a code used twice, and a no."""
    known(issuer, "w-7", WORKER)
    other = path_of(returned(client, "w-7"))
    client.cookies.clear()
    for to in (
        other,
        path_of(returned(client, "w-7")).replace("state=", "state=x"),
        "/sign-in/done",
        "/sign-in/done?code=1&state=2",
        path_of(returned(client, "w-7", action="deny")),
    ):
        found = client.get(to)
        assert (found.status_code, "did not say who you are" in found.text) == (403, True)
        assert client.get("/sign-in").status_code == 200
    once = path_of(returned(client, "w-7"))
    assert client.get(once).status_code == 303
    assert client.get(once).status_code == 403


def test_says_so_where_the_provider_is_not_there(big_office: Office) -> None:
    """Now, and worth trying again."""
    accounts = Accounts(issuer="http://127.0.0.1:9", client_id="triage", roles=ROLES)
    settings = network(accounts=accounts)
    object.__setattr__(big_office.settings, "network", settings)
    found = client_of(big_office, None).get("/sign-in/begin")
    assert (found.status_code, found.headers["retry-after"]) == (503, "1")
    assert "sign-in cannot be reached" in found.text


def test_signing_out_ends_the_session_at_the_provider_too(client: TestClient, issuer: str) -> None:
    """The provider is asked by which program, and to come back; by name, nobody is signed out."""
    known(issuer, "w-7", WORKER)
    client.get(path_of(returned(client, "w-7")))
    out = client.post("/sign-out")
    assert out.status_code == 200
    assert people(client) == []
    to = out.headers["refresh"].removeprefix("0; url=")
    assert to.startswith(f"{issuer}/oauth2/end_session?")
    asked = parse_qs(urlsplit(to).query)
    state = asked.pop("state")
    assert asked == {"client_id": ["triage"], "post_logout_redirect_uri": [f"{THERE}/sign-in"]}
    form = httpx2.get(to).text
    back = re.search(r'name="redirect_uri" value="([^"]*)"', form)
    assert back
    confirmed = f"{issuer}/oauth2/end_session/confirm"
    ended = httpx2.post(confirmed, data={"redirect_uri": html.unescape(back[1])})
    assert ended.headers["location"] == f"{THERE}/sign-in?state={state[0]}"
    assert client.get(path_of(ended.headers["location"])).status_code == 200


@contextmanager
def served(folder: Path, clock: Clock, issuer: str) -> Iterator[str]:
    """Serve an office whose people sign in at a provider; yield its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    accounts = Accounts(issuer=issuer, client_id="triage", roles=ROLES)
    reached = network(url=url, accounts=accounts, proxies=("127.0.0.1",))
    with Office(settings_in(folder, reached), clock) as office:
        config = uvicorn.Config(create_app(office), port=port, log_config=None, ws="none")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run)
        thread.start()
        try:
            wait_for(f"{url}/live")
            yield url
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.more
@pytest.mark.parametrize("scripts", [True, False])
def test_a_browser_is_led_to_the_provider_and_back(
    issuer: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, *, scripts: bool
) -> None:
    """With and without scripts, though our own policy lets forms lead to no other site."""
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)
    known(issuer, "w-7", WORKER)
    with served(tmp_path, clock, issuer) as url, chromium() as browser:
        page = browser.new_context(java_script_enabled=scripts).new_page()
        page.goto(f"{url}/sign-in")
        page.click("main a.button")
        page.fill("[name=sub]", "w-7")
        page.click("text=Authorize >> nth=-1")
        page.wait_for_url(f"{url}/")
        page.click("form[action='/sign-out'] button")
        page.wait_for_url(f"{issuer}/oauth2/end_session?**")
        page.click("button:has-text('End session')")
        page.wait_for_url(f"{url}/sign-in?**")
        page.goto(f"{url}/")
        assert page.url == f"{url}/sign-in"


def test_where_the_provider_ends_no_sessions_ours_ends(client: TestClient, issuer: str) -> None:
    """It announces no address for it."""
    known(issuer, "w-7", WORKER)
    client.get(path_of(returned(client, "w-7")))
    del cast("FastAPI", client.app).state.provider.server_metadata["end_session_endpoint"]
    out = client.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert people(client) == []


def test_on_loopback_a_click_will_do(office: Office) -> None:
    """There are no accounts, and so nothing to come back from."""
    client = local_client(office)
    assert client.get("/sign-in/done").status_code == 404
    assert client.get("/sign-in/begin").headers["location"] == "/"
