"""What the caseworker puts in a plan by hand."""

from __future__ import annotations

from collections.abc import Iterable

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.model.rulebook import Rulebook


def refuse_unknown(rulebook: Rulebook, by_hand: Iterable[str]) -> None:
    """Refuse what the catalogue does not have.

    Raises:
        TriageError: there is no such intervention.
    """
    for each in by_hand:
        if each not in rulebook.interventions:
            near = nearest(each, rulebook.interventions)
            details = {"name": quoted(each, near)}
            raise TriageError((Diagnostic("unknown-intervention", details=details, nearest=near),))
