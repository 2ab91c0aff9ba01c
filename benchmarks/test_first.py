"""Measures the first assessment with a large rulebook, and the refusal of one that is larger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.grown import grown
from benchmarks.processes import first_assessed
from benchmarks.targets import FIRST, FIRST_OF, MEMORY


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("rules", FIRST_OF)
def test_first(rules: int, tmp_path: Path, measured: Callable[[str, float], None]) -> None:
    """Loading, everything made that evaluation needs, and one assessment."""
    seconds, megabytes = first_assessed(grown(tmp_path, rules, 1))
    measured(FIRST.format(rules=rules), seconds)
    measured(f"{MEMORY}{FIRST.format(rules=rules)}", megabytes)
