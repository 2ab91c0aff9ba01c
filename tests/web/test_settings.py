from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.offices import THERE, network, settings_in
from triage.diagnostics import RulebookError, TriageError
from triage.web.office import Office
from triage.web.people import Role
from triage.web.settings import Accounts, Tls, is_loopback

ISSUER = "https://login.kommune.example"


def accounts(issuer: str = ISSUER, **roles: Role) -> Accounts:
    """Return what is said of a sign-in."""
    return Accounts(issuer=issuer, client_id="triage", roles=roles or {"s": Role.CASEWORKER})


UNSAFE: dict[str, Callable[[Path], object]] = {
    "serve-without-accounts": lambda folder: settings_in(folder, host="0.0.0.0"),
    "serve-without-tls": lambda folder: settings_in(folder, network(proxies=())),
    "serve-without-roles": lambda folder: settings_in(
        folder, network(accounts=accounts(r=Role.AUDITOR))
    ),
    "serve-without-client-secret": lambda folder: settings_in(
        folder, network(), client_secret=None
    ),
    "serve-audience-of-people": lambda folder: settings_in(
        folder, network(accounts=accounts().model_copy(update={"audience": "triage"}))
    ),
    "serve-no-address": lambda folder: settings_in(folder, network(proxies=("proxy.example",))),
    "serve-not-https": lambda folder: settings_in(folder, network(url="http://triage.example")),
}


@pytest.mark.parametrize("code", UNSAFE)
def test_what_is_not_safe_is_not_started(code: str, tmp_path: Path) -> None:
    """Each thing that is missing is named, and nothing is opened or loaded."""
    with pytest.raises(TriageError) as error:
        UNSAFE[code](tmp_path)
    assert [each.code for each in error.value.diagnostics] == [code]


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    """Nobody starts a server five times to learn of five things."""
    missing = network(
        url="http://a.example", proxies=(), accounts=accounts("http://b.example", r=Role.AUDITOR)
    )
    with pytest.raises(TriageError) as error:
        settings_in(tmp_path, missing, client_secret="")
    assert len(error.value.diagnostics) == 5


def test_tls_will_do_in_place_of_a_proxy(tmp_path: Path) -> None:
    """Either keeps others from listening."""
    tls = Tls(certificate=tmp_path / "c.pem", key=tmp_path / "k.pem")
    served = settings_in(tmp_path, network(proxies=(), tls=tls, host="0.0.0.0"))
    assert (served.url, served.is_https, served.is_local) == (THERE, True, False)


def test_others_are_served_approved_rulebooks_only(tmp_path: Path) -> None:
    """The same rulebook is served to this machine, where it can be tried before."""
    with pytest.raises(RulebookError) as error:
        Office(settings_in(tmp_path, network()), lambda: pytest.fail("no clock is needed"))
    assert error.value.diagnostics[0].code == "not-approved"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback(host: str) -> None:
    """These are reached from the machine itself."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "localhost.example", ""])
def test_not_loopback(host: str) -> None:
    """These may be reached by others, or nobody knows."""
    assert not is_loopback(host)
