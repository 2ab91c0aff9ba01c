"""How outcomes differ between groups of stored cases; it finds differences, not causes."""

from triage.programme.balance.compare import balance_of
from triage.programme.balance.grouped import read_groups
from triage.programme.balance.report import Balance, ByColumn, Group, Kind, Outcome
from triage.programme.balance.stored import Stored

__all__ = [
    "Balance",
    "ByColumn",
    "Group",
    "Kind",
    "Outcome",
    "Stored",
    "balance_of",
    "read_groups",
]
