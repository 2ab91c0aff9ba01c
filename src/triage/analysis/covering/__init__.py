"""What the cases of a rulebook exercise: rules, both sides of tests, and periods of law."""

from triage.analysis.covering.coverage import Coverage, Covered, coverage
from triage.analysis.covering.missing import Showing, cases_for
from triage.analysis.covering.targets import Side, Target, targets

__all__ = [
    "Coverage",
    "Covered",
    "Showing",
    "Side",
    "Target",
    "cases_for",
    "coverage",
    "targets",
]
