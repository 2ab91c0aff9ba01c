"""The rulebook a request is about: by its id, and pinned by its digest where one is given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from triage.diagnostics import Diagnostic, listed, nearest, quoted
from triage.web.api.asked import DIGEST, ServedName
from triage.web.api.refusals import NoSuchRulebook, OtherVersion
from triage.web.office import Office, Served


async def _pinned(
    request: Request,
    rulebook: Annotated[str, Path(max_length=200, description="The id of a rulebook served here")],
    digest: Annotated[
        str | None,
        Query(pattern=DIGEST, description="Refuse (409) any version but the one of this digest"),
    ] = None,
) -> Served:
    return served_as(request.app.state.office, rulebook, digest)


Pinned = Annotated[Served, Depends(_pinned)]
"""The rulebook named in the address."""


def served(office: Office, name: ServedName) -> Served:
    """Return the rulebook a body names; raises as `served_as`."""
    return served_as(office, name.rulebook, name.digest)


def served_as(office: Office, rulebook: str, digest: str | None = None) -> Served:
    """Return a rulebook that is served.

    Raises:
        NoSuchRulebook: there is none of that id.
        OtherVersion: its digest is another.
    """
    found = office.rulebook(rulebook)
    if found is None:
        near = nearest(rulebook, office.rulebooks)
        details = {"name": quoted(rulebook, near), "known": listed(sorted(office.rulebooks))}
        raise NoSuchRulebook((Diagnostic("web-no-rulebook", details=details, nearest=near),))
    if digest not in (None, found.digest):
        details = {"name": found.id, "version": found.model.version, "digest": found.digest}
        raise OtherVersion((Diagnostic("web-other-version", details=details),))
    return found
