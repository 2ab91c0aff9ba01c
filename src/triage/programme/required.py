"""The programme of a rulebook, where nothing can be done without one."""

from __future__ import annotations

from triage.diagnostics import Diagnostic, TableError
from triage.model.programme import Programme
from triage.model.rulebook import Rulebook


def programme_of(rulebook: Rulebook) -> Programme:
    """Return the programme.

    Raises:
        TableError: the rulebook has none.
    """
    if rulebook.programme is None:
        raise TableError((Diagnostic("no-programme", details={"name": rulebook.id}),))
    return rulebook.programme
