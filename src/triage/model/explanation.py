"""Explanations: why, why not, what would lead there, what if, and how firmly it stands (4.7).

All of it is data. The answer to a question that is kept private is never part of it: `private` says
that there is one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from triage.model.answer_path import AnswerPath
from triage.model.frozen import Document, Frozen, IsoDate, Many, Word
from triage.model.guarantee import Status
from triage.model.outcome import IS_NOT, IsNot, RulebookStamp, RuleState
from triage.model.provision import Provision

WHY_SCHEMA: Final = "triage.why/1"
WHY_NOT_SCHEMA: Final = "triage.why-not/1"
TOWARDS_SCHEMA: Final = "triage.towards/1"
WHAT_IF_SCHEMA: Final = "triage.what-if/1"
STABILITY_SCHEMA: Final = "triage.stability/1"

Plain = str | int | Many[str]
"""An answer as JSON holds it; a date as ISO text."""


class SubjectKind(enum.StrEnum):
    """What is asked about."""

    TARGET_GROUP = "target_group"
    TYPOLOGY = "typology"
    INTERVENTION = "intervention"
    RULE = "rule"


class RulePart(enum.StrEnum):
    """What a rule does: finds a target group, assigns a typology, recommends, and so on.

    `law` limits by law; `programme` is a condition of a programme, and no law.
    """

    BELONGS = "belongs"
    ASSIGNS = "assigns"
    RECOMMENDS = "recommends"
    AGAINST = "against"
    LAW = "law"
    PROGRAMME = "programme"
    WARNS = "warns"


class Truth(enum.StrEnum):
    """A test that is true in no completion, or in some and not in others."""

    FALSE = "false"
    OPEN = "open"


class WayState(enum.StrEnum):
    """How a wish stands: it is settled, changes would settle it, or no few changes would."""

    SETTLED = "settled"
    FOUND = "found"
    NONE = "none"


class _Answering(Frozen):
    path: AnswerPath

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """Show the place, never the answer."""
        yield "path", self.path

    def __str__(self) -> str:
        return repr(self)


class RestsOn(_Answering):
    """An answer a rule or a test rests on, or why there is none; `filled` by a table."""

    answer: Plain | None = None
    why: Literal["absent", "unknown", "declined"] | None = None
    filled: bool = False
    private: bool = False


class Subject(Frozen):
    """What is asked about; of an intervention, the statuses that are meant."""

    kind: Word[SubjectKind]
    id: str
    statuses: Many[Word[Status]] = ()


class RuleReason(Frozen):
    """A rule and what it rests on; `reads_typology` where the typology is part of that.

    `law` is the provision a rule of law rests on, or a warning that tells what the law says.
    """

    rule: str
    part: Word[RulePart]
    state: Word[RuleState]
    rests_on: Many[RestsOn]
    reads_typology: bool = False
    law: Provision | None = None


class MissingTest(Frozen):
    """A test of a rule that is not certainly true.

    `number` counts the tests of the rule in the order of the file, from 1, each once. `test` is
    what must be so, as a condition of the rulebook language.
    """

    number: int
    test: dict[str, Any]
    truth: Word[Truth]
    rests_on: Many[RestsOn]
    reads_typology: bool = False


class WhyNotRule(Frozen):
    """The smallest sets of tests of a rule which, were they true, would make the rule hold.

    There are none where it holds, and where its tests exclude each other. A rule of law that is not
    `in_force` on the day cannot hold at all. `left_out` counts the sets that are not shown; `law`
    is the provision the rule rests on, if it is one of law.
    """

    rule: str
    part: Word[RulePart]
    state: Word[RuleState]
    in_force: bool = True
    missing: Many[Many[MissingTest]]
    left_out: int = 0
    law: Provision | None = None


class AnswerChange(_Answering):
    """An answer that becomes another; `before` and `after` are absent where it is open."""

    before: Plain | None = None
    after: Plain | None = None
    private: bool = False


class Way(Frozen):
    """Changes that lead there together, and the answers that would no longer apply.

    `for_person` says that each is a step she can take by learning, getting or trying something, as
    the questions declare it. Nothing else may be proposed to her.
    """

    changes: Many[AnswerChange]
    set_aside: Many[AnswerPath] = ()
    for_person: bool = False


class Shift(Frozen):
    """What was possible, and what is with the changes; of a rule, its state."""

    id: str
    before: Many[str | None]
    after: Many[str | None]


class Edge(Frozen):
    """One answer one step off, and the typologies that would then be possible.

    Of a private answer, neither what it is nor what it would be is told.
    """

    change: AnswerChange
    typology: Many[str]
    set_aside: Many[AnswerPath] = ()


class _Explanation(Document):
    is_not: IsNot = IS_NOT
    rulebook: RulebookStamp
    as_of: IsoDate


class Why(_Explanation):
    """The rules that speak of something and hold or may hold, and the answers each rests on.

    `possible` is what the outcome says of it: typologies, statuses, or the state of the rule.
    """

    schema_: Literal["triage.why/1"] = Field(WHY_SCHEMA, alias="schema")
    subject: Subject
    possible: Many[str]
    rules: Many[RuleReason]


class WhyNot(_Explanation):
    """What keeps something from being so.

    Of each part there is among `rules`, one must hold; none of those `in_the_way` may. On a day
    `outside_validity` the rulebook does not speak for, everything is to be checked first.
    """

    schema_: Literal["triage.why-not/1"] = Field(WHY_NOT_SCHEMA, alias="schema")
    subject: Subject
    possible: Many[str]
    rules: Many[WhyNotRule]
    in_the_way: Many[RuleReason]
    outside_validity: bool = False


class Towards(_Explanation):
    """The smallest sets of changes to changeable answers after which a wish is settled.

    Each was verified by assessing. `left_out` counts those that are not shown, and no more than
    `most_changes` changes at once were looked for. `steps` are the smallest sets of steps the
    person can take from known answers, whatever the open ones turn out to be: they alone may be
    proposed to her.
    """

    schema_: Literal["triage.towards/1"] = Field(TOWARDS_SCHEMA, alias="schema")
    subject: Subject
    possible: Many[str]
    state: Word[WayState]
    ways: Many[Way] = ()
    left_out: int = 0
    steps: Many[Way] = ()
    steps_left_out: int = 0
    most_changes: int


class WhatIf(_Explanation):
    """What differs with some answers changed; `set_aside` no longer apply and are left out.

    `warnings` and `no_longer_warned` are those heard and no longer heard. `law` is what each of the
    rules and warnings that differ rests on in law, by rule id.
    """

    schema_: Literal["triage.what-if/1"] = Field(WHAT_IF_SCHEMA, alias="schema")
    changes: Many[AnswerChange]
    set_aside: Many[AnswerPath]
    target_group: Shift | None = Field(
        None, description="Absent where it stays, or the rulebook has no target groups"
    )
    typology: Shift | None
    statuses: Many[Shift]
    starts: Many[Shift]
    rules: Many[Shift]
    warnings: Many[str]
    no_longer_warned: Many[str]
    law: Mapping[str, Provision] = Field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        absent = {"target_group"} if self.target_group is None else None
        return self.model_dump(mode="json", by_alias=True, exclude=absent)


class Stability(_Explanation):
    """The single known answers that would change the typology if they were one step off."""

    schema_: Literal["triage.stability/1"] = Field(STABILITY_SCHEMA, alias="schema")
    typology: Many[str]
    tried: int = Field(description="How many answers were tried, each way")
    edges: Many[Edge]
