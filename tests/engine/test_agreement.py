"""One meaning: every engine says what the reference says, on random rulebooks and assessments."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engine.agreement import evaluator, verdicts
from tests.strategies.answers import HOW_OPEN, RandomAssessment, assessment, pairs
from tests.strategies.census import census, missing
from tests.strategies.drawing import Seeded
from tests.strategies.rulebooks import RandomRulebook, rulebook
from triage.engine import EngineName
from triage.engine.possible import Conclusion
from triage.engine.reference import walk
from triage.engine.reference.plan import conclude

ASSESSMENTS = 5
"""Assessments drawn for each random rulebook."""

SHARES = 20
"""Parts the run is divided into, so that several processors can share it."""


@settings(max_examples=150)
@given(pairs())
def test_engines_agree(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Any rulebook and assessment; a counterexample is shrunk."""
    book, drawn = pair
    said = verdicts(evaluator(book), drawn)
    assert said.agree, said


@pytest.mark.parametrize("share", range(SHARES))
def test_engines_agree_on_many(share: int, pytestconfig: pytest.Config) -> None:
    """As many pairs as `--pairs` asks for; a seed in the message makes the pair again."""
    rulebooks = max(1, pytestconfig.getoption("pairs") // ASSESSMENTS // SHARES)
    counts: Counter[str] = Counter()
    disagreed = []
    for seed in range(share * rulebooks, (share + 1) * rulebooks):
        draw = Seeded(seed)
        book = rulebook(draw)
        evaluating = evaluator(book)
        for _ in range(ASSESSMENTS):
            drawn = assessment(draw, book, draw.choice(list(HOW_OPEN)))
            counts += census(book, drawn)
            if not verdicts(evaluating, drawn).agree:
                disagreed.append((seed, drawn))
    assert not disagreed
    if rulebooks >= 200:
        assert not missing(counts), "constructs that never occurred"


def test_a_disagreement_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison notices when one engine leaves out a rule."""
    draw = Seeded(1)
    book = rulebook(draw)
    drawn = assessment(draw, book, "complete")
    evaluating = evaluator(book)
    assert verdicts(evaluating, drawn).agree
    monkeypatch.setattr(walk, "conclude", lambda completion: _nothing_fits(conclude(completion)))
    assert not verdicts(evaluating, drawn).agree


def _nothing_fits(conclusion: Conclusion) -> Conclusion:
    return replace(conclusion, typology="another", rules=frozenset())


def test_all_four_engines_are_asked() -> None:
    """None of the four is left out of the comparison."""
    draw = Seeded(3)
    book = rulebook(draw)
    said = verdicts(evaluator(book), assessment(draw, book, "few"))
    assert set(said.by_engine) == {"reference", "compiled", "durable", "checked"}
    assert set(said.by_engine) == set(EngineName)
