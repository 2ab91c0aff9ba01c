"""Offices to serve: this machine's own, and one with accounts, at an address others reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.cli.running import BOOK
from triage.journal import Journal, KeyFile
from triage.web.app import create_app
from triage.web.office import Office
from triage.web.people import Person, Role
from triage.web.sessions import cookie_name
from triage.web.settings import Accounts, Network, Settings

HERE, THERE = "http://127.0.0.1:8000", "https://triage.kommune.example"
PROXY = "10.0.0.5"
ROLES = {"sagsbehandler": Role.CASEWORKER, "teamleder": Role.TEAM_LEAD, "revisor": Role.AUDITOR,
         "metode": Role.METHOD_DEVELOPER}  # fmt: skip


@dataclass
class Clock:
    """A time that stands still until it is moved on."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 30, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **how_long: float) -> None:
        """Let time pass."""
        self.time += timedelta(**how_long)


def settings_in(folder: Path, network: Network | None = None, **more: Any) -> Settings:
    """Return what an office in a folder is served with; its journal is made where there is none."""
    keys, secret = KeyFile(folder / "key"), KeyFile(folder / "secret")
    keys.create(), secret.create()
    url = str(folder / "journal.db")
    if not Path(url).exists():
        Journal.create(url, keys, Clock()()).close()
    given: dict[str, Any] = {
        "language": "en",
        "rulebooks": (BOOK,),
        "client_secret": "s" * 20,
        **more,
    }
    return Settings(journal=url, keys=keys, secret=secret, network=network, **{**given, **more})


def network(**more: Any) -> Network:
    """Return what it takes to serve others, behind a proxy."""
    accounts = Accounts(issuer="https://login.kommune.example", client_id="triage", roles=ROLES)
    return Network(**{"url": THERE, "accounts": accounts, "proxies": (PROXY,), **more})


def local_client(office: Office, **headers: str) -> TestClient:
    """Return a client at the machine itself, as the page sends what is filled in there."""
    client = TestClient(create_app(office), base_url=HERE, follow_redirects=False)
    client.headers.update({"Origin": HERE, **headers})
    return client


def client_of(
    office: Office,
    person: Person | None,
    more: Mapping[str, str] | None = None,
    app: Any = None,
) -> TestClient:
    """Return a client of an office with accounts, in which somebody is signed in, or nobody.

    Those of one `app` are of one server.
    """
    app = app or create_app(office)
    client = TestClient(app, base_url=THERE, follow_redirects=False, client=(PROXY, 1))
    client.headers.update({"Origin": THERE, **(more or {})})
    if person is not None:
        sessions = app.state.sessions
        client.cookies.set(cookie_name(https=True), sessions.cookie(sessions.begin(person)))
    return client
