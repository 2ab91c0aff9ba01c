"""A mutant: a rulebook with one thing in it a little different, as a slip of the pen would make it.

What they are for is the method of mutation testing (DeMillo, Lipton and Sayward 1978): cases that
notice none of them would notice no slip.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.rule import FirstSteps
from triage.model.rulebook import Rulebook
from triage.verify.mutants.operators import Operator


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rulebook with one thing different; `path` is the rule, finding or order it was done to."""

    operator: Operator
    path: str
    what: str
    rulebook: Rulebook

    @property
    def name(self) -> str:
        """The id of that rule, finding, order or intervention."""
        return named_in(self.path)


def named_in(path: str) -> str:
    """Return the id of the rule, finding, order or intervention a path of the rulebook is about."""
    return path.split(".")[1]


@dataclass(frozen=True, slots=True)
class OrderMutant(Mutant):
    """A rulebook in which what stands first of a plan is different, and no outcome is.

    It matters where both of a `pair` of interventions stand in one plan; where the `order` they are
    swapped in counts, or, with none, the first no longer needs the second.
    """

    pair: tuple[str, str]
    order: FirstSteps | None = None
