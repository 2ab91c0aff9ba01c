from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import triage
from tests.web.offices import Clock, local_client, settings_in
from triage.web.office import Office
from triage.web.settings import RequestLimits

SHIPPED = Path(__file__).parents[3] / "rules" / "projekt-500"


@pytest.fixture(scope="module")
def book() -> triage.Rulebook:
    """Return the rulebook that is served."""
    return triage.load_rulebook(SHIPPED)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return one office for a module: loading the shipped rulebook takes a second.

    On a machine that others use, an answer may take many times as long as it should.
    """
    folder, patient = tmp_path_factory.mktemp("office"), RequestLimits(seconds=60)
    settings = settings_in(folder, rulebooks=(str(SHIPPED),), limits=patient)
    with Office(settings, Clock()) as found:
        yield found


@pytest.fixture(scope="module")
def client(office: Office) -> TestClient:
    """Return a client of the local person."""
    return local_client(office)
