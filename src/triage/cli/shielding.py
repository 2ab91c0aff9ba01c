"""What of a case file the command shows beside a message, once its rulebook is known."""

from __future__ import annotations

from triage.cases.case_file import Case
from triage.cases.showing import shown_in
from triage.diagnostics import Sources
from triage.model.rulebook import Rulebook


def shield(case: Case, rulebook: Rulebook, sources: Sources) -> None:
    """Show the keys, and the answers to questions that are neither private nor texts."""
    if case.root is not None:
        sources.show(shown_in(case.root, rulebook))
