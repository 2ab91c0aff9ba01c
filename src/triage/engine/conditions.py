"""Conditions evaluated by themselves: the one door through which it is asked what holds.

A condition asked about becomes a rule that does nothing, so it is evaluated as any other rule is:
what is said of it is as exact, and its tests tell answers apart as those of rules do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar

from triage.engine.evaluator import EngineName, Evaluator
from triage.model.answers import Answers
from triage.model.condition import Condition
from triage.model.outcome import RuleState
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook

C = TypeVar("C", bound=Condition)


class ConditionStates(Generic[C]):
    """Evaluates some conditions beside the rules of a rulebook; may be shared by threads."""

    def __init__(self, rulebook: Rulebook, conditions: Iterable[C]) -> None:
        self._ids = _numbered(conditions)
        self._evaluator = Evaluator(with_conditions(rulebook, self._ids))

    def of(self, answers: Answers, as_of: date) -> Mapping[C, RuleState]:
        """Say of each condition whether it holds in every completion, in some or in none.

        Errors are as those of `Evaluator.assess`.
        """
        states = self._evaluator.assess(answers, as_of, EngineName.COMPILED).rules
        return {condition: states[id_] for condition, id_ in self._ids.items()}


def with_conditions(rulebook: Rulebook, conditions: Iterable[Condition]) -> Rulebook:
    """Return a rulebook that also asks whether some conditions hold, each once."""
    rules = (WarningRule(id_, condition) for condition, id_ in _numbered(conditions).items())
    return replace(rulebook, warnings=(*rulebook.warnings, *rules))


def _numbered(conditions: Iterable[C]) -> dict[C, str]:
    """Return ids for conditions; no rule has one of these, which begins with a `#`."""
    return {each: f"#{number}" for number, each in enumerate(dict.fromkeys(conditions))}
