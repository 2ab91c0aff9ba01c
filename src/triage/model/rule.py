"""Rules: what assigns classes, recommends, limits by law and warns (section 3)."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from triage.model.condition import Among, Compared, Condition, NumberTest, Order, Value
from triage.model.validity import holds_on


class Policy(enum.StrEnum):
    """What it means when rules give different classes: a conflict, or the first one decides."""

    UNIQUE = "unique"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class ClassificationRule:
    """Puts an assessment into the class `then` where `when` holds."""

    id: str
    when: Condition
    then: Value


@dataclass(frozen=True, slots=True)
class Classification:
    """The typologies or the target groups of a rulebook, and the rules that assign them."""

    policy: Policy
    values: tuple[str, ...]
    rules: tuple[ClassificationRule, ...]


@dataclass(frozen=True, slots=True)
class Intervention:
    """An entry of the catalogue. `offered` is false where a local rulebook switched it off.

    One that `needs` others makes sense with one of them alone: follow-up, with a job.
    """

    id: str
    kind: str
    delivery: str | None = None
    pay: str | None = None
    cost_line: str | None = None
    offered: bool = True
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What comes first of a plan, where the typology is among `typologies`; of none: of the rest.

    It orders a page for people, and changes no outcome.
    """

    id: str
    interventions: tuple[str, ...] = ()
    typologies: tuple[str, ...] = ()


class Strength(enum.StrEnum):
    """How strongly a rule recommends."""

    CORE = "core"
    POSSIBLE = "possible"


NOW, ALONGSIDE = "now", "alongside"


@dataclass(frozen=True, slots=True)
class Start:
    """When to begin: `now`, `alongside`, or after the intervention `after`."""

    when: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Recommends the interventions `recommend`, or gives a reason against those in `against`."""

    id: str
    when: Condition
    recommend: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    strength: Strength = Strength.CORE
    start: Start = Start(NOW)


class Verdict(enum.StrEnum):
    """What the law says, weakest first."""

    AVAILABLE = "available"
    NEEDS_CHECK = "needs_check"
    NOT_AVAILABLE = "not_available"


class Basis(enum.StrEnum):
    """What a rule about availability rests on: law, or a condition a programme sets itself."""

    LAW = "law"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Availability:
    """A rule about interventions, from `valid_from` to `valid_to`, both included.

    A rule of law that only limits has the verdict `available` and a non-empty `limits`. One that
    rests on the programme asks for a check, and does no more.
    """

    id: str
    when: Condition
    interventions: tuple[str, ...]
    verdict: Verdict
    limits: Mapping[str, Value]
    valid_from: date | None = None
    valid_to: date | None = None
    checked_on: date | None = None
    confidence: str | None = None
    basis: Basis = Basis.LAW

    @property
    def rests_on_law(self) -> bool:
        """Whether it tells what the law says, and not what a programme asks."""
        return self.basis is Basis.LAW

    def valid_at(self, as_of: date) -> bool:
        """Say whether the rule is in force on that day."""
        return holds_on(as_of, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How many of `interventions` stand in the plan, with that start where one is named."""

    interventions: tuple[str, ...]
    tests: tuple[NumberTest, ...]
    start: str | None = None

    def meets(self, number: int) -> bool:
        """Say whether so many are as many as the count asks for."""
        return all(_meets(number, test) for test in self.tests)


def _meets(number: int, test: NumberTest) -> bool:
    match test:
        case Among(operands, negated):
            return (number in {_whole(operand) for operand in operands}) != negated
        case Compared(order, operand):
            bound = _whole(operand)
            match order:
                case Order.AT_LEAST:
                    return number >= bound
                case Order.AT_MOST:
                    return number <= bound
                case Order.MORE_THAN:
                    return number > bound
                case Order.LESS_THAN:
                    return number < bound


def _whole(operand: object) -> int:
    """Return the number of an operand; the language allows only fixed ones beside a plan count."""
    if isinstance(operand, Value) and isinstance(operand.value, int):
        return operand.value
    raise TypeError(operand)


@dataclass(frozen=True, slots=True)
class WarningRule:
    """Something a caseworker should hear where `when` holds and the plan is as `plan` counts.

    One that tells what the law says was read in it, on a day and with a confidence. One that is
    `on_top` stands on top of a page for staff, and on no other.
    """

    id: str
    when: Condition
    plan: PlanCount | None = None
    checked_on: date | None = None
    confidence: str | None = None
    on_top: bool = False

    @property
    def rests_on_law(self) -> bool:
        """Whether it tells what the law says."""
        return self.checked_on is not None


AnyRule = ClassificationRule | Recommendation | Availability | WarningRule
"""Every kind of rule an outcome reports on."""
