"""What a programme says of itself, which changes no outcome (rulebook language, section 3)."""

from __future__ import annotations

from decimal import Decimal

from tests.strategies.drawing import Draw, some_of
from tests.strategies.selectors import selectors
from tests.strategies.shape import Document
from tests.strategies.sketch import Sketch

KINDS = ("ordinary_job", "part_time_job", "small_job", "education", "active_job_search", "closer")
SOURCE = {"source": "grant"}


def add_programme(sketch: Sketch) -> None:
    """Draw a programme, or mostly none."""
    draw = sketch.draw
    if not draw.boolean(25):
        return
    sketch.document["rulebook"].setdefault("sources", {})["grant"] = "Tilsagnsbrevet"
    kinds = some_of(draw, KINDS, 1, 4)
    drawn: Document = {"owner": "Kommunen", "outcomes": {kind: dict(SOURCE) for kind in kinds}}
    drawn["targets"] = {f"target_{n}": _target(draw, kinds) for n in range(draw.integer(0, 3))}
    chosen = selectors(draw, sketch.document["interventions"])
    drawn["efforts"] = {"jobs": {"interventions": chosen, "label": "Job"} | SOURCE}
    if draw.boolean(60):
        drawn |= _budget(draw)
    if draw.boolean():
        drawn["follow_up"] = {"every_months": draw.integer(1, 6)} | SOURCE
    sketch.document["programme"] = drawn


def _target(draw: Draw, kinds: list[str]) -> Document:
    drawn: Document = {"number": draw.integer(1, 300)} | SOURCE
    if draw.boolean(70):
        drawn["counts"] = some_of(draw, kinds, 1, 2)
    if draw.boolean(30):
        drawn["who"] = draw.choice(("participants", "others"))
    return drawn


def _budget(draw: Draw) -> Document:
    """Draw lines by year, whose totals are their sums to the last digit."""
    lines: Document = {}
    whole = Decimal(0)
    for number in range(draw.integer(1, 3)):
        years = {year: _amount(draw) for year in range(2019, 2019 + draw.integer(1, 4))}
        total = sum(map(Decimal, years.values()), Decimal(0))
        lines[f"line_{number}"] = {"years": years, "total": str(total)} | SOURCE
        whole += total
    return {"currency": "DKK", "budget": lines, "budget_total": str(whole)}


def _amount(draw: Draw) -> str:
    return f"{draw.integer(0, 9_999_999)}.{draw.integer(0, 99):02}"
