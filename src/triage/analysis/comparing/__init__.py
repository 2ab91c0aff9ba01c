"""What differs between two versions of a rulebook, for whom, and for how many."""

from triage.analysis.comparing.cases import CaseImpact, Given, MovedCase, case_impact
from triage.analysis.comparing.difference import Day, Movement, RulesDiff, difference
from triage.analysis.comparing.table import TableImpact, table_impact
from triage.analysis.comparing.text_changes import TextChange

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
