"""The dashboard of a programme: two views of it tell of no small number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.running import ROOT
from tests.web.offices import Clock, client_of, network, settings_in
from tests.web.pages.test_pages import said
from triage.cli import file_lock
from triage.cli.serve import releases_in
from triage.journal.events import Actor, Assessed, Opened
from triage.model.outcome import RulebookStamp
from triage.programme.cell_suppression import LIMIT
from triage.web import office as offices
from triage.web.office import Office
from triage.web.people import Person, Role

HERNING = str(ROOT / "rules" / "herning-2019")
WORKER = Actor(role="caseworker", id="w-7")
LEAD, AUDITOR = Person("l-1", Role.TEAM_LEAD, "north"), Person("a-1", Role.AUDITOR, None)
AT = "/programmes/herning-2019"


@contextmanager
def office_in(folder: Path, clock: Clock, releases: Path | None) -> Iterator[Office]:
    """Have an office with accounts; what its dashboard has shown is kept in a folder, or not."""
    kept = None if releases is None else releases_in(releases)
    with Office(settings_in(folder, network(), rulebooks=(HERNING,)), clock, kept) as office:
        yield office


@pytest.fixture(autouse=True)
def _approved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "refuse_unapproved", lambda *_: None)


def take_part(office: Office, people: range) -> None:
    """Have people take part in the programme, from today."""
    model = office.rulebooks["herning-2019"].model
    stamp = RulebookStamp(id=model.id, version=model.version, digest=model.digest)
    for each in people:
        assessed = Assessed(
            rulebook=stamp, as_of=office.today(), typology=(), assessment={}, outcome={}
        )
        office.journal.record(f"p-{each}", Opened(), assessed, by=WORKER, at=office.now())


def test_a_lead_sees_it_where_what_was_shown_is_kept(tmp_path: Path, clock: Clock) -> None:
    """It counts cases of other teams, which she may not read; an auditor may read all of them."""
    for releases, status in ((None, 403), (tmp_path, 200)):
        with office_in(tmp_path, clock, releases) as office:
            lead, auditor = client_of(office, LEAD), client_of(office, AUDITOR)
            for path in ("/programmes", AT):
                assert lead.get(path).status_code == status
                assert auditor.get(path).status_code == 200
            assert ('href="/programmes"' in lead.get("/").text) is (status == 200)


def test_two_views_tell_of_nobody_who_came_between_them(tmp_path: Path, clock: Clock) -> None:
    """The number that was shown stands again, with its day, also after a restart."""
    with office_in(tmp_path, clock, tmp_path) as office:
        take_part(office, range(20))
        assert "<td>20</td>" in client_of(office, LEAD).get(AT).text
    clock.pass_by(days=1)
    with office_in(tmp_path, clock, tmp_path) as office:
        take_part(office, range(20, 21))
        told = said(client_of(office, LEAD).get(AT).text).splitlines()
        assert "20 (as of 30 November 2026)" in told
        assert "21" not in told
        take_part(office, range(21, 30))
        assert "<td>30</td>" in client_of(office, LEAD).get(AT).text


def test_a_lead_does_not_see_that_the_first_came(tmp_path: Path, clock: Clock) -> None:
    """The page is the same without anybody as with one, until there are enough to tell figures."""
    with office_in(tmp_path, clock, tmp_path) as office:
        lead = client_of(office, LEAD)
        without = said(lead.get(AT).text)
        take_part(office, range(1))
        assert said(lead.get(AT).text) == without
        take_part(office, range(1, LIMIT - 1))
        assert said(lead.get(AT).text) == without
        take_part(office, range(LIMIT - 1, LIMIT))
        assert f"<td>{LIMIT}</td>" in lead.get(AT).text


def test_requests_for_figures_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it takes; and what one held that failed, the next one has."""
    monkeypatch.setattr(file_lock, "_WAITS", ())  # which is how long another program waits
    held, done = releases_in(tmp_path), list[str]()

    def ask() -> None:
        with held("herning-2019"):
            done.append("second")

    waiting = Thread(target=ask)
    with suppress(ValueError), held("herning-2019"):
        waiting.start()
        waiting.join(0.2)  # long enough to have been refused, if it did not wait
        done.append("first")
        raise ValueError
    waiting.join()
    assert done == ["first", "second"]
