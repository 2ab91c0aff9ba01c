"""Where exactness would take too long, engines refuse with a diagnostic and never guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.small import DAY, evaluator
from triage.diagnostics import LimitReached
from triage.engine import Evaluator
from triage.engine.exact import evaluate
from triage.rulebook.load import load

SHIPPED = Path(__file__).parents[2] / "rules" / "projekt-500"

WIDE = evaluator(
    """
    questions:
      days: {kind: number, min: 0, max: 2000000}
      born: {kind: date, from: 0001-01-01, to: 9999-12-31}
      many: {kind: set, values: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v]}
      few: {kind: yes_no}
    typologies:
      policy: unique
      values: [t]
      rules:
        - {id: T-days, when: {days: {at_least: 5}, few: yes}, then: t}
        - {id: T-born, when: {born: {before: as_of}, few: yes}, then: t}
        - {id: T-many, when: {many: {includes: a}, few: yes}, then: t}
    """
)
KNOWN: dict[str, object] = {"days": 5, "born": "2000-01-01", "many": []}


@pytest.mark.parametrize("open_", ["days", "born", "many"])
def test_the_reference_refuses_before_it_starts(open_: str) -> None:
    """One answer with too many values is enough."""
    answers = {name: value for name, value in KNOWN.items() if name != open_}
    with pytest.raises(LimitReached) as caught:
        WIDE.assess(answers, DAY, "reference")
    assert [found.code for found in caught.value.diagnostics] == ["too-many-completions"]


def test_the_other_engines_need_one_value_of_each_class() -> None:
    """What is too wide to walk is no trouble to them."""
    typology = WIDE.assess({"few": "yes"}, DAY).typology
    assert typology is not None
    assert typology.possible == ("gap", "t")


def test_a_half_answered_case_is_refused_by_the_reference_at_once() -> None:
    """The shipped rulebook has far more completions than can be walked."""
    with pytest.raises(LimitReached):
        Evaluator(load(SHIPPED)).assess({"goal_state": "vague"}, DAY, "reference")


@pytest.mark.parametrize("steps", [10, 3_000, 20_000])
def test_exact_evaluation_refuses_beyond_its_steps(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so instead of guessing."""
    monkeypatch.setattr(evaluate, "MOST_STEPS", steps)
    with pytest.raises(LimitReached) as caught:
        Evaluator(load(SHIPPED)).assess({}, DAY, "compiled")
    assert [found.code for found in caught.value.diagnostics] == ["too-many-steps"]
