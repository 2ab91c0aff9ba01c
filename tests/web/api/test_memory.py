"""What a server holds does not grow with the cases it has noted."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterable

import pytest
from starlette.testclient import TestClient

from tests.web.api.test_assessing import assessment
from triage.journal.remembered import Remembered
from triage.web.office import Office

pytestmark = pytest.mark.more
CASES, EACH, REMEMBERED = 30, 2, 50
MOST_BYTES = 100_000
"""A case with two assessments that was kept would take some 8,000, and 30 of them twice this."""


def held_after(client: TestClient, cases: Iterable[int]) -> int:
    """Begin cases and assess each a few times; return the bytes that are held then."""
    given = assessment("demo-open")
    body = {"rulebook": "projekt-500", "as_of": given["as_of"], "answers": given["answers"]}
    for case in cases:
        ref = client.post("/v1/cases", json={"case": f"m-{case}"}).json()["ref"]
        for _ in range(EACH):
            assert client.post(f"/v1/cases/{ref}/assess", json=body).status_code == 200
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_a_journal_of_many_cases(office: Office, client: TestClient) -> None:
    """Once as much is remembered as may be, thirty more cases leave nothing in memory."""
    office.journal._keyed.store._remembered = Remembered(REMEMBERED)
    tracemalloc.start()
    try:
        before = held_after(client, range(CASES))
        after = held_after(client, range(CASES, 2 * CASES))
    finally:
        tracemalloc.stop()
    assert after - before < MOST_BYTES
