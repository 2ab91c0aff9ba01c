"""What the cases of a rulebook exercise: rules, both sides of tests, and periods of law."""

from triage.verify.coverage.coverage import Coverage, Covered, coverage
from triage.verify.coverage.missing import Showing, cases_for
from triage.verify.coverage.targets import Side, Target, targets

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
