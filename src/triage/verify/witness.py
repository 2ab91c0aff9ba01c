"""Witnesses: complete assessments that show a claim, seen by the reference evaluator.

What is proved on diagrams is shown to nobody before the reference, which knows no diagrams, has
concluded the same from the answers themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from triage.engine.possible import Conclusion
from triage.engine.reference.completion import Completion
from triage.engine.reference.plan import Plan, conclude
from triage.engine.reference.walk import completions
from triage.intake.reading import read_answers
from triage.model.assessment import Assessment
from triage.model.rulebook import Rulebook
from triage.verify.examples import complete
from triage.verify.state_space import Example, StateSpace


@dataclass(frozen=True)
class Witness:
    """A complete assessment of a constructed person, and what the reference concludes from it."""

    rulebook: str
    as_of: date
    answers: Mapping[str, Any] = field(repr=False)
    completion: Completion = field(repr=False)

    @cached_property
    def conclusion(self) -> Conclusion:
        """Everything the reference concludes."""
        return conclude(self.completion)

    @cached_property
    def plan(self) -> Plan:
        """What it concludes of interventions, each when it is asked for."""
        return Plan(self.completion)

    def assessment(self) -> Assessment:
        """Return it as an assessment that can be written and opened."""
        return Assessment(rulebook=self.rulebook, as_of=self.as_of, answers=self.answers)


def witness(whole: StateSpace, example: Example) -> Witness:
    """Complete an example and have the reference conclude from it."""
    return concluded(whole.rulebook, complete(whole, example), whole.as_of)


def concluded(rulebook: Rulebook, answers: Mapping[str, Any], as_of: date) -> Witness:
    """Have the reference conclude from complete answers; only their first completion is looked at.

    Completions of complete answers differ in nothing that a rule reads.
    """
    read = read_answers(rulebook, answers, as_of)
    first = next(completions(rulebook, read, as_of))
    return Witness(rulebook.id, as_of, answers, first)
