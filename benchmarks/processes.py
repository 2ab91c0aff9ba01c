"""What a process takes from start to end: time on the wall, and the most memory it held."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# The system's own count of a child begins with what its parent held; that of /proc does not.
_RUN = """\
import re, sys
from pathlib import Path
from triage.cli.command import run
code = run(sys.argv[2:])
held = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
Path(sys.argv[1]).write_text(held[1])
sys.exit(code)
"""
_FIRST = """\
import re, sys, time
from contextlib import suppress
from pathlib import Path
import triage
with suppress(triage.RulebookError):
    triage.load_rulebook(Path(sys.argv[2])).assess({}, as_of="2026-11-22")
held = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
Path(sys.argv[1]).write_text(f"{time.process_time()} {held[1]}")
"""
_KILOBYTES = 1024


def taken(arguments: Sequence[str]) -> tuple[float, float]:
    """Run the command, and give its seconds and megabytes.

    Raises:
        CalledProcessError: it failed.
    """
    with tempfile.NamedTemporaryFile() as held:
        command = [sys.executable, "-c", _RUN, held.name, *arguments]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        return seconds, int(Path(held.name).read_text()) / _KILOBYTES


def first_assessed(rulebook: Path) -> tuple[float, float]:
    """Load a rulebook and assess with it, or be refused, in a process of its own.

    Return the seconds and the megabytes of that process, Python and the package included.
    """
    with tempfile.NamedTemporaryFile() as told:
        subprocess.run([sys.executable, "-c", _FIRST, told.name, str(rulebook)], check=True)
        seconds, kilobytes = Path(told.name).read_text().split()
        return float(seconds), int(kilobytes) / _KILOBYTES
