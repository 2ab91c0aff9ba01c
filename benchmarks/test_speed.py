"""Times everything, turn by turn. Nothing fails for being slow: the table at the end says it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from functools import partial

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.contenders import CONTENDERS, PROCESSES, timed
from triage.diagnostics import EngineUnavailable

Note = Callable[[str, float], None]


# The time this process ran, so that what else the machine does counts as little as can be.
@pytest.mark.benchmark(max_time=0.2, min_rounds=3, timer=time.process_time)
@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize("name", CONTENDERS)
def test_time(name: str, benchmark: BenchmarkFixture, measured: Note) -> None:
    """Time one of the contenders."""
    try:
        contender = timed(name)
    except (ImportError, EngineUnavailable) as error:
        pytest.skip(str(error))
    benchmark(contender.run)
    if benchmark.stats is not None:
        measured(name, benchmark.stats.stats.min / contender.count)


@pytest.mark.benchmark(max_time=0.2, min_rounds=3)
@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize("name", PROCESSES)
def test_process(name: str, benchmark: BenchmarkFixture, measured: Note) -> None:
    """Time a process from start to end."""
    benchmark(partial(subprocess.run, PROCESSES[name], stdout=subprocess.DEVNULL, check=True))
    if benchmark.stats is not None:
        measured(name, benchmark.stats.stats.min)
