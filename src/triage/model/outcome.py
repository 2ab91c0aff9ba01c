"""The outcome of an assessment: what is settled, what is still possible, and by which rules."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from triage.model.guarantee import Status

OUTCOME_SCHEMA: Final = "triage.outcome/1"
GAP, CONFLICT = "gap", "conflict"


class RuleState(enum.StrEnum):
    """A rule by its condition: in every completion, in some, or in none (section 4.5)."""

    HOLDS = "holds"
    MAY_HOLD = "may_hold"
    CANNOT_HOLD = "cannot_hold"


class _Frozen(BaseModel):
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )


class RulebookStamp(_Frozen):
    """Which rulebook, exactly."""

    id: str
    version: str
    digest: str


class EngineStamp(_Frozen):
    """Which engine was asked for, which one answered, and why they differ where they do."""

    asked: str
    used: str
    note: str | None = None


class PossibleClasses(_Frozen):
    """Sorted ids, with `gap` and `conflict` where completions give them; one means settled."""

    possible: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether every completion gives the same."""
        return len(self.possible) == 1


class PossibleStarts(_Frozen):
    """Sorted starts: absent first, then `after:<intervention>`, `alongside` and `now`."""

    possible: tuple[str | None, ...]


class PossibleLimit(_Frozen):
    """Sorted values of one limit of law; absent first."""

    possible: tuple[int | None, ...]


class RuleMention(_Frozen):
    """A rule that speaks for or against an intervention, or limits it by law."""

    rule: str
    state: RuleState


class InterventionOutcome(_Frozen):
    """What is said of one intervention: sorted possible statuses, and the rules behind them."""

    possible: tuple[Status, ...]
    start: PossibleStarts
    for_: tuple[RuleMention, ...] = Field((), alias="for")
    against: tuple[RuleMention, ...] = ()
    law: tuple[RuleMention, ...] = ()
    limits: Mapping[str, PossibleLimit] = Field(default_factory=dict)


class OpenAnswer(_Frozen):
    """A question without a value that applies in at least one completion."""

    path: str
    why: Literal["absent", "unknown", "declined"]


class Outcome(_Frozen):
    """Everything an evaluation says; equal for every engine but for `engine`.

    Immutable, and the same byte for byte for the same rulebook, answers and day (section 4.8).
    """

    schema_: Literal["triage.outcome/1"] = Field(OUTCOME_SCHEMA, alias="schema")
    rulebook: RulebookStamp
    as_of: date
    engine: EngineStamp
    exact: bool = Field(
        True, description="False where too much is open: then what is possible is all that could be"
    )
    target_group: PossibleClasses | None = Field(
        None, description="Absent where the rulebook has no target groups"
    )
    typology: PossibleClasses | None = Field(
        None, description="Absent where the rulebook has no typologies"
    )
    interventions: Mapping[str, InterventionOutcome]
    rules: Mapping[str, RuleState]
    open: tuple[OpenAnswer, ...]
    diagnostics: tuple[Mapping[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the outcome as JSON-ready data."""
        absent = {"target_group"} if self.target_group is None else None
        return self.model_dump(mode="json", by_alias=True, exclude=absent)
