"""Whether each test of each rule is true, over all completions (section 4.5).

Every test becomes a rule of a rulebook made for this, which the engine evaluates as any other: so
what is said of a test is as exact as what is said of a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from triage.engine import EngineName, Evaluator
from triage.explain.literals import Literal, literals
from triage.explain.premises import conditions
from triage.model.answers import Answers
from triage.model.condition import Condition, Tested
from triage.model.outcome import RuleState
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook


def without_plan(rulebook: Rulebook) -> Rulebook:
    """Return what a rulebook concludes of the typology, and nothing else."""
    return replace(
        rulebook,
        target_groups=None,
        interventions={},
        recommendations=(),
        availability=(),
        warnings=(),
        guarantees=(),
    )


class LiteralStates:
    """Evaluates the tests of the rules of one rulebook; may be shared by threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        every: tuple[Condition, ...] = tuple(conditions(rulebook).values())
        tests = dict.fromkeys(
            literal.test for condition in every for literal in literals(condition)
        )
        self._ids = {test: f"#{number}" for number, test in enumerate(tests)}
        rules = tuple(WarningRule(id_, test) for test, id_ in self._ids.items())
        self._evaluator = Evaluator(replace(without_plan(rulebook), warnings=rules))

    def of(self, answers: Answers, as_of: date) -> Mapping[Tested, RuleState]:
        """Say of each test whether it holds in every completion, in some or in none."""
        states = self._evaluator.assess(answers, as_of, EngineName.COMPILED).rules
        return {test: states[id_] for test, id_ in self._ids.items()}


def state_of(literal: Literal, states: Mapping[Tested, RuleState]) -> RuleState:
    """Return the state of a test as it is asked for."""
    state = states[literal.test]
    return _TURNED[state] if literal.negated else state


_TURNED = {
    RuleState.HOLDS: RuleState.CANNOT_HOLD,
    RuleState.MAY_HOLD: RuleState.MAY_HOLD,
    RuleState.CANNOT_HOLD: RuleState.HOLDS,
}
