from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.offices import Clock, client_of, local_client, network, settings_in
from triage.web import office as offices
from triage.web.office import Office
from triage.web.people import Person, Role


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the offices."""
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """Return the office of this machine, without accounts and without cases."""
    with Office(settings_in(tmp_path), clock) as found:
        yield found


@pytest.fixture
def client(office: Office) -> TestClient:
    """Return a client of the local person."""
    return local_client(office)


@pytest.fixture
def big_office(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Return an office with accounts, without cases; that its rulebook was approved is taken so."""
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)
    with Office(settings_in(tmp_path, network()), clock) as found:
        yield found


@pytest.fixture
def signed_in(big_office: Office) -> Callable[..., TestClient]:
    """Return what makes a client in which somebody with a role, an id and a team is signed in."""

    def of(role: Role, id_: str = "w-1", team: str | None = "north") -> TestClient:
        return client_of(big_office, Person(id_, role, team))

    return of
