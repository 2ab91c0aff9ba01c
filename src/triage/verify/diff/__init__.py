"""What differs between two versions of a rulebook, for whom, and for how many."""

from triage.verify.diff.cases import CaseImpact, Given, MovedCase, case_impact
from triage.verify.diff.difference import Day, Movement, RulesDiff, difference
from triage.verify.diff.table import TableImpact, table_impact
from triage.verify.diff.text_changes import TextChange

__all__ = [
    "CaseImpact",
    "Day",
    "Given",
    "MovedCase",
    "Movement",
    "RulesDiff",
    "TableImpact",
    "TextChange",
    "case_impact",
    "difference",
    "table_impact",
]
