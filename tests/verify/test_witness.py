"""Witnesses show the reference what the diagrams say."""

from __future__ import annotations

import pytest

from tests.counts import Count
from tests.strategies.drawing import seeds
from tests.verify.random_rulebooks import small_rulebooks
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.model.outcome import RuleState
from triage.verify.state_space import StateSpace
from triage.verify.witness import witness

SEEDS, MOST = 15, 1_500


@pytest.mark.more
def test_of_every_rule(part: int, counted: Count) -> None:
    """The rule holds by the reference, and in the outcome of the assessment that is written."""
    shown = 0

    def met() -> bool:
        return shown > 20

    for small in small_rulebooks(seeds(part, SEEDS, met), MOST):
        whole = StateSpace(small.rulebook, small.as_of)
        evaluator = Evaluator(small.rulebook)
        for id_, node in whole.rules.items():
            example = whole.witness(node)
            if example is None:
                continue
            found = witness(whole, example)
            assert id_ in found.conclusion.rules
            written = found.assessment()
            outcome = evaluator.assess(
                read_answers(evaluator.rulebook, written.answers, small.as_of), small.as_of
            )
            assert outcome.rules[id_] is RuleState.HOLDS
            shown += 1
    counted("witnesses, each held against the reference", shown)
    assert met(), shown


def test_shown_without_answers() -> None:
    """What represents a witness holds no answer."""
    small = next(small_rulebooks(range(10), MOST))
    whole = StateSpace(small.rulebook, small.as_of)
    example = next(found for node in whole.rules.values() if (found := whole.witness(node)))
    assert "answers" not in repr(witness(whole, example))
