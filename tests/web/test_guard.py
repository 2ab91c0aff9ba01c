from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from starlette.testclient import TestClient

from tests.web.offices import PROXY, THERE
from triage.web.app import create_app
from triage.web.office import Office
from triage.web.people import Role

FORGED: dict[str, dict[str, str]] = {
    "by another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "by a site beside ours": {"Sec-Fetch-Site": "same-site", "Origin": "https://x.kommune.example"},
    "by an older browser": {"Origin": "https://evil.example"},
    "by a page that hides where it is from": {"Origin": "null"},
    "by what says nothing": {"Origin": ""},
    "with our origin made up": {"Sec-Fetch-Site": "cross-site", "Origin": THERE},
    "by another port": {"Origin": f"{THERE}:8443"},
    "without TLS": {"Origin": THERE.replace("https", "http")},
}


@pytest.mark.parametrize("how", FORGED)
def test_forged_requests_are_refused(how: str, signed_in: Callable[..., TestClient]) -> None:
    """A cookie alone does nothing: not for whoever has another site open."""
    client = signed_in(Role.CASEWORKER)
    client.headers.pop("origin")
    methods = ("POST", "PUT", "PATCH", "DELETE")
    for method, path in product(methods, ("/sign-out", "/v1/anything")):
        found = client.request(method, path, headers=FORGED[how])
        assert found.status_code == 403
        assert "sent by another site" in found.text
    client.headers.update({"Origin": THERE})
    assert client.get("/sign-in").headers["location"] == "/"  # still signed in


def test_what_the_page_sends_is_not_forged(signed_in: Callable[..., TestClient]) -> None:
    """By either sign that browsers give."""
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": THERE}):
        client = signed_in(Role.CASEWORKER)
        client.headers.pop("origin")
        assert client.post("/sign-out", headers=headers).status_code == 303


def test_a_program_without_a_cookie_forges_nothing(client: TestClient) -> None:
    """On this machine it may do what its person may; with her cookie, it must say where from."""
    client.headers.pop("origin")
    assert client.post("/nothing").status_code == 404
    client.get("/", headers={"Accept": "text/html"})
    assert client.post("/nothing").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
    ],
)
def test_a_link_from_elsewhere_opens_a_page(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """And nothing else from elsewhere does: no picture, no frame, no script."""
    assert (
        client.get("/live", headers={"Sec-Fetch-Site": "cross-site", **headers}).status_code
        == status
    )


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:8000.evil.example", ""]
)
def test_another_name_is_refused_on_loopback_too(client: TestClient, host: str) -> None:
    """A site that has its name point to this machine reads nothing here."""
    found = client.get("/live", headers={"Host": host})
    assert found.status_code == 400
    assert "The request names another server." in found.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_names_of_this_machine(client: TestClient, host: str) -> None:
    """Each of them will do."""
    assert client.get("/live", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_nothing_forwards_to_a_server_without_accounts(client: TestClient, header: str) -> None:
    """Whoever put a proxy in front of it is told to set up a sign-in."""
    found = client.get("/live", headers={header: "10.0.0.1"})
    assert found.status_code == 403
    assert "for its own machine alone" in found.text


def test_nobody_gets_around_the_proxy(big_office: Office) -> None:
    """Not even by saying to come through it."""
    app = create_app(big_office)
    for address, status in ((PROXY, 200), ("10.0.0.6", 403)):
        client = TestClient(app, base_url=THERE, client=(address, 1))
        found = client.get("/live", headers={"X-Forwarded-For": PROXY})
        assert found.status_code == status


def test_every_answer_says_what_a_browser_may(client: TestClient) -> None:
    """Also where nothing is found, and where something is refused; nothing inline, nothing kept."""
    for path, headers in (("/live", {}), ("/nothing", {}), ("/live", {"Host": "x"})):
        found = client.get(path, headers=headers).headers
        policy = found["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert found["cache-control"] == "no-store"
        assert found["x-content-type-options"] == "nosniff"
        assert found["x-request-id"]
