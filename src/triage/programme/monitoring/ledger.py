"""The numbers reports of a programme have published, so that no later one tells of a small change.

It holds numbers and days, and nobody's id. It stays in the team: beside each amount of money stands
how many cases it was paid for.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, Strict, ValidationError

from triage.diagnostics import Diagnostic, TableError
from triage.model.frozen import Document, Frozen, IsoDate, Many
from triage.model.outcome import RulebookStamp
from triage.programme.cell_suppression import Published
from triage.programme.derivation import Key

LEDGER_SCHEMA: Final = "triage.release-ledger/1"
_Exact = Annotated[Decimal, Strict(False)]
"""A decimal, which JSON holds as text."""

_BETWEEN = "/"
"""Stands between the parts of a key; no id has it."""


def name_of(key: Key) -> str:
    """Return what a number is called in a ledger."""
    return _BETWEEN.join(key)


class Spent(Frozen):
    """Money used from a line of the budget, and for how many cases that are named."""

    amount: _Exact
    cases: int = Field(ge=0)


class Release(Frozen):
    """What one report published that no earlier one had, by what it counts.

    `money` is by line of the budget and year; `total` is the line altogether.
    """

    as_of: IsoDate
    rulebook: RulebookStamp
    numbers: Mapping[str, int]
    hours: Mapping[str, _Exact]
    money: Mapping[str, Mapping[str, Spent]]

    @property
    def published(self) -> Published:
        """Its numbers of people."""
        by_key = {tuple(name.split(_BETWEEN)): each for name, each in self.numbers.items()}
        return Published(self.as_of, by_key)

    @property
    def is_empty(self) -> bool:
        """Whether it published nothing that was not published before."""
        return not (self.numbers or self.hours or self.money)


class Ledger(Document):
    """The releases of one programme, the earliest first; small is below `limit`."""

    schema_: Literal["triage.release-ledger/1"] = Field(LEDGER_SCHEMA, alias="schema")
    programme: str = Field(description="The id of the rulebook")
    limit: int = Field(ge=3)
    releases: Many[Release] = ()

    def with_release(self, release: Release) -> Ledger:
        """Return the ledger with one more release, where that published anything."""
        more = () if release.is_empty else (release,)
        return self.model_copy(update={"releases": (*self.releases, *more)})


def read_ledger(text: bytes, file: str, programme: str, limit: int) -> Ledger:
    """Read a ledger of a programme.

    Raises:
        TableError: it is none, is that of another programme, or was begun with another limit.
    """
    try:
        ledger = Ledger.model_validate_json(text)
    except ValidationError:
        raise TableError((Diagnostic("ledger-unreadable", details={"file": file}),)) from None
    details: dict[str, str | int] = {"file": file}
    if ledger.programme != programme:
        details |= {"name": ledger.programme, "rulebook": programme}
        raise TableError((Diagnostic("ledger-of-another", details=details),))
    if ledger.limit != limit:
        details |= {"limit": ledger.limit, "asked": limit}
        raise TableError((Diagnostic("ledger-with-another-limit", details=details),))
    return ledger
