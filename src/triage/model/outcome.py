"""The outcome of an assessment: what is settled, what is still possible, and by which rules."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, Strict

from triage.model.frozen import Frozen, IsoDate, Many, Word
from triage.model.guarantee import Status
from triage.model.provision import Provision

OUTCOME_SCHEMA: Final = "triage.outcome/1"
GAP, CONFLICT = "gap", "conflict"


IsNot = Annotated[
    tuple[Literal["decision", "prediction", "ranking", "measurement"], ...],
    Strict(False),
    Field(
        description="What this is not. It proposes: it decides nothing, does not predict how anyone"
        " will fare, ranks nobody and measures nothing of a person"
    ),
]
IS_NOT: Final = ("decision", "prediction", "ranking", "measurement")


class RuleState(enum.StrEnum):
    """A rule by its condition: in every completion, in some, or in none (section 4.5)."""

    HOLDS = "holds"
    MAY_HOLD = "may_hold"
    CANNOT_HOLD = "cannot_hold"


_DIGITS = 12


class RulebookStamp(Frozen):
    """Which rulebook, exactly: `digest` is over what it means, `texts_digest` over its texts."""

    id: str
    version: str
    digest: str
    texts_digest: str | None = Field(
        None, description="Absent in outcomes from before it was noted"
    )

    @property
    def shown(self) -> dict[str, str]:
        """What pages show of it: of the digests, the first digits."""
        return {
            "id": self.id,
            "version": self.version,
            "digest": self.digest[:_DIGITS],
            "texts": (self.texts_digest or "")[:_DIGITS],
        }


class Compared(Frozen):
    """On what durable-rules was compared with the engine the outcome comes from; they agreed.

    `all`: on all answers, none being open. `known`: on whatever the known answers settle by
    three-valued evaluation, and on as many `completions`. `nothing`: too much is open for either.
    """

    answers: Literal["all", "known", "nothing"]
    completions: int = 0


class EngineStamp(Frozen):
    """Which engine was asked for, which one was used, and why they differ where they do.

    An engine that takes complete answers only leaves open ones to the symbolic engine: which one
    the result is from says `computed_by`.
    """

    asked: str
    used: str
    note: str | None = None
    computed_by: Literal["reference", "compiled", "symbolic", "durable"] | None = Field(
        None, description="Whose result is shown; absent in outcomes from before it was noted"
    )
    compared: Compared | None = Field(
        None, description="Absent where one engine alone was asked, or could be"
    )


class PossibleClasses(Frozen):
    """Sorted ids, with `gap` and `conflict` where completions give them; one means settled."""

    possible: Many[str]

    @property
    def settled(self) -> bool:
        """Whether every completion gives the same."""
        return len(self.possible) == 1


class PossibleStarts(Frozen):
    """Sorted starts: absent first, then `after:<intervention>`, `alongside` and `now`."""

    possible: Many[str | None]

    @property
    def named(self) -> tuple[str, ...]:
        """The starts, without absence."""
        return tuple(start for start in self.possible if start is not None)


class PossibleLimit(Frozen):
    """Sorted values of one limit of law; absent first."""

    possible: Many[int | None]


class RuleMention(Frozen):
    """A rule that speaks for or against an intervention, or about whether it is available."""

    rule: str
    state: Word[RuleState]


class InterventionOutcome(Frozen):
    """What is said of one intervention: sorted possible statuses, and the rules behind them.

    `law` has the conditions of a programme, too: `programme` of the outcome says which they are.
    """

    possible: Many[Word[Status]]
    start: PossibleStarts
    for_: Many[RuleMention] = Field((), alias="for")
    against: Many[RuleMention] = ()
    law: Many[RuleMention] = ()
    limits: Mapping[str, PossibleLimit] = Field(default_factory=dict)

    def limit(self, name: str) -> tuple[int | None, ...]:
        """Return the values a limit can have; where no rule can set it, that is none."""
        return self.limits[name].possible if name in self.limits else (None,)


class OpenAnswer(Frozen):
    """A question without a value that applies in at least one completion."""

    path: str
    why: Literal["absent", "unknown", "declined"]


class ReplacedAnswer(Frozen):
    """An answer to a question that is asked in another way now: it was read by nothing.

    It is told by the name of that question, never by the answer, with what is asked in its place.
    """

    question: str
    asked_now: Many[str]


class Outcome(Frozen):
    """Everything an evaluation says; equal for every engine but for `engine`.

    Immutable, and the same byte for byte for the same rulebook, answers and day (section 4.8).
    """

    schema_: Literal["triage.outcome/1"] = Field(OUTCOME_SCHEMA, alias="schema")
    is_not: IsNot = IS_NOT
    rulebook: RulebookStamp
    as_of: IsoDate
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
    rules: Mapping[str, Word[RuleState]]
    law: Mapping[str, Provision] = Field(
        default_factory=dict,
        description="What each rule of law, and each warning that rests on law, rests on; of those "
        "that hold or may hold, by rule id",
    )
    programme: Mapping[str, str] = Field(
        default_factory=dict,
        description="Of the rules under `law` of an intervention, those that are conditions of the "
        "programme and no law, with the source of each; absent where there are none",
    )
    open: Many[OpenAnswer]
    replaced: Many[ReplacedAnswer] = Field(
        (),
        description="Answers of a saved case to questions that are asked in another way now; "
        "absent where there are none",
    )
    diagnostics: Many[Mapping[str, Any]] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON-ready data."""
        return self.model_dump(mode="json", by_alias=True, exclude=self._absent())

    def to_json(self) -> str:
        """Return what `to_dict` does as text, at a third of the cost."""
        return self.model_dump_json(by_alias=True, exclude=self._absent())

    def _absent(self) -> set[str] | None:
        absent = {
            *(() if self.target_group is not None else ("target_group",)),
            *(() if self.programme else ("programme",)),
            *(() if self.replaced else ("replaced",)),
        }
        return absent or None
