"""Tables as offices have them, read one way: right, or refused with the cause and its place."""

from triage.tables.columns import Columns, folded
from triage.tables.databases import read_database
from triage.tables.reading import read_table
from triage.tables.table import Form, ReadAs, Row, Table
from triage.tables.values import day_in, month_in, number_in

__all__ = [
    "Columns",
    "Form",
    "ReadAs",
    "Row",
    "Table",
    "day_in",
    "folded",
    "month_in",
    "number_in",
    "read_database",
    "read_table",
]
