"""Measures memory; one figure for each engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.memory import ENGINES, held
from benchmarks.targets import MEMORY
from triage.engine import EngineName


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("engine", ENGINES)
def test_memory(engine: EngineName, measured: Callable[[str, float], None]) -> None:
    """What 200,000 assessments leave behind."""
    if engine is not EngineName.COMPILED:
        pytest.importorskip("durable_rules_engine")
    measured(f"{MEMORY}{engine}", held(engine).growth)
