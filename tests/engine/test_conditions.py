"""A condition evaluated by itself says what a rule with that condition says."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from tests.engine.small import DAY, rulebook
from triage.engine.conditions import ConditionStates, with_conditions
from triage.intake.reading import read_answers
from triage.model.condition import Condition, Negation
from triage.model.outcome import RuleState

SOURCE = Path(__file__).parents[2] / "src" / "triage"

TEXT = """
questions: {goal: {kind: yes_no}, work: {kind: yes_no}}
interventions: {help: {kind: support}}
recommendations:
  - {id: R-1, when: {all: [{goal: yes}, {work: no}]}, recommend: help}
  - {id: R-2, when: {goal: yes}, recommend: help}
"""


def test_states_of_conditions_are_those_of_rules() -> None:
    """Also where they may hold, and of what no rule says."""
    book = rulebook(TEXT)
    when = book.conditions["R-1"]
    states = ConditionStates[Condition](book, [when, Negation(when), when])

    def of(**said: str) -> Mapping[Condition, RuleState]:
        return states.of(read_answers(book, said, DAY), DAY)

    none, no, both = of(), of(goal="no"), of(goal="yes", work="no")
    assert [*none.values()] == [RuleState.MAY_HOLD, RuleState.MAY_HOLD]
    assert [*no.values()] == [RuleState.CANNOT_HOLD, RuleState.HOLDS]
    assert both == {when: RuleState.HOLDS, Negation(when): RuleState.CANNOT_HOLD}


def test_a_rulebook_that_asks_more_concludes_the_same() -> None:
    """Its own rules stay as they are, before those that ask."""
    book = rulebook(TEXT)
    asking = with_conditions(book, book.conditions.values())
    assert list(asking.rules) == [*book.rules, "#0", "#1"]
    assert with_conditions(book, []) == book


def test_nobody_else_makes_up_rules() -> None:
    """Rules come from rule files, and through the one door for conditions."""
    making = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Name)
        and each.func.id == "WarningRule"
    }
    assert making == {"engine/conditions.py", "language/resolving/warning_rules.py"}
