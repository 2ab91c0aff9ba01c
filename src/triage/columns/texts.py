"""Cells that are texts, as answers: as a table writes them, each one way or not at all.

What a text does not say for certain stays the text it is, and is refused where it is read.
"""

from __future__ import annotations

from typing import Any

from triage.intake.places import REASONS
from triage.model.question import NO, YES, Dates, Domain, Grid, ListOf, Number, Subset, YesNo
from triage.tables import day_in, number_in

MEMBERS = ","
"""Stands between the members of a set."""

NOTHING_IN_IT = "[]"
"""A set, or grid, that was answered with nothing; an empty cell is no answer."""

_FLAGS = {"true": YES, "false": NO}


def answer_in(domain: Domain, text: str) -> Any:
    """Return the answer a cell of text says: `31-03-2026`, `7,0`, `cleaning,driving`, `TRUE`."""
    said = text.strip()
    if said in REASONS:
        return said
    match domain:
        case Number() | ListOf():
            number = number_in(said)
            return text if number is None or number != int(number) else int(number)
        case Dates():
            return day_in(said) or text
        case YesNo():
            return _FLAGS.get(said.lower(), said)
        case Grid():
            return [] if said == NOTHING_IN_IT else text
        case Subset():
            return members_in(said)
        case _:
            return said


def said_in(domain: Domain, text: str) -> Any:
    """Return the answer a text says in a typed table: of a set its members, else the text."""
    return members_in(text) if isinstance(domain, Subset) else text


def members_in(text: str) -> list[str] | str:
    """Return the members of a set a text names, with commas between them; `[]` names none."""
    if text in REASONS or not text:
        return text
    return [] if text == NOTHING_IN_IT else [each.strip() for each in text.split(MEMBERS)]
