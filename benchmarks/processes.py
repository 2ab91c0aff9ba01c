"""What a process takes from start to end: time on the wall, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

_TRIAGE = "from triage.cli import main; main()"
_KILOBYTES = 1024


def taken(arguments: Sequence[str]) -> tuple[float, float]:
    """Run the command, and give its seconds and megabytes.

    Raises:
        CalledProcessError: it failed.
    """
    command = [sys.executable, "-c", _TRIAGE, *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, usage.ru_maxrss / _KILOBYTES
