"""What `check` finds in a rulebook that loads: left out, asked for nothing, not translated.

None of it is about meaning, and none refuses a load (rulebook language, section 1).
"""

from __future__ import annotations

from triage.diagnostics import Sources
from triage.model.rulebook import Rulebook
from triage.rulebook.draft import Draft
from triage.rulebook.left_out import check_left_out
from triage.rulebook.problems import Problems
from triage.rulebook.translation_check import check_translations
from triage.rulebook.unread import check_unread


def check_completeness(
    draft: Draft, rulebook: Rulebook, problems: Problems, sources: Sources
) -> None:
    """Record as warnings what a method developer most likely wants to add."""
    check_left_out(rulebook, problems)
    check_unread(rulebook, problems)
    check_translations(draft, rulebook, problems, sources)
