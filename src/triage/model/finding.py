"""Findings: conclusions drawn from answers and from other findings (section 3)."""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.condition import Condition, Ref, Value
from triage.model.question import NO, YES


@dataclass(frozen=True, slots=True)
class FindingRule:
    """`then` is the value where `when` holds and no earlier rule does."""

    when: Condition
    then: Value
    id: str | None = None


@dataclass(frozen=True, slots=True)
class FirstMatch:
    """A scale: the first rule that holds, else `otherwise`.

    Where the question `stated` has an answer, that answer is the value. A stated question is
    never open and is tested through its finding only.
    """

    values: tuple[str, ...]
    rules: tuple[FindingRule, ...]
    otherwise: Value
    stated: Ref | None = None


@dataclass(frozen=True, slots=True)
class YesNoFinding:
    """Yes where the condition holds, else no."""

    when: Condition

    @property
    def values(self) -> tuple[str, ...]:
        """The two values."""
        return (NO, YES)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest value over the items of a list or the rows of a grid.

    Items where `over` does not apply are skipped; with none left the finding does not apply.
    """

    highest: bool
    over: Ref
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; with `for_each`, one for every item or row of that list or grid."""

    id: str
    body: FirstMatch | YesNoFinding | Extreme
    for_each: str | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions its value hangs on, in the order of the file; none of an extreme."""
        match self.body:
            case YesNoFinding(when):
                return (when,)
            case FirstMatch(rules=rules):
                return tuple(rule.when for rule in rules)
            case Extreme():
                return ()
