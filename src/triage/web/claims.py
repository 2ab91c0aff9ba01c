"""Who somebody is, by what the office's sign-in says of her.

Of it, nothing is kept but her ids, her role, her team and the name to greet her by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from triage.diagnostics import Diagnostic
from triage.journal.events import LOCAL_ID
from triage.web.people import IN_TEAMS, Person
from triage.web.problems import NotAllowed
from triage.web.settings import Accounts

_LONGEST_NAME: Final = 80


def person_of(claims: Mapping[str, Any], accounts: Accounts) -> Person:
    """Return who signed in, by what the office's sign-in says of her.

    Raises:
        NotAllowed: she has no role here, or an id or a team that is none, such as a CPR number.
    """
    values = _values(claims.get(accounts.role))
    role = next((role for value, role in accounts.roles.items() if value in values), None)
    if role is None:
        raise NotAllowed((Diagnostic("web-no-role"),))
    try:
        id_ = LOCAL_ID.validate_python(claims.get(accounts.staff))
        teams = [LOCAL_ID.validate_python(each) for each in _values(claims.get(accounts.team))]
    except ValidationError:
        raise NotAllowed((Diagnostic("web-no-local-id"),)) from None
    if not teams and role in IN_TEAMS:
        raise NotAllowed((Diagnostic("web-no-team"),))
    name = claims.get("name")
    shown = name[:_LONGEST_NAME] if isinstance(name, str) else None
    return Person(id_, role, teams[0] if teams else None, shown)


def _values(claim: object) -> list[str]:
    """Return the values of a claim, of which there may be one, several or none."""
    match claim:
        case str():
            return [claim]
        case list():
            return [each for each in claim if isinstance(each, str)]
        case _:
            return []
