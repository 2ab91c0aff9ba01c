"""How a programme goes: from a table of participants to a report that hides small numbers."""

from triage.programme.monitoring.build import ForTheTeam, released_report, report_of
from triage.programme.monitoring.from_journal import table_of
from triage.programme.monitoring.histories import Table, participants_in, read_participants
from triage.programme.monitoring.ledger import Ledger, read_ledger
from triage.programme.monitoring.record import COLUMNS, participants_schema
from triage.programme.monitoring.report import ProgrammeReport
from triage.programme.monitoring.waiting import Order

__all__ = [
    "COLUMNS",
    "ForTheTeam",
    "Ledger",
    "Order",
    "ProgrammeReport",
    "Table",
    "participants_in",
    "participants_schema",
    "read_ledger",
    "read_participants",
    "released_report",
    "report_of",
    "table_of",
]
