"""Times everything, turn by turn. Nothing fails for being slow: the table at the end says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.contenders import CONTENDERS, timed
from triage.diagnostics import EngineUnavailable


@pytest.mark.benchmark(max_time=0.15, min_rounds=3)
@pytest.mark.parametrize("name", CONTENDERS)
def test_time(
    name: str,
    turn: int,  # noqa: ARG001 - how often
    benchmark: BenchmarkFixture,
    measured: Callable[[str, float], None],
) -> None:
    """Time one of the contenders."""
    try:
        contender = timed(name)
    except (ImportError, EngineUnavailable) as error:
        pytest.skip(str(error))
    benchmark(contender.run)
    if benchmark.stats is not None:
        measured(name, benchmark.stats.stats.min / contender.count)
