"""Times finding people among a million course records and five million flags, as a process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.finding import AS_OF, write
from benchmarks.targets import FIND, FIND_MEMORY

COURSES = 1_000_000
_SAID = ("purpose", "legal-basis", "sender", "contact", "dpo")
_KILOBYTES = 1024
_TRIAGE = "from triage.cli import main; main()"


def test_find(tmp_path: Path, measured: Callable[[str, float], None]) -> None:
    """From CSV files to the list; the clock on the wall, and the most memory it held."""
    tables = write(tmp_path, COURSES)
    told = [part for name in _SAID for part in (f"--{name}", "x")]
    days = ["--as-of", str(AS_OF), "--delete-by", "2027-01-31"]
    command = [sys.executable, "-c", _TRIAGE, "programme", "find", str(tables), *told, *days]
    start = time.perf_counter()
    subprocess.run([*command, "-o", str(tmp_path / "out")], check=True, stdout=subprocess.DEVNULL)
    measured(FIND, time.perf_counter() - start)
    measured(FIND_MEMORY, getrusage(RUSAGE_CHILDREN).ru_maxrss / _KILOBYTES)
