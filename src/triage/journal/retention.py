"""How long cases are kept: a policy of the office's own, in a file, and what it says has run out.

Nothing is erased by it: it names cases. The duty to note and the Archives Act may keep what a
policy would let go, so a person looks first, and erases one by one or all that were named.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from triage.diagnostics import Diagnostic
from triage.journal.database import JournalError
from triage.journal.sequence import Sequence
from triage.program.calendar import months_after


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """For how many months a case is kept after something was last noted or said: closed, any other.

    Reading a case keeps it no longer.
    """

    closed_months: int
    open_months: int

    @classmethod
    def read(cls, file: Path) -> RetentionPolicy:
        """Read a policy, two whole numbers in TOML: `closed_months` and `open_months`.

        Raises:
            JournalError: it cannot be read, or is none.
        """
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        names = ("closed_months", "open_months")
        if set(found) != set(names) or not all(_is_months(found[name]) for name in names):
            raise JournalError((Diagnostic("journal-no-policy"),))
        return cls(**found)

    def has_run_out(self, case: Sequence, last: date, on: date) -> bool:
        """Say whether a case, with its last event on a day, is kept no longer."""
        months = self.open_months if case.is_open else self.closed_months
        return months_after(last, months) <= on


def _is_months(value: object) -> bool:
    return type(value) is int and value > 0
