"""Pages that few come to see: refusals, forms put again, drafts of rules, signing in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.browsing import chromium, violations
from tests.cli.running import BOOK, ROOT
from tests.web.offices import HERE, Clock, client_of, local_client, network, settings_in
from tests.web.pages.filling import ANSWERS, answered, begun, noted
from tests.web.pages.test_browser import DESK, PALE, PHONE
from tests.web.pages.test_pages import COMPARED, zipped
from tests.web.pages.test_programmes import take_part
from triage.journal.events import Assigned, Opened
from triage.web import office as offices
from triage.web.office import Office
from triage.web.pages import comparisons, rule_drafts
from triage.web.people import LOCAL, Person, Role
from triage.web.settings import RequestLimits

pytestmark = pytest.mark.more

VISIT = {"Accept": "text/html"}
STATIC = files("triage.web").joinpath("static")
EMPTY = ("plan", "confirm", "sheet", "texts", "heard")
DRAFTS: Mapping[str, dict[str, bytes]] = {
    "missing": {},
    "unreadable": {"draft": b"no zip"},
    "broken": {"draft": zipped({"book/rulebook.yaml": "rulebook: {id: book}"})},
    "same": {"draft": zipped({"rulebook.yaml": Path(BOOK, "rulebook.yaml").read_text()})},
}


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    """Return a client of the local person, where a programme is served, too."""
    books = BOOK, str(ROOT / "rules" / "herning-2019")
    with Office(settings_in(tmp_path, rulebooks=books), clock) as office:
        given = Opened(vignette=True), Assigned(team=LOCAL.team or "", worker=LOCAL.id)
        office.journal.record("v-1", *given, by=LOCAL.actor, at=office.now())
        take_part(office, range(40))
        yield local_client(office)


def in_a_case(client: TestClient) -> Iterator[tuple[str, Any]]:
    """Yield pages of cases: before anything was said, and forms that are put again."""
    base = begun(client)
    for each in EMPTY:
        yield f"empty {each}", client.get(f"{base}/{each}")
    yield "no answer", answered(client, base, "talk", "")
    for path, answer in ANSWERS.items():
        answered(client, base, path, answer)
    yield "sheet for a person who is here", client.get(f"{base}/sheet?in_person")
    page = noted(client, base)
    suggested = page.partition('name="suggested" value="')[2].partition('"')[0]
    departed = {"suggested": suggested, "choice-0": "depart"}
    yield "no reason", client.post(f"{base}/confirm", data=departed)
    seen = client.get(f"{base}/note/decided").text.partition('name="seen" value="')[2]
    for what in ("declined", "decided", "changed", "corrected"):
        data = {"seen": seen.partition('"')[0]}
        yield f"empty {what}", client.post(f"{base}/note/{what}", data=data)
    yield "nobody to give it to", client.post(f"{base}/assign", data={"worker": "!"})
    yield "stale form", client.post(f"{base}/confirm", data={"suggested": "999"})


def around(client: TestClient) -> Iterator[tuple[str, Any]]:
    """Yield pages beside cases."""
    yield "no id", client.post("/cases", data={"case": "a b"})
    yield "with a vignette", client.get("/")
    yield "programme", client.get("/programmes/herning-2019")
    for what, sent in DRAFTS.items():
        answer = client.post("/rules/small/draft", files=sent or {"x": b""})
        yield f"draft {what}", client.get(COMPARED) if what == "same" else answer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_drafts, "_AT_ONCE", 0)
        patch.setattr(comparisons, "difference", lambda *_: sleep(1))
        client.post("/rules/small/draft", files=DRAFTS["same"])
        yield "draft that is compared", client.get(COMPARED)
    yield "draft", client.get("/rules/small/draft")
    yield "rule", client.get("/rules/small?what=R-mentor")
    yield "not there", client.get("/nowhere")
    yield "other site", client.post("/cases", headers={"Origin": "https://evil.example"})
    client.get("/", headers=VISIT)
    client.post("/sign-out")
    yield "signed out", client.get("/sign-in", headers=VISIT)
    client.post("/cases", data={"case": "c-2"}, headers=VISIT)
    yield "signed out with a form", client.get("/sign-in", headers=VISIT)
    yield "signed out with a script", client.post("/cases", headers={"HX-Request": "true"})


def of_an_office(folder: Path, clock: Clock, language: str) -> Iterator[tuple[str, Any]]:
    """Yield the pages of an office with a sign-in of its own, and those of a busy one."""
    with Office(settings_in(folder, network()), clock) as office:
        client = client_of(office, Person("w-1", Role.CASEWORKER, "north"))
        client.cookies.set("language", language)
        cast("FastAPI", client.app).state.provider = SimpleNamespace(
            server_metadata={"end_session_endpoint": ""}, create_logout_url=_logout_url
        )
        yield "not allowed", client.get("/programmes")
        out = client.post("/sign-out")
        assert "login.kommune.example/end" in out.text
        yield "signed out there, too", out
    with Office(settings_in(folder, limits=RequestLimits(at_once=0)), clock) as office:
        busy = local_client(office)
        busy.cookies.set("language", language)
        yield "busy", busy.post("/cases", data={"case": "c-1"})


async def _logout_url(back: str, *, client_id: str) -> dict[str, str]:
    return {"url": f"https://login.kommune.example/end?to={back}&client_id={client_id}"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture
def every(
    client: TestClient, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[tuple[str, Any]]]:
    """Return what makes all of them in a language, by name."""
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)
    folder = tmp_path / "office"
    folder.mkdir()

    def made(language: str) -> list[tuple[str, Any]]:
        client.cookies.set("language", language)
        return [*in_a_case(client), *around(client), *of_an_office(folder, clock, language)]

    return made


@pytest.mark.parametrize(("language", "width"), [("da", PHONE), ("sv", DESK), ("en", PHONE)])
def test_they_keep_nobody_out(
    browser: Any,
    every: Callable[[str], list[tuple[str, Any]]],
    language: str,
    width: dict[str, int],
) -> None:
    """axe-core objects to nothing on any, texts stand out, and nothing pushes a page aside."""
    context = browser.new_context(viewport=width, bypass_csp=True)  # axe-core is a script
    page, found = context.new_page(), {}
    for name, answer in every(language):
        assert answer.status_code != 303, name
        wrong = looked_at(page, answer.text, width["width"])
        if wrong:
            found[name] = wrong
    context.close()
    assert found == {}


def looked_at(page: Any, text: str, width: int) -> list[Any]:
    """Return what is wrong with a page, shown with the stylesheets and scripts of the package."""

    def given(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=str(STATIC.joinpath(*path.split("/")[2:])))
        else:
            route.fulfill(content_type="text/html", body=text)

    page.route("**/*", given)
    page.goto(HERE)
    broad = page.evaluate("document.documentElement.scrollWidth") > width
    wrong = [*violations(page), *page.evaluate(PALE), *(("too broad",) if broad else ())]
    page.unroute_all()
    return wrong
