"""Whether each test of each rule is true, over all completions (section 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from triage.engine.conditions import ConditionStates
from triage.explain.literals import Literal, literals
from triage.model.condition import Tested
from triage.model.outcome import RuleState
from triage.model.rulebook import Rulebook

LiteralStates = ConditionStates[Tested]


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


def literal_states(rulebook: Rulebook) -> LiteralStates:
    """Return what evaluates the tests of all rules of a rulebook."""
    every = (literals(condition) for condition in rulebook.conditions.values())
    tests = (literal.test for each in every for literal in each)
    return ConditionStates(without_plan(rulebook), tests)


def state_of(literal: Literal, states: Mapping[Tested, RuleState]) -> RuleState:
    """Return the state of a test as it is asked for."""
    state = states[literal.test]
    return _TURNED[state] if literal.negated else state


_TURNED = {
    RuleState.HOLDS: RuleState.CANNOT_HOLD,
    RuleState.MAY_HOLD: RuleState.MAY_HOLD,
    RuleState.CANNOT_HOLD: RuleState.HOLDS,
}
