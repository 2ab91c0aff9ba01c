"""Cases over the API: what is noted is in the journal once, in order, and for whom it is meant."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.api.test_assessing import assessment
from triage.journal.events import Assigned, Opened
from triage.web.office import Office
from triage.web.people import LOCAL, Role

_NUMBERS = count(1)
INFORMED = {"events": [{"kind": "informed", "article": 13, "on": "2026-11-30"}]}


@pytest.fixture
def at(client: TestClient) -> str:
    """Return the address of a new case."""
    begun = client.post("/v1/cases", json={"case": f"c-{next(_NUMBERS)}"})
    assert begun.status_code == 201
    return f"/v1/cases/{begun.json()['ref']}"


def kinds(client: TestClient, at: str) -> list[str]:
    """Return the kinds of the events of a case."""
    told = client.get(f"{at}/events").json()
    return [each["event"]["kind"] for each in told["events"]]


def test_from_a_new_case_to_a_confirmed_plan(client: TestClient, at: str) -> None:
    """An interview kept for the case, its assessment, and what people note of it."""
    given = assessment("demo-settled")
    steps = [
        {"do": "answer", "path": name, "value": value}
        for name, value in given["answers"].items()
        if isinstance(value, str)
    ]
    by = {"rulebook": "projekt-500", "as_of": given["as_of"]}
    kept = client.post(f"{at}/interview", json={**by, "steps": steps[:3]})
    again = client.post(f"{at}/interview", json=by)
    assert (kept.status_code, again.status_code) == (200, 200), again.text
    assert again.json()["assessment"] == kept.json()["assessment"]
    assert again.headers["ETag"] == kept.headers["ETag"]
    of_it = client.post(f"{at}/assess", json=by).json()
    assert of_it["assessed"] < of_it["suggested"]
    assert client.post(f"{at}/interview", json=by).json()["assessment"]["answers"] == {}
    told = client.post(f"{at}/assess", json={**by, "answers": given["answers"]}).json()
    first, *_ = (
        id_
        for id_, each in told["outcome"]["interventions"].items()
        if each["possible"] == ["recommended"]
    )
    about = {"kind": "confirmed", "suggested": told["suggested"], "about": {"intervention": first}}
    agreed = {"kind": "agreed", "intervention": first, "by": "2026-12-10", "words": "Fint"}
    noted = client.post(f"{at}/events", json={"events": [about, agreed]})
    assert noted.status_code == 201
    standing = client.get(at).json()
    assert standing["chosen"] == [first]
    assert "Fint" not in str(standing)
    (due,) = client.get("/v1/due", params={"on": "2026-12-11"}).json()["due"]
    assert (due["ref"], due["what"]) == (standing["ref"], "not_started")
    history = client.get(f"{at}/events").json()["events"]
    assert [each["event"].get("words") for each in history].count("Fint") == 1


def test_what_is_sent_twice_is_done_once(client: TestClient, at: str) -> None:
    """Under one key, with the first answer; another thing under it is refused."""
    key = {"Idempotency-Key": f"k-{at}"}
    first = client.post(f"{at}/events", json=INFORMED, headers=key)
    second = client.post(f"{at}/events", json=INFORMED, headers=key)
    assert (second.status_code, second.content) == (201, first.content)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Idempotency-Replayed"] == "true"
    other = client.post(f"{at}/events", json={"events": INFORMED["events"] * 2}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "web-key-used-otherwise")
    assert kinds(client, at).count("informed") == 1


def test_a_key_whose_request_failed_may_be_used_again(client: TestClient, at: str) -> None:
    """Nothing was done under it."""
    key = {"Idempotency-Key": f"f-{at}"}
    wrong = {"events": [{"kind": "agreed", "intervention": "mentor"}]}
    refused = client.post(f"{at}/events", json=wrong, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "journal-not-chosen")
    assert client.post(f"{at}/events", json=INFORMED, headers=key).status_code == 201


def test_nothing_is_noted_over_somebody_elses(client: TestClient, at: str) -> None:
    """By the tag of what was seen last, of the events and of the interview."""
    seen = {"If-Match": client.get(f"{at}/events").headers["ETag"]}
    assert client.post(f"{at}/events", json=INFORMED, headers=seen).status_code == 201
    late = client.post(f"{at}/events", json=INFORMED, headers=seen)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    step = {"do": "answer", "path": "goal_state", "value": "vague"}
    body = {"rulebook": "projekt-500", "steps": [step]}
    new = {"If-Match": '"0"'}
    assert client.post(f"{at}/interview", json=body, headers=new).status_code == 200
    assert client.post(f"{at}/interview", json=body, headers=new).status_code == 412


@pytest.mark.parametrize("kind", ["assessed", "suggested", "read", "erased"])
def test_what_the_program_notes_nobody_else_does(client: TestClient, at: str, kind: str) -> None:
    """An outcome that was never worked out, or an erasure that was none."""
    event: dict[str, Any] = {"kind": kind, "ground": "asked", "why": "audit", "assessed": 1}
    told = client.post(f"{at}/events", json={"events": [event]})
    assert (told.status_code, told.json()["code"]) == (422, "web-request")


def test_a_case_goes_by_no_cpr_number(client: TestClient) -> None:
    """Nor is it repeated where somebody tries."""
    told = client.post("/v1/cases", json={"case": "010190-1234"})
    assert told.status_code == 422
    assert "010190" not in told.text


def test_a_case_is_there_for_whoever_has_it(
    big_office: Office, signed_in: Callable[..., TestClient]
) -> None:
    """For anybody else it is as if there were none; an auditor reads and notes nothing."""
    own, other = signed_in(Role.CASEWORKER, "w-1", "north"), signed_in(Role.CASEWORKER, "w-2", "s")
    at = f"/v1/cases/{own.post('/v1/cases', json={'case': 'c-1'}).json()['ref']}"
    none = f"/v1/cases/{big_office.ref('c-2')}"
    for place in (at, none):
        answers = [
            other.get(place),
            other.get(f"{place}/events"),
            other.post(f"{place}/events", json=INFORMED),
            other.post(f"{place}/interview", json={"rulebook": "small"}),
            other.post(f"{place}/assess", json={"rulebook": "small", "answers": {}}),
        ]
        assert {(each.status_code, each.json()["code"]) for each in answers} == {
            (404, "web-no-such-case")
        }
    assert other.get("/v1/cases").json() == {"cases": []}
    auditor = signed_in(Role.AUDITOR, "w-3", None)
    assert auditor.get(f"{at}/events").status_code == 200
    assert auditor.post(f"{at}/events", json=INFORMED).status_code == 404
    assert kinds(own, at) == ["opened", "assigned", "read", "read"]


def test_nobody_is_answered_who_is_not_signed_in(big_office: Office) -> None:
    """Not even which rulebooks there are."""
    from tests.web.offices import client_of

    nobody = client_of(big_office, None)
    for path in ("/v1/rulebooks", "/v1/cases", "/v1/due"):
        told = nobody.get(path)
        assert (told.status_code, told.json()["code"]) == (401, "web-not-signed-in")


def test_a_vignette_is_told_from_a_case_of_somebody(
    client: TestClient, office: Office, at: str
) -> None:
    """It is nobody's: in the list and at its own address it is said to be one."""
    given = Opened(vignette=True), Assigned(team=LOCAL.team or "", worker=LOCAL.id)
    office.journal.record("v-1", *given, by=LOCAL.actor, at=office.now())
    listed = client.get("/v1/cases").json()["cases"]
    marked = {each["case"]: each["is_vignette"] for each in listed}
    assert marked[client.get(at).json()["case"]] is False
    assert marked["v-1"] is True
    assert client.get(f"/v1/cases/{office.ref('v-1')}").json()["is_vignette"] is True
