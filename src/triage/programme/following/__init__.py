"""How a programme goes: from a table of participants to a report that hides small numbers."""

from triage.programme.following.histories import Table, read_participants
from triage.programme.following.making import ForTheTeam, report_of
from triage.programme.following.record import COLUMNS, participants_schema
from triage.programme.following.report import ProgrammeReport
from triage.programme.following.waiting import Order

__all__ = [
    "COLUMNS",
    "ForTheTeam",
    "Order",
    "ProgrammeReport",
    "Table",
    "participants_schema",
    "read_participants",
    "report_of",
]
