"""What a server is started with, and what it refuses to be started with.

INVARIANT: `Settings` that exist are safe to serve: at an address others can reach, only with
accounts, with roles, and with TLS or behind a proxy that is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from triage.diagnostics import Diagnostic, TriageError
from triage.journal.master_keys import KeySource
from triage.web.people import Role

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8000


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Accounts(_Declared):
    """The office's sign-in, by OpenID Connect, and what of its claims says who somebody is."""

    issuer: str
    client_id: str
    staff: str = "sub"
    """The claim with the local id of staff; never a CPR number."""
    team: str = "team"
    role: str = "roles"
    roles: Mapping[str, Role]
    """Which value of that claim is which role; of several, the first here counts."""
    scope: str = "openid profile"
    audience: str | None = None
    """What access tokens of programs are for; without it, no program signs in by one."""
    ask_again: bool = True
    """Whether to have the password asked for each time, also of whoever is signed in elsewhere."""


class Tls(_Declared):
    """The files of a certificate and its key."""

    certificate: Path
    key: Path


class Network(_Declared):
    """What it takes to serve others than the machine itself; read from a file."""

    url: str
    """The address people open."""
    host: str = LOOPBACK
    port: int = 8443
    accounts: Accounts
    tls: Tls | None = None
    proxies: tuple[str, ...] = ()
    """The addresses of the proxies in front; nobody else may connect."""
    monitors: tuple[str, ...] = ()
    """The addresses that may read metrics, besides the machine itself."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """What one request, and all of them together, may take."""

    body_bytes: int = 1_000_000
    form_bytes: int = 64_000
    upload_bytes: int = 2_000_000
    rulebook_bytes: int = 5_000_000
    batch_bytes: int = 10_000_000
    batch_lines: int = 10_000
    body_seconds: float = 20
    seconds: float = 5
    at_once: int = 64
    per_minute: int = 600
    """Of one person, or of an address where nobody is signed in; not on a loopback address."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with.

    Raises:
        TriageError: it would not be safe; everything that is missing.
    """

    rulebooks: tuple[str, ...]
    journal: str
    keys: KeySource = field(repr=False)
    secret: KeySource = field(repr=False)
    """What references to cases and sessions are made with; it outlives the process."""
    host: str = LOOPBACK
    port: int = PORT
    language: str = "da"
    network: Network | None = None
    client_secret: str | None = field(default=None, repr=False)
    limits: RequestLimits = field(default_factory=RequestLimits)

    def __post_init__(self) -> None:
        wrong = tuple(self._unsafe())
        if wrong:
            raise TriageError(wrong)

    def _unsafe(self) -> Iterator[Diagnostic]:
        network = self.network
        if network is None:
            if not is_loopback(self.host):
                yield Diagnostic("serve-without-accounts", details={"host": self.host})
            return
        if Role.CASEWORKER not in network.accounts.roles.values():
            yield Diagnostic("serve-without-roles")
        if not self.client_secret:
            yield Diagnostic("serve-without-client-secret")
        if network.accounts.audience == network.accounts.client_id:
            yield Diagnostic("serve-audience-of-people")
        if network.tls is None and not network.proxies:
            yield Diagnostic("serve-without-tls")
        for address in (*network.proxies, *network.monitors):
            if not _is_address(address):
                yield Diagnostic("serve-no-address", details={"name": address})
        for url in (network.url, network.accounts.issuer):
            if not _is_safe(url):
                yield Diagnostic("serve-not-https", details={"url": url})

    @property
    def is_local(self) -> bool:
        """Say whether only the machine itself is served, without accounts."""
        return self.network is None

    @property
    def audience(self) -> str | None:
        """What access tokens of programs are for; `None` where no program signs in by one."""
        return None if self.network is None else self.network.accounts.audience

    @property
    def origins(self) -> frozenset[str]:
        """The origins it is reached at, `http://127.0.0.1:8000`."""
        if self.network is not None:
            parts = urlsplit(self.network.url)
            return frozenset({f"{parts.scheme}://{parts.netloc}"})
        names = ("127.0.0.1", "localhost", "[::1]")
        return frozenset(f"http://{name}:{self.port}" for name in names)

    @property
    def url(self) -> str:
        """The address people open."""
        if self.network is not None:
            return self.network.url
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Say whether people reach it by https."""
        return self.network is not None and self.network.url.startswith("https:")


def is_loopback(host: str) -> bool:
    """Say whether an address is reached from the machine itself alone."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_safe(url: str) -> bool:
    """Say whether what is sent there is read by nobody else."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname is not None and is_loopback(parts.hostname)
    )
