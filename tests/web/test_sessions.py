from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.web.offices import Clock
from triage.web.people import LOCAL, Role
from triage.web.sessions import IDLE, LONGEST, Sessions

SIGNED_IN, SIGNED_OUT = 303, 200
"""What the sign-in page answers: it sends on whoever is signed in."""
PAGE = {"Accept": "text/html"}


def state(client: TestClient) -> int:
    """Return how the sign-in page answers; it is a request, and so no idle minute passes."""
    return client.get("/sign-in", headers=PAGE).status_code


def test_signed_out_after_twenty_idle_minutes(
    signed_in: Callable[..., TestClient], clock: Clock
) -> None:
    """Every request counts as doing something; the last minute is still hers."""
    client = signed_in(Role.CASEWORKER)
    for _ in range(3):
        clock.pass_by(minutes=20)
        assert state(client) == SIGNED_IN
    clock.pass_by(minutes=20, seconds=1)
    assert state(client) == SIGNED_OUT
    clock.pass_by(minutes=-20)
    assert state(client) == SIGNED_OUT


def test_signed_out_at_the_end_of_a_day(signed_in: Callable[..., TestClient], clock: Clock) -> None:
    """However much is done meanwhile."""
    client = signed_in(Role.CASEWORKER)
    for _ in range(int(LONGEST / IDLE)):
        clock.pass_by(minutes=20)
        assert state(client) == SIGNED_IN
    clock.pass_by(minutes=1)
    assert state(client) == SIGNED_OUT


def test_signing_out_ends_it_for_whoever_has_the_cookie(
    signed_in: Callable[..., TestClient],
) -> None:
    """The browser is told to forget pages; the server has forgotten the session."""
    client = signed_in(Role.CASEWORKER)
    (cookie,) = client.cookies.jar
    found = client.post("/sign-out")
    assert (found.status_code, found.headers["location"]) == (303, "/sign-in")
    assert found.headers["clear-site-data"] == '"cache"'
    client.cookies.clear()
    client.cookies.set(cookie.name, str(cookie.value))
    assert state(client) == SIGNED_OUT


def test_a_cookie_that_was_changed_is_none(signed_in: Callable[..., TestClient]) -> None:
    """In any one sign of it.

    The last of a signature holds four bits of its six: A to D mean the same there.
    """
    client = signed_in(Role.CASEWORKER)
    (cookie,) = client.cookies.jar
    value = str(cookie.value)
    for at in range(0, len(value), 5):
        other = "A" if value[at] not in "ABCD" else "Z"
        client.cookies.clear()
        client.cookies.set(cookie.name, f"{value[:at]}{other}{value[at + 1 :]}")
        assert state(client) == SIGNED_OUT


def test_on_loopback_signing_out_lasts_too(client: TestClient) -> None:
    """Until somebody at the machine begins anew; going back in the browser shows nothing."""
    assert state(client) == SIGNED_IN
    client.post("/sign-out")
    assert state(client) == SIGNED_OUT
    assert client.get("/sign-in/begin").status_code == 303
    assert state(client) == SIGNED_IN


def test_on_loopback_whoever_was_left_alone_is_signed_out(client: TestClient, clock: Clock) -> None:
    """A caseworker who was called away finds the page closed, and her drafts when she is back."""
    assert state(client) == SIGNED_IN
    clock.pass_by(minutes=21)
    assert state(client) == SIGNED_OUT


def test_a_server_started_anew_asks_nobody_at_its_own_machine(
    client: TestClient, clock: Clock
) -> None:
    """Its sessions are gone, and nothing was secret from whoever sits there."""
    client.get("/", headers=PAGE)
    (cookie,) = client.cookies.jar
    fresh = Sessions(b"k" * 64, clock)
    assert fresh.found(str(cookie.value)) is None
    assert not fresh.has_ended(str(cookie.value))


def test_whoever_typed_something_is_not_led_away(client: TestClient) -> None:
    """A script is told that nobody is signed in, and leaves what was typed where it is."""
    assert state(client) == SIGNED_IN
    client.post("/sign-out")
    asked = {"Accept": "text/html"}
    swap = client.post("/cases", data={"case": "c-1"}, headers={**asked, "HX-Request": "true"})
    assert swap.status_code == 401
    form = client.post("/cases", data={"case": "c-1"}, headers=asked)
    assert (form.status_code, form.headers["location"]) == (303, "/sign-in")
    assert client.get("/sign-in/begin").headers["location"] == "/"  # no page is at `/cases`


def test_programs_take_no_session(client: TestClient) -> None:
    """However many requests they send, the server remembers nothing of them."""
    for path in ("/live", "/v1/nothing", "/metrics"):
        assert "set-cookie" not in client.get(path).headers
    assert "set-cookie" in client.get("/", headers=PAGE).headers


def test_of_too_many_sessions_the_one_left_alone_longest_goes(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever begins sessions without end fills no memory, and signs out nobody."""
    monkeypatch.setattr("triage.web.sessions._MOST", 10)
    sessions = Sessions(b"k" * 64, clock)
    away = sessions.cookie(sessions.begin(LOCAL))
    kept = sessions.cookie(sessions.begin())
    first = sessions.cookie(sessions.begin())
    for _ in range(50):
        sessions.begin()
        assert sessions.found(kept) is not None
    assert sessions.found(first) is None
    assert sessions.found(away) is not None
    assert len(sessions._sessions) == 10
