"""Measures memory; one figure for each engine, and one for the shipped rulebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.material import BENCHMARK
from benchmarks.memory import MEASURED, held
from benchmarks.targets import MEMORY
from triage.engine import EngineName


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(("rulebook", "engine"), MEASURED)
def test_memory(rulebook: Path, engine: EngineName, measured: Callable[[str, float], None]) -> None:
    """What 200,000 assessments leave behind."""
    if engine is not EngineName.COMPILED:
        pytest.importorskip("durable_rules_engine")
    name = "benchmark" if rulebook == BENCHMARK else rulebook.name
    measured(f"{MEMORY}{name}, {engine}", held(rulebook, engine).growth)
