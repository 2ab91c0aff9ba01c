"""What is compared means the same: the same outputs for thousands of random assessments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import by_hand
from benchmarks.intakes import intake, named
from benchmarks.material import AS_OF, BENCHMARK, PROJEKT_500, Material, material
from triage.engine.durable.engine import Durable

CASES = 5000
DAYS = (AS_OF, date(2026, 3, 1), date(2028, 2, 29))
"""All dated rules in force, one not yet, and outside the rulebook's own dates."""


@pytest.fixture(scope="module", params=DAYS, ids=str)
def drawn(request: pytest.FixtureRequest) -> Material:
    """Thousands of assessments of the benchmark rulebook."""
    return material(BENCHMARK, CASES, as_of=request.param)


def test_the_rulebook_is_of_the_size_it_says() -> None:
    """20 questions and 60 rules."""
    program = material(BENCHMARK, 0).program
    assert (len(program.variables), len(program.rules)) == (20, 60)


def test_every_kind_of_outcome_is_met(drawn: Material) -> None:
    """All typologies; and each intervention is suggested in some and in others not."""
    outcomes = [named(drawn.program, drawn.evaluate(row)) for row in drawn.rows]
    assert len({typology for typology, _ in outcomes}) == 5
    for one in drawn.program.interventions:
        assert len({plan[one.id][0] for _, plan in outcomes}) > 1


def test_the_function_written_by_hand_means_the_rulebook(drawn: Material) -> None:
    """Typology, statuses, starts and limits."""
    for row in drawn.rows:
        by_rulebook = named(drawn.program, drawn.evaluate(row))
        assert by_hand.assess(intake(drawn.program, row), drawn.as_of) == by_rulebook


def test_the_trace_says_the_same(drawn: Material) -> None:
    """With trace and without, the compiled functions agree."""
    for row in drawn.rows:
        assert drawn.compiled.trace(row, drawn.constants)[:5] == drawn.evaluate(row)


def test_zen_engine_means_the_rulebook(drawn: Material) -> None:
    """Typology, statuses, starts and limits."""
    pytest.importorskip("zen")
    from benchmarks import zen_rules

    evaluate = zen_rules.evaluator(drawn.program, drawn.as_of, drawn.in_force, trace=False)
    for row in drawn.rows:
        result = evaluate(zen_rules.context(drawn.program, row))["result"]
        assert zen_rules.concluded(drawn.program, result) == drawn.evaluate(row)


@pytest.mark.parametrize("path", [BENCHMARK, PROJEKT_500], ids=lambda path: path.name)
def test_bare_durable_rules_fires_the_same_rules(path: Path) -> None:
    """As many firings as in the engine, which concludes what the compiled functions do."""
    pytest.importorskip("durable_rules_engine")
    from benchmarks import bare

    some = material(path, 200)
    durable = Durable(some.program)
    for row, coded in zip(some.rows, some.coded, strict=True):
        facts = bare.facts_of(durable, coded, some.as_of)
        firing = durable.fire(coded, some.as_of)
        assert len(bare.fire(facts)) >= len(firing.rules) > 0
        assert durable.conclude(firing, some.in_force) == some.compiled.conclude(
            row, some.constants
        )
