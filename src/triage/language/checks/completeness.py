"""What `check` finds in a rulebook that loads: left out, withheld, unread, hardly meant.

None of it is about meaning, and none refuses a load (rulebook language, section 1). A translation
with a placeholder that nothing fills is an error all the same: people would read it.
"""

from __future__ import annotations

from datetime import date

from triage.language.checks.doubtful import check_doubtful
from triage.language.checks.left_out import check_left_out
from triage.language.checks.limits_in_texts import check_limits_in_texts
from triage.language.checks.never_said import check_never_said
from triage.language.checks.readability import check_readability
from triage.language.checks.reported import check_reported
from triage.language.checks.translations import check_translations
from triage.language.checks.unread import check_unread
from triage.language.checks.unsaid import check_unsaid
from triage.language.checks.withholding import check_withholding
from triage.language.drafts.draft import Draft
from triage.language.reading.rulebook_files import RulebookFiles
from triage.model.rulebook import Rulebook


def check_completeness(
    draft: Draft, rulebook: Rulebook, files: RulebookFiles, today: date | None = None
) -> None:
    """Record what a person is owed as errors; what is likely wanted or not meant as warnings."""
    check_left_out(rulebook, files.problems)
    check_withholding(rulebook, files.problems)
    check_unread(rulebook, files.problems)
    check_unsaid(rulebook, files.problems)
    check_reported(rulebook, files.problems)
    check_translations(draft, rulebook, files)
    check_limits_in_texts(rulebook, files.problems)
    check_readability(rulebook, files.problems)
    check_never_said(draft, rulebook, files)
    check_doubtful(draft, rulebook, files.problems, today)
