from __future__ import annotations

import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.cli.running import BOOK, OPEN, SETTLED, Exit, triage, triage_process
from tests.web.processes import free_port, serving
from triage.journal import Journal, KeyFile

OFFICE = """\
url: https://triage.kommune.example
host: 0.0.0.0
proxies: [10.0.0.5]
accounts:
  issuer: https://login.kommune.example
  client_id: triage
  roles: {Sagsbehandler: caseworker}
"""


def test_takes_a_journal_or_constructed_cases() -> None:
    """One of the two, so that nobody writes of real people into what is gone tomorrow."""
    for given in ((), ("--journal", "j.db", "--demo", OPEN)):
        found = triage("serve", BOOK, *given)
        assert found.exit == Exit.USAGE
        assert "either --journal or --demo" in found.err


def test_is_not_started_where_others_could_come_in() -> None:
    """It says what is missing, and has opened nothing."""
    found = triage("serve", BOOK, "--demo", OPEN, "--host", "0.0.0.0")
    assert found.exit == Exit.INVALID
    assert "0.0.0.0 kan andre nå serveren, og ingen skulle logge ind" in found.err


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("proxies: [10.0.0.5]\n", "", "kunne aflyttes undervejs"),
        ("caseworker", "auditor", "ingen sagsbehandler kunne logge ind"),
        ("issuer: https", "issuer: http", "ikke en adresse, det er sikkert at logge ind på"),
        ("10.0.0.5", "proxy", "ikke en netværksadresse"),
        ("caseworker", "boss", "roles"),
        ("client_id", "client", "client_id"),
    ],
)
def test_an_office_that_is_not_safe(before: str, after: str, told: str, tmp_path: Path) -> None:
    """What is wrong in the file is told; the sign-in's secret does not stand in it."""
    file = tmp_path / "office.yaml"
    file.write_text(OFFICE.replace(before, after), encoding="utf-8")
    found = triage("serve", BOOK, "--demo", OPEN, "--office", str(file))
    assert found.exit == Exit.INVALID
    assert told in found.err


def test_rulebooks_nobody_approved_are_not_served_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All else being there."""
    monkeypatch.setenv("TRIAGE_OIDC_SECRET", "s" * 20)
    file = tmp_path / "office.yaml"
    file.write_text(OFFICE, encoding="utf-8")
    found = triage("serve", BOOK, "--demo", OPEN, "--office", str(file))
    assert found.exit == Exit.INVALID
    assert "ingen har godkendt" in found.err


@pytest.mark.more
def test_makes_a_journal_once_and_serves_until_told_to_stop(tmp_path: Path) -> None:
    """What was being sent when it is told is answered first; then it ends, and well."""
    journal, key = tmp_path / "journal.db", tmp_path / "journal.key"
    given = (BOOK, "--journal", str(journal), "--key-file", str(key))
    with serving(*given) as (process, url):
        assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".db-shm") == [
            "journal.db",
            "journal.db-wal",
            "journal.key",
            "journal.key.web",
        ]
        sent = _half_sent(url)
        process.send_signal(signal.SIGTERM)
        assert "303 See Other" in _sent_on(sent)
        out, err = process.communicate(timeout=20)
    assert process.returncode == Exit.DONE
    assert (out, err) == (f"Åbn {url} i en browser. Ctrl-C standser serveren.\n", "")
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}/live")
    with Journal(str(journal), KeyFile(key)) as kept:
        assert kept.anchor().number == 0


def _half_sent(url: str) -> socket.socket:
    host = urlsplit(url).netloc
    found = socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2])))
    head = f"POST /sign-out HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n\r\nab"
    found.sendall(head.encode())
    while "triage_running 2.0" not in httpx2.get(f"{url}/metrics").text:  # it, and the one sent
        time.sleep(0.05)
    return found


def _sent_on(connection: socket.socket) -> str:
    with connection:
        connection.sendall(b"cd")
        return connection.recv(10_000).decode()


@pytest.mark.more
def test_constructed_cases_are_gone_when_it_stops(tmp_path: Path) -> None:
    """With their journal and its key, also where it is told to stop by a signal."""
    with serving(BOOK, "--demo", OPEN, TMPDIR=str(tmp_path)) as (process, _):
        assert [each.name for folder in tmp_path.iterdir() for each in folder.glob("journal.db")]
        process.terminate()
        process.communicate(timeout=20)
    assert not list(tmp_path.iterdir())


@pytest.mark.more
def test_says_where_the_port_is_taken() -> None:
    """By another server, or by itself started twice."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = triage_process("serve", BOOK, "--demo", OPEN, "--demo", SETTLED, "--port", port)
    assert found.exit == Exit.INVALID
    assert f"serveren kan ikke lytte på 127.0.0.1, port {port}" in found.err
    assert "Traceback" not in found.err
