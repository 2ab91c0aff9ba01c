"""Counts and examples are those of walking every complete assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.counts import Count
from tests.strategies.drawing import seeds
from tests.verify.random_rulebooks import Small, small_rulebooks
from triage.diagrams.nodes import Node
from triage.engine import Evaluator
from triage.engine.possible import Conclusion
from triage.intake.reading import read_answers
from triage.model.outcome import RuleState
from triage.verify.counting import Counting
from triage.verify.examples import answers_of, complete
from triage.verify.state_space import StateSpace

SEEDS, MOST = 20, 1_500

Claim = tuple[str, Node, Callable[[Conclusion], bool]]


@pytest.mark.more
def test_counts_and_examples(part: int, counted: Count) -> None:
    """Of every typology and every rule."""
    claims = 0

    def met() -> bool:
        return claims > 60

    for small in small_rulebooks(seeds(part, SEEDS, met), MOST):
        whole = StateSpace(small.rulebook, small.as_of)
        counting = Counting.of(whole)
        for name, node, holds in _claims(small, whole):
            count = counting.count(whole.states([node]))
            every = {each.among(count.questions) for each in small.every}
            meeting = {
                each.among(count.questions) for each in small.every if holds(each.conclusion)
            }
            where = (small.seed, name)
            assert (where, count.count, count.total) == (where, len(meeting), len(every))
            example = whole.witness(node)
            assert (example is None) == (not meeting), where
            if example is not None:
                for answers in (answers_of(whole, example), complete(whole, example)):
                    assert _settled(small, name, answers), where
            claims += 1
    counted("counts, every assessment walked", claims)
    assert met(), claims


def _claims(small: Small, whole: StateSpace) -> Iterator[Claim]:
    typologies = small.rulebook.typologies
    if typologies is not None:
        for one in (*typologies.values, "gap", "conflict"):
            yield one, whole.typology_is(one), partial(_has_typology, one)
    for id_, node in whole.rules.items():
        yield id_, node, partial(_has_rule, id_)


def _has_typology(typology: str, found: Conclusion) -> bool:
    return found.typology == typology


def _has_rule(rule: str, found: Conclusion) -> bool:
    return rule in found.rules


def _settled(small: Small, name: str, answers: dict[str, object]) -> bool:
    outcome = Evaluator(small.rulebook).assess(
        read_answers(small.rulebook, answers, small.as_of), small.as_of, "compiled"
    )
    if name in outcome.rules:
        return outcome.rules[name] is RuleState.HOLDS
    return outcome.typology is not None and outcome.typology.possible == (name,)
