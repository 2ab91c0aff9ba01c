"""The flat program: one rulebook lowered into variables, derived values and rules.

Lists stand unrolled to their largest number of items, grids to their rows, and a finding for each
item or row is one derived value apiece. Every engine but the reference reads a rulebook this way.

Whole numbers stand for answers: the position of a value among the values of its question (so a
scale compares as numbers do), 0 and 1 for no and yes, the number itself, a date's ordinal, a bit
mask for a set, and the number of items for a list.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.condition import Value
from triage.model.question import Choice, Dates, Domain, YesNo
from triage.model.rule import Strength, Verdict
from triage.model.validity import holds_on
from triage.program.formula import Formula


class Role(enum.StrEnum):
    """What a variable is to the evaluation."""

    READ = "read"
    """Some rule or `asked_when` reads it: open, it has completions."""
    STATED = "stated"
    """It overrides a finding where it has a value; it is never open."""
    UNREAD = "unread"
    """No rule reads it; a value still says that its question applies."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One answer: of a question, a cell, an item's question, or a list's number of items.

    Variables stand in an order in which `applies` reads earlier ones only. `low` and `high` bound
    the codes of a number, scale or choice; a date's depend on the day, a set's are bit masks.
    `asked` says when its question is asked, where that is not whenever it applies.
    """

    index: int
    path: AnswerPath
    domain: Domain
    role: Role
    applies: Formula
    low: int
    high: int
    asked: Formula | None = None
    codes: Mapping[AnswerValue, int] = field(init=False, repr=False, compare=False)
    """The code of each value of a choice, a scale, or yes and no; other questions have none."""

    def __post_init__(self) -> None:
        values = self.domain.values if isinstance(self.domain, Choice | YesNo) else ()
        object.__setattr__(self, "codes", {value: code for code, value in enumerate(values)})


@dataclass(frozen=True, slots=True)
class Derived:
    """A finding or a class: the value of the first case that is true, else `otherwise`.

    `index` continues the numbering of the variables. `otherwise` is `NA` where nothing is left
    to be highest or lowest.
    """

    index: int
    path: AnswerPath
    values: tuple[str, ...]
    cases: tuple[tuple[Formula, int], ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Dates that meet one test, first and last found when `as_of` is known.

    Either `months` bounds the whole months elapsed (`None`: no bound), or `before` and `since`
    bound the date itself.
    """

    months: tuple[int | None, int | None] | None = None
    before: Value | None = None
    since: Value | None = None


class RuleKind(enum.StrEnum):
    """The section a rule stands in."""

    TARGET_GROUP = "target_group"
    TYPOLOGY = "typology"
    RECOMMENDATION = "recommendation"
    AVAILABILITY = "availability"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FlatRule:
    """A rule whose state an outcome reports. Outside `valid_from`..`valid_to` it cannot hold."""

    index: int
    id: str
    kind: RuleKind
    when: Formula
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def dated(self) -> bool:
        """Whether the rule is in force on some days only."""
        return self.valid_from is not None or self.valid_to is not None

    def in_force(self, as_of: date) -> bool:
        """Say whether the rule is in force on that day."""
        return holds_on(as_of, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Favour:
    """A rule that recommends an intervention: how strongly, and when it would start.

    `start` is `now`, `alongside`, or the position of the intervention it comes after.
    """

    rule: int
    strength: Strength
    start: str | int


@dataclass(frozen=True, slots=True)
class LawRule:
    """A rule of law about an intervention."""

    rule: int
    verdict: Verdict
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FlatIntervention:
    """An intervention and the rules that speak of it.

    Interventions stand in an order in which `after` refers to earlier ones only. `limit_names` are
    the limits some rule may set, sorted.
    """

    id: str
    favours: tuple[Favour, ...]
    against: tuple[int, ...]
    law: tuple[LawRule, ...]
    limit_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = {name for rule in self.law for name in rule.limits}
        object.__setattr__(self, "limit_names", tuple(sorted(names)))


@dataclass(frozen=True, slots=True)
class Program:
    """A rulebook, flat. Immutable; shared by every engine and thread.

    `grids` says when each grid applies. `derived` stands in an order in which each reads earlier
    ones only; `target_group` and `typology` are among them where the rulebook has such classes,
    their values followed by `gap` and `conflict`. No rule reads the target group.
    """

    variables: tuple[Variable, ...]
    derived: tuple[Derived, ...]
    target_group: Derived | None
    typology: Derived | None
    rules: tuple[FlatRule, ...]
    interventions: tuple[FlatIntervention, ...]
    spans: tuple[DateSpan, ...]
    grids: Mapping[str, Formula]
    by_path: Mapping[AnswerPath, int]
    rule_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rule_ids", tuple(rule.id for rule in self.rules))

    def bounds(self, variable: Variable, as_of: date) -> tuple[int, int]:
        """Lowest and highest code of a variable on that day."""
        if isinstance(variable.domain, Dates):
            first, last = variable.domain.bounds(as_of)
            return first.toordinal(), last.toordinal()
        return variable.low, variable.high
