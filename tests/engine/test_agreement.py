"""One meaning: every engine says what the reference says, on random rulebooks and assessments."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from tests.counts import Count
from tests.engine.agreement import evaluator, verdicts
from tests.engine.rete.installed import needs_durable_rules
from tests.sizes import SizeOf, examples
from tests.strategies.answers import RandomAssessment, assessment, pairs, series
from tests.strategies.census import CONSTRUCTS, census
from tests.strategies.drawing import Seeded
from tests.strategies.rulebooks import RandomRulebook, rulebook
from triage.engine import EngineName
from triage.engine.reference import walk

ASSESSMENTS = 5
"""Assessments drawn for each random rulebook."""

SHARES = 20
"""Parts the run is divided into, so that several processors can share it."""

LONG_RUN = 500_000
"""Pairs from which on no construct may be rare."""


@settings(max_examples=examples(1.5))
@given(pairs())
def test_engines_agree(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Any rulebook and assessment; a counterexample is shrunk."""
    book, drawn = pair
    said = verdicts(evaluator(book), drawn)
    assert said.agree, said


@pytest.mark.parametrize("share", range(SHARES))
def test_engines_agree_on_many(share: int, size: SizeOf, counted: Count) -> None:
    """As many pairs as `--pairs` asks for; a seed in the message makes the pairs again."""
    pairs = size("pairs")
    rulebooks = max(1, pairs // ASSESSMENTS // SHARES)
    counts: Counter[str] = Counter()
    disagreed = []
    for seed in range(share * rulebooks, (share + 1) * rulebooks):
        book, drawn = series(seed, ASSESSMENTS)
        evaluating = evaluator(book)
        disagreed += [(seed, one) for one in drawn if not verdicts(evaluating, one).agree]
        for one in drawn:
            counts += census(book, one)
    counted("pairs of a random rulebook and a random assessment", rulebooks * ASSESSMENTS)
    assert not disagreed
    assert pairs < LONG_RUN or not rare(counts, pairs), "constructs that occurred too seldom"


def rare(counts: Counter[str], pairs: int) -> dict[str, int]:
    """Name constructs that occur in one share less often than 1,000 times in 500,000 pairs."""
    least = 1_000 * pairs // LONG_RUN // SHARES
    return {name: counts[name] for name in sorted(CONSTRUCTS) if counts[name] < least}


def test_a_disagreement_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison notices when one engine leaves out a rule."""
    draw = Seeded(1)
    book = rulebook(draw)
    drawn = assessment(draw, book, "complete")
    evaluating = evaluator(book)
    assert verdicts(evaluating, drawn).agree
    monkeypatch.setattr(walk, "holds", lambda *_: False)
    assert not verdicts(evaluating, drawn).agree


@needs_durable_rules
def test_all_four_engines_are_asked() -> None:
    """None of the four is left out of the comparison."""
    draw = Seeded(3)
    book = rulebook(draw)
    said = verdicts(evaluator(book), assessment(draw, book, "few"))
    assert set(said.by_engine) == {"reference", "compiled", "durable", "checked"}
    assert set(said.by_engine) == set(EngineName)
