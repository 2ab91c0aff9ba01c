"""Times finding people among a million course records and five million flags, as a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.finding import AS_OF, write
from benchmarks.processes import taken
from benchmarks.targets import FIND, FIND_MEMORY

COURSES = 1_000_000
_SAID = ("purpose", "legal-basis", "sender", "contact", "dpo")


def test_find(tmp_path: Path, measured: Callable[[str, float], None]) -> None:
    """From CSV files to the list."""
    tables = write(tmp_path, COURSES)
    told = [part for name in _SAID for part in (f"--{name}", "x")]
    days = ["--as-of", str(AS_OF), "--delete-by", "2027-01-31"]
    output = ["-o", str(tmp_path / "out")]
    seconds, megabytes = taken(["programme", "find", str(tables), *told, *days, *output])
    measured(FIND, seconds)
    measured(FIND_MEMORY, megabytes)
