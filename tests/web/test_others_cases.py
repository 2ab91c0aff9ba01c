"""Every address of a case, asked by those whose case it is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.web.offices import client_of
from tests.web.routing import routes
from triage.model.assessment import Assessment
from triage.web.app import create_app
from triage.web.case_access import begin_case
from triage.web.office import Office
from triage.web.people import Person, Role

OWNER = Person("w-1", Role.CASEWORKER, "north")
OTHERS = (
    Person("w-2", Role.CASEWORKER, "north"),
    Person("w-1", Role.CASEWORKER, "south"),
    Person("l-9", Role.TEAM_LEAD, "south"),
    Person("m-1", Role.METHOD_DEVELOPER, None),
)
AUDITOR = Person("a-1", Role.AUDITOR, None)
SAID = "Jeg vil gerne ud blandt folk"


@pytest.fixture
def ref(big_office: Office) -> str:
    """Begin a case in which something was said."""
    access = begin_case(big_office, OWNER, "c-1")
    said = Assessment(
        case="c-1",
        rulebook=big_office.first.id,
        as_of=big_office.today(),
        answers={"own_words": SAID},
    )
    access.draft().save(said, 0)
    return access.ref


def of_a_case(office: Office) -> list[tuple[str, str]]:
    """Return the methods and paths of all routes that are about one case."""
    return [each for each in routes(create_app(office)) if "{ref}" in each[1]]


def test_200_attempts_at_the_case_of_another(big_office: Office, ref: str) -> None:
    """Pages and API answer all of them as they answer for a case there is not; nothing is noted."""
    every, random = of_a_case(big_office), Random(22)
    assert len(every) > 10
    unknown, told, before = big_office.ref("c-none"), Counter[int](), big_office.journal.anchor()
    clients = [client_of(big_office, person) for person in OTHERS]
    asked = [(client, *each) for client in clients for each in every]
    asked += random.choices(asked, k=max(0, 200 - len(asked)))
    for client, method, path in asked:
        found, other = (_asked(client, method, path, each) for each in (ref, unknown))
        assert found.status_code == other.status_code
        assert _without_ids(found, ref) == _without_ids(other, unknown), f"{method} {path}"
        assert SAID not in found.text
        told[found.status_code] += 1
    assert told.keys() <= {403, 404}, told
    assert told.total() >= 200
    assert big_office.journal.anchor() == before


def test_an_auditor_changes_nothing(big_office: Office, ref: str) -> None:
    """What is sent to a case is refused; what is asked is answered, or there is nothing to show."""
    client = client_of(big_office, AUDITOR)
    for method, path in of_a_case(big_office):
        status = _asked(client, method, path, ref).status_code
        if method != "GET":
            assert status in (403, 404), f"{method} {path}"
    kinds = {type(each).__name__ for each in big_office.journal.standing("c-1").counting.values()}
    assert kinds <= {"Opened", "Assigned", "Read"}


def test_nobody_signed_in_reads_nothing(big_office: Office, ref: str) -> None:
    """A page leads to the sign-in; a program is told."""
    client = client_of(big_office, None)
    for method, path in of_a_case(big_office):
        found = _asked(client, method, path, ref)
        assert found.status_code == 401, f"{method} {path}"
        if method == "GET" and not path.startswith("/v1"):
            visit = client.get(found.request.url, headers={"Accept": "text/html"})
            assert (visit.status_code, visit.headers["location"]) == (303, "/sign-in")


def test_the_owner_is_let_in(signed_in: Callable[..., TestClient], ref: str) -> None:
    """The others are not refused because nothing works."""
    found = signed_in(Role.CASEWORKER).get(f"/cases/{ref}/talk")
    assert found.status_code == 200


def _asked(client: TestClient, method: str, path: str, ref: str) -> httpx2.Response:
    found = re.sub(r"\{[^}]*\}", "1", path.replace("{ref}", ref))
    if method == "GET":
        return client.get(found)
    if path.startswith("/v1"):
        return client.request(method, found, json={})
    return client.request(method, found, data={})


def _without_ids(found: httpx2.Response, ref: str) -> str:
    """Return what is told, without what differs between any two requests."""
    return re.sub(r"\b[0-9a-f]{16}\b", "", found.text).replace(ref, "")
