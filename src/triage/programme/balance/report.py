"""What a comparison of groups comes to: numbers of people, JSON-ready, never a row about one.

`null` is a number that is hidden: it is small, or a small one could be worked out from it.
"""

from __future__ import annotations

import enum
from typing import Final, Literal

from pydantic import Field

from triage.model.frozen import Document, Frozen
from triage.model.outcome import IS_NOT, IsNot, RulebookStamp

BALANCE_SCHEMA: Final = "triage.balance/1"

Hidden = int | None
"""How many people; None where it is hidden."""


class Kind(enum.StrEnum):
    """What of an outcome is counted. What is open is counted under none of them but `typology`."""

    TYPOLOGY = "typology"
    PROPOSED = "proposed"
    """Recommended, possible, or recommended once the law is checked."""
    AGAINST = "against"
    """Advised against."""
    STARTS_NOW = "starts_now"
    """Proposed, and begins now."""


class Group(Frozen):
    """People with the same value in a column; `value` is null for the others together.

    The others are those whose value fewer people than the limit have, or none.
    """

    value: str | None
    people: Hidden


class Outcome(Frozen):
    """How many of each group come to something, in the order of the groups."""

    kind: Kind
    id: str = Field(description="A typology, `open`, or an intervention")
    label: str
    people: tuple[Hidden, ...]


class ByColumn(Frozen):
    """What differs between the groups of one column, as far as numbers are shown.

    `alike` counts outcomes with the same share in every group; they are not listed. With fewer
    than two groups whose size is shown, nothing is compared and nothing told.
    """

    column: str
    groups: tuple[Group, ...]
    differing: tuple[Outcome, ...]
    alike: int

    @property
    def is_compared(self) -> bool:
        """Whether the sizes of two groups are shown."""
        return sum(each.people is not None for each in self.groups) > 1


class Balance(Document):
    """Groups of stored cases beside each other: differences, which may have any cause.

    `limit` is the number below which numbers are hidden. Numbers of rows are rounded down to it.
    """

    schema_: Literal["triage.balance/1"] = Field(BALANCE_SCHEMA, alias="schema")
    is_not: IsNot = IS_NOT
    language: str
    rulebook: RulebookStamp
    limit: int
    cases: int = Field(description="People counted, each with the latest assessment; at least")
    not_read: int = Field(description="Rows that hold no assessment the rulebook reads; at least")
    ungrouped: int = Field(description="People counted in no group, for want of an id; at least")
    columns: tuple[ByColumn, ...]
