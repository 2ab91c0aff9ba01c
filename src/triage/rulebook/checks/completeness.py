"""What `check` finds in a rulebook that loads: left out, asked for nothing, not translated.

None of it is about meaning, and none refuses a load (rulebook language, section 1).
"""

from __future__ import annotations

from triage.diagnostics import Sources
from triage.model.rulebook import Rulebook
from triage.rulebook.checks.left_out import check_left_out
from triage.rulebook.checks.translations import check_translations
from triage.rulebook.checks.unread import check_unread
from triage.rulebook.drafts.draft import Draft
from triage.rulebook.reading.problems import Problems


def check_completeness(
    draft: Draft, rulebook: Rulebook, problems: Problems, sources: Sources
) -> None:
    """Record as warnings what a method developer most likely wants to add."""
    check_left_out(rulebook, problems)
    check_unread(rulebook, problems)
    check_translations(draft, rulebook, problems, sources)
