"""How many were found and left out: numbers that may leave the team, with what they are for."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import Field

from triage.model.frozen import Document, Frozen
from triage.programme.cell_suppression import Cells
from triage.programme.outreach.declaration import Method
from triage.programme.outreach.letter import LegalBasis, LetterFacts
from triage.programme.outreach.matching import Excluding, Found, LeftOut
from triage.programme.table_read import TableForm
from triage.tables import ReadAs

FOUND_SCHEMA: Final = "triage.found/1"
_ALL = "looked_at"
_INVITED = "invited"
_CRISIS = "on the list of those who must get no letter"


class Notice(enum.StrEnum):
    """What is said aloud: that a list left nobody out."""

    PROTECTED_EMPTY = "protected_empty"
    """The list of protected addresses has no rows."""
    PROTECTED_NONE_FOUND = "protected_none_found"
    """Nobody on it took part in a course: perhaps its ids are others than those of the courses."""
    CRISIS_EMPTY = "crisis_empty"
    CRISIS_NONE_FOUND = "crisis_none_found"
    CRISIS_NOT_GIVEN = "crisis_not_given"


class ReadList(Frozen):
    """How many rows a list had, and how many of its ids are among the courses; null is hidden."""

    rows: int | None
    found: int | None


class ReadTables(Frozen):
    """What was read: rows of courses and income, and both lists; `crisis` is null without one."""

    courses: int | None
    income: int | None
    protected: ReadList
    crisis: ReadList | None


class FoundCounts(Document):
    """How many were looked at, invited, and left out for what; null is hidden.

    Everybody is counted once, under the first reason that leaves them out. `limit` is the number
    below which numbers are hidden, 1 where none are.
    """

    schema_: Literal["triage.found/1"] = Field(FOUND_SCHEMA, alias="schema")
    purpose: str
    legal_basis: LegalBasis
    law: str = Field(description="The law and its paragraph")
    method: str = Field(description="Whom it looks for, as the method is called")
    method_digest: str = Field(description="SHA-256 over all that the method says")
    limit: int
    looked_at: int | None
    invited: int | None
    left_out: Mapping[LeftOut, int | None]
    read: ReadTables
    read_as: Mapping[str, TableForm]
    notices: tuple[Notice, ...]


def counted(
    found: Found, method: Method, read_as: Mapping[str, ReadAs], facts: LetterFacts, limit: int
) -> FoundCounts:
    """Count everybody; numbers below `limit` are hidden, and what they could be told from."""
    cells = _told(found, limit)
    return FoundCounts(
        purpose=facts.purpose,
        legal_basis=facts.legal_basis,
        law=facts.law,
        method=method.label,
        method_digest=method.digest,
        limit=limit,
        looked_at=cells.count(_ALL),
        invited=cells.count(_INVITED),
        left_out={reason: cells.count(reason) for reason in LeftOut},
        read=_read(found, cells),
        read_as={name: TableForm.of(each) for name, each in read_as.items()},
        notices=tuple(_notices(found)),
    )


def _told(found: Found, limit: int) -> Cells:
    """Tell all numbers of people, the most important first; people are numbered, list by list."""
    parts = {_INVITED: range(len(found.invited))}
    first = len(found.invited)
    for reason, count in found.left_out.items():
        parts[reason.value] = range(first, first := first + count)
    cells = Cells(limit)
    cells.tell(_ALL, people=range(found.looked_at))
    for name, people in parts.items():
        cells.tell(name, people=people)
    cells.divide(_ALL, into=[(name,) for name in parts])
    protected, crisis = parts[LeftOut.PROTECTED], parts[LeftOut.CRISIS]
    _tell_list(cells, LeftOut.PROTECTED, found.protected, set(protected))
    if found.crisis is not None:
        on_both = set(protected[: found.on_both])
        cells.protect(on_both)
        _tell_list(cells, _CRISIS, found.crisis, on_both | set(crisis))
    return cells


def _tell_list(cells: Cells, name: str, read: Excluding, found: set[int]) -> None:
    """Tell how many of a list were found and how many rows it has; the rest is nobody's to know."""
    others = {-1 - number for number in range(read.rows - len(found))}
    cells.tell(name, people=found)
    cells.tell(name, "rows", people=found | others)
    cells.protect(others)


def _read(found: Found, cells: Cells) -> ReadTables:
    rows = {name: count if count >= cells.limit else None for name, count in found.rows.items()}
    return ReadTables(
        courses=rows["courses"],
        income=rows["income"],
        protected=_read_list(cells, LeftOut.PROTECTED),
        crisis=None if found.crisis is None else _read_list(cells, _CRISIS),
    )


def _read_list(cells: Cells, name: str) -> ReadList:
    return ReadList(rows=cells.count(name, "rows"), found=cells.count(name))


def _notices(found: Found) -> Iterator[Notice]:
    if not found.protected.found:
        empty = not found.protected.rows
        yield Notice.PROTECTED_EMPTY if empty else Notice.PROTECTED_NONE_FOUND
    if found.crisis is None:
        yield Notice.CRISIS_NOT_GIVEN
    elif not found.crisis.found:
        yield Notice.CRISIS_NONE_FOUND if found.crisis.rows else Notice.CRISIS_EMPTY
