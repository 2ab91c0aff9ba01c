"""Witnesses show the reference what the diagrams say."""

from __future__ import annotations

import pytest

from tests.counts import Count
from tests.engine.small import DAY, rulebook
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


BORN = """
questions:
  birth_date: {kind: date, from: 1940-01-01, to: as_of, ask: When were you born?}
findings:
  grown_up: {when: {birth_date: {years_ago: {at_least: 18}}}}
  older: {when: {birth_date: {years_ago: {at_least: 50}}}}
interventions: {young: {kind: job}, course: {kind: job}, senior: {kind: job}}
recommendations:
  - {id: R-young, when: {grown_up: no}, recommend: [young]}
  - {id: R-course, when: {grown_up: yes, older: no}, recommend: [course]}
  - {id: R-senior, when: {older: yes}, recommend: [senior]}
"""


def test_nobody_is_shown_a_hundred_years_old() -> None:
    """A day is shown beside one that rules tell apart, and not the earliest there may be."""
    whole = StateSpace(rulebook(BORN), DAY)
    shown = {}
    for id_, node in whole.rules.items():
        example = whole.witness(node)
        assert example is not None
        found = witness(whole, example)
        assert id_ in found.conclusion.rules
        shown[id_] = found.answers["birth_date"]
    assert shown == {"R-young": "2008-11-23", "R-course": "1976-11-23", "R-senior": "1976-11-22"}


def test_shown_without_answers() -> None:
    """What represents a witness holds no answer."""
    small = next(small_rulebooks(range(10), MOST))
    whole = StateSpace(small.rulebook, small.as_of)
    example = next(found for node in whole.rules.values() if (found := whole.witness(node)))
    assert "answers" not in repr(witness(whole, example))
