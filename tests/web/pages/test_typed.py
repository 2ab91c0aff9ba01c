"""Forms without a script that nothing came of: the page says where what was typed still is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from tests.web.offices import Clock, local_client, settings_in
from tests.web.pages.filling import begun, noted
from triage.web.office import Office
from triage.web.people import Role
from triage.web.settings import RequestLimits

VISIT = {"Accept": "text/html"}
BACK = "go back in the browser"


def test_a_busy_server_says_where_it_is(tmp_path: Path, clock: Clock) -> None:
    """Where something was sent; whoever opened a page has typed nothing."""
    with Office(settings_in(tmp_path, limits=RequestLimits(at_once=0)), clock) as office:
        client = local_client(office)
        sent, opened = client.post("/cases", data={"case": "c-1"}), client.get("/")
    assert sent.status_code == 503
    assert BACK in sent.text.lower()
    assert BACK not in opened.text.lower()
    assert "c-1" not in sent.text


def test_whoever_was_signed_out_is_told_before_signing_in(
    signed_in: Callable[..., TestClient], clock: Clock
) -> None:
    """The sign-in follows the form that came too late; whoever opened a page typed nothing."""
    worker = signed_in(Role.CASEWORKER)
    base = begun(worker)
    clock.pass_by(minutes=21)
    assert BACK not in worker.get("/", headers=VISIT, follow_redirects=True).text.lower()
    late = worker.post(f"{base}/talk", data={"do": "note", "note": "x"}, headers=VISIT)
    assert (late.status_code, late.headers["location"]) == (303, "/sign-in")
    assert BACK in worker.get("/sign-in", headers=VISIT).text.lower()


def test_own_words_are_typed_into_what_browsers_keep_for_the_way_back(
    client: TestClient, case: str
) -> None:
    """They keep a text area until its page is left; a field that is filled in by them, not so."""
    page = noted(client, case)
    suggested = re.search(r'name="suggested" value="(\d+)"', page)
    assert suggested
    data = {"suggested": suggested[1], "choice-0": "confirm"}
    assert client.post(f"{case}/confirm", data=data).status_code == 303
    pages = [client.get(f"{case}/{each}").text for each in ("confirm", "note/changed")]
    for each in pages:
        assert re.search(r'<textarea[^>]* name="words', each)
        assert not re.search(r'<input[^>]* name="words', each)
