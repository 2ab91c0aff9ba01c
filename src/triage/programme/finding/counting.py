"""How many were found and left out: numbers that may leave the team, with what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from triage.programme.cells import Cells
from triage.programme.finding.letter import Telling
from triage.programme.finding.matching import Found, LeftOut
from triage.programme.summary import Strict

FOUND_SCHEMA: Final = "triage.found/1"
_ALL = "looked_at"
_INVITED = "invited"


class FoundCounts(Strict):
    """How many were looked at, invited, and left out for what; null is hidden.

    Everybody is counted once, under the first reason that leaves them out. `limit` is the number
    below which numbers are hidden, 1 where none are.
    """

    schema_: Literal["triage.found/1"] = Field(FOUND_SCHEMA, alias="schema")
    purpose: str
    legal_basis: str
    limit: int
    looked_at: int | None
    invited: int | None
    left_out: Mapping[LeftOut, int | None]

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON-ready data."""
        return self.model_dump(mode="json", by_alias=True)


def counted(found: Found, telling: Telling, limit: int) -> FoundCounts:
    """Count everybody; numbers below `limit` are hidden, and what they could be told from."""
    parts: dict[str, int] = {_INVITED: len(found.invited)}
    parts |= {reason.value: count for reason, count in found.left_out.items()}
    cells, first = Cells(limit), 0
    cells.tell(_ALL, people=range(found.looked_at))
    for name, count in parts.items():
        cells.tell(name, people=range(first, first + count))
        first += count
    cells.divide(_ALL, into=[(name,) for name in parts])
    return FoundCounts(
        purpose=telling.purpose,
        legal_basis=telling.legal_basis,
        limit=limit,
        looked_at=cells.count(_ALL),
        invited=cells.count(_INVITED),
        left_out={reason: cells.count(reason) for reason in LeftOut},
    )
