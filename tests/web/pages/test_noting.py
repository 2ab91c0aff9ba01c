"""What is noted beside the plan, and who has a case, as forms alone carry it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.pages.filling import begun, noted
from triage.journal.events import (
    Assigned,
    Corrected,
    Decided,
    Declined,
    HandedOver,
    LifeChanged,
    Released,
)
from triage.web.case_access import cases_of
from triage.web.office import Office
from triage.web.people import Person, Role

DAY = "2026-11-27"
FORMS: dict[str, tuple[type, dict[str, str], str]] = {
    "decided": (Decided, {"provision": "LAB § 91", "on": DAY, "guidance": "no"}, "guidance"),
    "changed": (LifeChanged, {"change": "job_lost", "on": DAY, "words": "i lageret"}, "change"),
}
"""Of each kind: its event, a form that is whole, and a field it cannot be without."""


def seen(client: TestClient, base: str, what: str) -> str:
    """Return what a form says of the page it was on."""
    found = re.search(r'name="seen" value="(\d+)"', client.get(f"{base}/note/{what}").text)
    assert found
    return found[1]


def sent(client: TestClient, base: str, what: str, **data: str) -> Any:
    """Fill in the form of a kind."""
    return client.post(f"{base}/note/{what}", data={"seen": seen(client, base, what), **data})


def of_kind(office: Office, kind: type) -> list[Any]:
    """Return the events of a kind that count."""
    return [each for each in office.journal.standing("c-1").counting.values() if type(each) is kind]


@pytest.mark.parametrize("what", FORMS)
def test_a_form_that_comes_twice_is_noted_once(
    client: TestClient, office: Office, what: str
) -> None:
    """And one that is filled in anew, twice; what it says is on the page then."""
    base = begun(client)
    kind, whole, _ = FORMS[what]
    data = {"seen": seen(client, base, what), **whole}
    for times in (1, 2):
        for _ in range(2):
            assert client.post(f"{base}/note/{what}", data=data).status_code == 303
        assert len(of_kind(office, kind)) == times
        page = client.get(f"{base}/note/{what}").text
        assert page.count("27 November 2026") == times
        assert ("No guidance on complaint was given." in page) == (what == "decided")
        data["seen"] = seen(client, base, what)


@pytest.mark.parametrize("what", FORMS)
@pytest.mark.parametrize("wrong", ["on", "own"])
def test_what_is_missing_is_no_answer(
    client: TestClient, office: Office, what: str, wrong: str
) -> None:
    """Nothing is noted, the form comes back with what was put in, and says what is missing."""
    base = begun(client)
    kind, whole, own = FORMS[what]
    field = own if wrong == "own" else wrong
    for value in ("", "x"):
        refused = sent(client, base, what, **{**whole, field: value})
        assert refused.status_code == 422
        assert re.search(rf'id="{field}-problem" role="alert"', refused.text)
        assert whole.get("provision", whole.get("words")) in refused.text
    assert of_kind(office, kind) == []


def test_a_provision_is_no_cpr_number(client: TestClient, office: Office) -> None:
    """It is open in the journal; nor is it longer than a provision, nor a form than a form."""
    base = begun(client)
    whole = FORMS["decided"][1]
    for provision in ("010180-0000", "x" * 201):
        refused = sent(client, base, "decided", **{**whole, "provision": provision})
        assert refused.status_code == 422
    assert sent(client, base, "decided", **{**whole, "words": "x" * 20_001}).status_code == 422
    assert of_kind(office, Decided) == []


def test_another_change_takes_words(client: TestClient, office: Office) -> None:
    """What it is, is sealed; with it, the talk is due again."""
    base = begun(client)
    assert sent(client, base, "changed", change="other", on=DAY).status_code == 422
    assert sent(client, base, "changed", change="other", on=DAY, words="ny hund").is_redirect
    assert "ny hund" in client.get(f"{base}/note/changed").text
    assert "ny hund" not in str(of_kind(office, LifeChanged))


def test_what_she_says_no_to_is_not_on_her_sheet(
    client: TestClient, case: str, office: Office
) -> None:
    """It comes from what was suggested; when it is chosen again, it is on the sheet again."""
    assert "Nothing is suggested yet" in client.get(f"{case}/note/declined").text
    page = noted(client, case)
    suggested = re.search(r'name="suggested" value="(\d+)"', page)
    declined = client.get(f"{case}/note/declined").text
    step = re.search(r'<option value="(\w+)">([^<]+)', declined)
    assert suggested
    assert step
    sheet = f"{case}/sheet?in_person"
    assert step[2] in client.get(sheet).text
    assert sent(client, case, "declined", intervention="mentor-x").status_code == 422
    assert sent(client, case, "declined", intervention=step[1], words="ikke nu").is_redirect
    assert len(of_kind(office, Declined)) == 1
    assert step[2] not in client.get(sheet).text
    again = {"suggested": suggested[1], "choice-0": "confirm"}
    assert client.post(f"{case}/confirm", data=again).is_redirect
    assert step[2] in client.get(sheet).text


def test_a_correction_takes_an_event_and_words(client: TestClient, office: Office) -> None:
    """What is wrong counts no longer; what others rest on is not offered."""
    base = begun(client)
    whole = FORMS["changed"][1]
    assert sent(client, base, "changed", **whole).is_redirect
    (number,) = (
        at
        for at, each in office.journal.standing("c-1").counting.items()
        if isinstance(each, LifeChanged)
    )
    for data in ({"event": str(number)}, {"event": "1", "words": "x"}, {"words": "x"}):
        assert sent(client, base, "corrected", **data).status_code == 422
    assert sent(client, base, "corrected", event=str(number), words="en anden sag").is_redirect
    assert of_kind(office, LifeChanged) == []
    assert "en anden sag" in client.get(f"{base}/note/corrected").text
    assert of_kind(office, Corrected) == []  # it is told, and stands for nothing
    assert client.get(f"{base}/note/nothing").status_code == 404


LEAD, WORKER = (Role.TEAM_LEAD, "l-1"), (Role.CASEWORKER, "w-1")


@pytest.fixture
def lead(signed_in: Callable[..., TestClient]) -> TestClient:
    """Return a client of the lead of a team."""
    return signed_in(*LEAD)


@pytest.fixture
def theirs(signed_in: Callable[..., TestClient]) -> str:
    """Return where the pages of a case of one of its workers are."""
    return begun(signed_in(*WORKER))


def test_a_lead_assigns_and_releases(
    lead: TestClient, theirs: str, big_office: Office, signed_in: Callable[..., TestClient]
) -> None:
    """Each once, however often the form comes; a worker is shown no way to it."""
    other = Person("w-2", Role.CASEWORKER, "north")
    for _ in range(2):
        assert lead.post(f"{theirs}/assign", data={"to": "worker", "worker": "w-2"}).is_redirect
    assert [each.id for each in cases_of(big_office, other)] == ["c-1"]
    for _ in range(2):
        assert lead.post(f"{theirs}/release", data={"worker": "w-1"}).is_redirect
    events = big_office.journal.standing("c-1").counting.values()
    assert [type(each) for each in events if isinstance(each, Assigned | Released)] == [
        *(Assigned, Assigned, Released)
    ]
    assert signed_in(*WORKER).get(f"{theirs}/held").status_code == 404
    page = signed_in(other.role, other.id).get(f"{theirs}/plan").text
    assert "/held" not in page
    assert f"{theirs}/held" in lead.get(f"{theirs}/plan").text


def test_somebody_keeps_the_case(lead: TestClient, theirs: str, big_office: Office) -> None:
    """The last who has it is not released, or no page would lead to it; the team may have it."""
    refused = lead.post(f"{theirs}/release", data={"worker": "w-1"})
    assert (refused.status_code, "Nobody would have the case" in refused.text) == (409, True)
    assert lead.post(f"{theirs}/assign", data={"to": "team"}).is_redirect
    assert lead.post(f"{theirs}/release", data={"worker": "w-1"}).is_redirect
    assert big_office.journal.standing("c-1").holders == {("north", None)}


@pytest.mark.parametrize("worker", ["", "two words", "010180-0000"])
def test_whom_it_is_given_to_is_said(
    lead: TestClient, theirs: str, big_office: Office, worker: str
) -> None:
    """Nothing typed is not the whole team; and a CPR number is no id."""
    refused = lead.post(f"{theirs}/assign", data={"to": "worker", "worker": worker})
    assert refused.status_code == 422
    assert "010180" not in refused.text
    assert big_office.journal.standing("c-1").holders == {("north", "w-1")}


def test_a_lead_hands_over(lead: TestClient, theirs: str, big_office: Office) -> None:
    """To another team, which alone has it then."""
    assert lead.post(f"{theirs}/hand-over", data={"team": "north"}).status_code == 422
    given = lead.post(f"{theirs}/hand-over", data={"team": "south", "words": "flyttet"})
    assert given.headers["location"] == "/"
    events = big_office.journal.standing("c-1").counting.values()
    assert sum(isinstance(each, HandedOver) for each in events) == 1
    assert lead.get(f"{theirs}/held").status_code == 404


def test_an_auditor_is_shown_what_an_auditor_may_open(
    theirs: str, signed_in: Callable[..., TestClient]
) -> None:
    """Every page the list of cases and the menu of one lead to."""
    auditor = signed_in(Role.AUDITOR, "a-1", None)
    assert f'href="{theirs}/plan"' in auditor.get("/").text
    assert "/talk" not in auditor.get("/").text
    menu = re.search(r'<nav class="steps.*?</nav>', auditor.get(f"{theirs}/plan").text, re.DOTALL)
    assert menu
    links = re.findall(r'href="([^"]+)"', menu[0])
    assert {auditor.get(each).status_code for each in links} == {200}
