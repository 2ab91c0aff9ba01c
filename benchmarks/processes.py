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
