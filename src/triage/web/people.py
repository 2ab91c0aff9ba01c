"""Who is asking: a person of staff with one role, as the office's own sign-in says."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Protocol

from fastapi import Depends, Request

from triage.diagnostics import Diagnostic
from triage.journal.events import Actor
from triage.web.problems import NotAllowed, NotSignedIn


class Role(enum.StrEnum):
    """What somebody is there for."""

    CASEWORKER = "caseworker"
    TEAM_LEAD = "team_lead"
    METHOD_DEVELOPER = "method_developer"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of staff: local ids, and a name that is shown to them alone and never logged.

    `everything` is for the one person at a loopback address, where there are no accounts.
    """

    id: str
    role: Role
    team: str | None
    name: str | None = None
    everything: bool = False

    @property
    def actor(self) -> Actor:
        """Who did something, as the journal notes it."""
        return Actor(role=self.role.value, id=self.id)

    @property
    def has_account(self) -> bool:
        """Say whether the person signed in; at a loopback address nobody needs to."""
        return not self.everything


IN_TEAMS: Final = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})
"""The roles that have cases: each belongs to a team."""


class Tokens(Protocol):
    """What knows whom an access token is for."""

    async def person(self, token: str) -> Person:
        """Return who it is.

        Raises:
            Refusal: nobody, or nobody with a role here.
        """
        ...


LOCAL: Final = Person("local", Role.CASEWORKER, "local", everything=True)
"""Whoever sits at the machine the server runs on."""


async def signed_in(request: Request) -> Person:
    """Return who is asking: by a session; a program, by an access token.

    Raises:
        NotSignedIn: nobody is signed in, or not any more.
    """
    person = request.state.person
    if isinstance(person, Person):
        return person
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    tokens: Tokens | None = getattr(request.app.state, "tokens", None)
    if tokens is None or kind.lower() != "bearer":
        raise NotSignedIn((Diagnostic("web-not-signed-in"),))
    return await tokens.person(token)


SignedIn = Annotated[Person, Depends(signed_in)]


def require(*roles: Role) -> Callable[[Person], Person]:
    """Return a dependency that lets these roles pass, and the local person.

    Its call raises:
        NotAllowed: the person has another role.
    """

    def required(person: SignedIn) -> Person:
        if person.role not in roles and not person.everything:
            raise NotAllowed((Diagnostic("web-not-allowed"),))
        return person

    return required
