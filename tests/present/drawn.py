"""A page with everything a report has: lists, tables, a chart of lines, a chart of bars."""

from __future__ import annotations

from decimal import Decimal

from triage.present.blocks import (
    Cell,
    Drawing,
    Group,
    Line,
    Page,
    Point,
    Section,
    Table,
    Tone,
)

OVER_TIME = Table(
    "Reached by quarter",
    ("Day", "Taking part", "In a job"),
    (
        (Cell("31 March 2021", "2021-03-31"), Cell("12", 12), Cell("0", 0)),
        (Cell("30 June 2021", "2021-06-30"), Cell("25", 25), Cell("hidden")),
        (Cell("30 September 2021", "2021-09-30"), Cell("40", 40), Cell("14", 14)),
        (Cell("31 December 2021", "2021-12-31"), Cell("52", 52), Cell("19", 19)),
    ),
    Drawing.LINES,
)
MONEY = Table(
    "Spent, compared with the budget",
    ("Line", "Budget", "Used", "Left"),
    (
        (
            Cell("2021: Staff, and whatever else a line of this length may be about"),
            Cell("1,000.50 DKK", Decimal("1000.50")),
            Cell("400.25 DKK", Decimal("400.25")),
            Cell("600.25 DKK", Decimal("600.25")),
        ),
        (Cell("2022: Travel"), Cell("–"), Cell("10.00 DKK", Decimal("10.00")), Cell("–")),
    ),
    Drawing.BARS,
)
PAGE = Page(
    "A programme <of our own>",
    (
        Line("Made-up data: none of these people exist.", tone=Tone.STRONG),
        Line("31 December 2021", label="As of"),
    ),
    (
        Section("Targets", (OVER_TIME, Line("It is no effect."))),
        Section("Money & places", (MONEY,)),
        Section(
            "Lists",
            (
                Point("first", number=1),
                Point("second", (Line("a note", label="Why"),), number=2),
                Point("- a dash & more"),
                Group(
                    "Inside",
                    (Line("a line"), Table("Plain", ("A", "B"), ((Cell("=1+1"), Cell("2", 2)),))),
                ),
            ),
        ),
    ),
    (Line("It measures nobody."),),
)
