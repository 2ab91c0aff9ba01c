"""What is wrong with the meaning of a rulebook: one file for each kind of finding."""

from triage.verify.check.check import check_meaning
from triage.verify.check.outcome_paths import OutcomePath, Reached, outcome_paths

__all__ = ["OutcomePath", "Reached", "check_meaning", "outcome_paths"]
