"""Times finding people among a million course records and five million flags, as a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.finding import AS_OF, write
from benchmarks.processes import taken
from benchmarks.targets import FIND, FIND_MEMORY

COURSES = 1_000_000
_SAID = {
    "purpose": "x",
    "legal-basis": "public-task",
    "law": "§ 1",
    "recipients": "x",
    "sender": "x",
    "contact": "x",
    "dpo": "x",
}


def test_find(tmp_path: Path, measured: Callable[[str, float], None]) -> None:
    """From CSV files to the list."""
    measure(tmp_path, measured, COURSES)


def measure(folder: Path, measured: Callable[[str, float], None], courses: int) -> None:
    """Find people among so many courses."""
    tables = write(folder, courses)
    told = [part for name, value in _SAID.items() for part in (f"--{name}", value)]
    days = ["--as-of", str(AS_OF), "--delete-by", "2027-01-31"]
    output = ["-o", str(folder / "out")]
    seconds, megabytes = taken(["programme", "find", str(tables), *told, *days, *output])
    measured(FIND, seconds)
    measured(FIND_MEMORY, megabytes)
