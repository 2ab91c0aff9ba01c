"""A name and a CPR number in every field and header of every route, found nowhere afterwards.

What a person said is shown on the pages of her case, to whoever may read it, and nowhere else.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.counts import Count
from tests.robustness.planting import NAME, NUMBER, leaks
from tests.web.offices import HERE, client_of, local_client
from tests.web.routing import routes
from triage.web.app import create_app
from triage.web.observing import LOG, JsonLines
from triage.web.office import Office
from triage.web.people import Person, Role

PLANT = f"{NAME} {NUMBER}"
HEADERS = (
    *("user-agent", "referer", "accept-language", "x-request-id", "authorization", "traceparent"),
    *("if-match", "if-none-match", "idempotency-key", "x-requested-with", "hx-current-url"),
    *("x-forwarded-host", "range", "content-type", "accept", "cookie", "host", "origin"),
)
TOGETHER = HEADERS[: HEADERS.index("range")]
"""Those that do not keep a request from its route."""
PEOPLE = (
    (Role.CASEWORKER, False),
    *(pytest.param(each, True, marks=pytest.mark.more) for each in [*Role, None]),
)
BODIES: dict[str, bytes] = {
    "application/x-www-form-urlencoded": urlencode(
        {"case": PLANT, "answer": PLANT, PLANT: PLANT}
    ).encode(),
    "application/json": json.dumps(
        {PLANT: PLANT, "answers": {PLANT: PLANT, "own_words": [PLANT]}, "case": NUMBER}
    ).encode(),
    "application/json; damaged": f'{{"{PLANT}": '.encode(),
    "application/x-ndjson": f'{{"answers": {{"{PLANT}": "{PLANT}"}}}}\n{PLANT}\n'.encode(),
    "text/plain": PLANT.encode(),
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what is written to the log, as a server writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("triage")
    level = LOG.level
    logger.addHandler(handler)
    LOG.setLevel(logging.INFO)
    yield written
    LOG.setLevel(level)
    logger.removeHandler(handler)


@pytest.mark.parametrize(("person", "singly"), PEOPLE)
def test_what_is_planted_in_a_request_is_found_nowhere(
    person: Role | None, singly: bool, big_office: Office, log: io.StringIO, counted: Count
) -> None:
    """Not in an answer, a header of it, the log, the figures, or the files of the journal."""
    client = client_of(big_office, None if person is None else Person("w-1", person, "north"))
    sent = 0
    for method, path in routes(create_app(big_office)):
        if path.startswith("/sign-in/"):
            continue  # it asks the provider, which is not there
        for found in _sent(client, method, path, singly=singly):
            sent += 1
            told = f"{found.text} {found.headers}"
            assert not leaks(told), f"{method} {path}: {told[:2000]}"
            assert found.status_code != 500, f"{method} {path}: {found.text}"
    assert sent > 50
    counted("requests with a name and a CPR number planted in them", sent)
    _nowhere_else(big_office, client, log)


def _sent(client: TestClient, method: str, path: str, *, singly: bool) -> Iterator[httpx2.Response]:
    """Send a request with it in the path, the query, the headers, and each kind of body."""
    inside = re.sub(r"\{[^}]*\}", quote(PLANT), path)
    plain = re.sub(r"\{[^}]*\}", "x", path)
    yield client.request(method, inside)
    yield client.request(method, plain, params={PLANT: PLANT, "case": NUMBER, "lang": PLANT})
    for headers in (
        [{each: PLANT} for each in HEADERS] if singly else [dict.fromkeys(TOGETHER, PLANT)]
    ):
        yield client.request(method, plain, headers=headers)
    if method in ("POST", "PUT", "PATCH"):
        for kind, body in BODIES.items():
            typed = {"content-type": kind.partition(";")[0]}
            yield client.request(method, plain, content=body, headers=typed)


def _nowhere_else(office: Office, client: TestClient, log: io.StringIO) -> None:
    assert log.getvalue()
    assert not leaks(log.getvalue())
    assert not leaks(client.get("/metrics").text)
    for file in Path(office.settings.journal).parent.iterdir():
        assert not leaks(file.read_bytes().decode("latin-1")), file.name


def test_a_fault_shows_nothing_of_what_was_sent(
    office: Office, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told by its kind and its place in the program, to people and in the log."""

    def fails(*_: object) -> None:
        raise ValueError(PLANT)

    monkeypatch.setattr(office.journal, "anchor", fails)
    found = local_client(office).get("/ready", headers={"user-agent": PLANT})
    assert found.status_code == 500
    (line,) = log.getvalue().splitlines()
    told = json.loads(line)
    assert (told["kind"], told["status"], told["route"]) == ("ValueError", 500, "/ready")
    assert told["place"].startswith("test_planted.py:")
    assert told["request"] == found.headers["x-request-id"]
    assert told["request"] in found.text
    assert not leaks(f"{line} {found.text} {found.headers}")


def test_the_log_of_others_shows_no_text_of_theirs(log: io.StringIO) -> None:
    """What a library says of a fault may hold what was sent."""
    try:
        raise ValueError(PLANT)
    except ValueError:
        logging.getLogger("triage.web.other").exception("went wrong with %s", PLANT)
    assert json.loads(log.getvalue())["kind"] == "ValueError"
    assert not leaks(log.getvalue())


def test_here_is_where_the_plants_would_be_found(office: Office) -> None:
    """A client that repeats what it was sent would be noticed."""
    assert leaks(f"{HERE}/?q={quote(PLANT)}")
    assert leaks(json.dumps(PLANT))
    assert leaks(urlencode({"case": NUMBER}))
    assert not leaks(office.ref("sag-1"))
