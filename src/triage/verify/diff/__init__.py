"""What differs between two versions of a rulebook, for whom, and for how many."""

from triage.verify.diff.cases import CaseImpact, Given, MovedCase, case_impact
from triage.verify.diff.difference import difference
from triage.verify.diff.persons import Person, persons
from triage.verify.diff.rules_diff import (
    AskedByOne,
    ChangedText,
    ComesTo,
    Day,
    Movement,
    OneSided,
    RulesDiff,
    Side,
    What,
    Written,
)
from triage.verify.diff.table import TableImpact, table_impact

__all__ = [
    "AskedByOne",
    "CaseImpact",
    "ChangedText",
    "ComesTo",
    "Day",
    "Given",
    "MovedCase",
    "Movement",
    "OneSided",
    "Person",
    "RulesDiff",
    "Side",
    "TableImpact",
    "What",
    "Written",
    "case_impact",
    "difference",
    "persons",
    "table_impact",
]
