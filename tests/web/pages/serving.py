"""`triage serve` as a process that is killed and started again, over the same journal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.running import ROOT
from tests.web.processes import free_port, wait_for


class Server:
    """Serves the shipped rulebook with a journal in a folder, at a port of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        journal = ("--journal", str(self._folder / "j.db"), "--key-file", str(self._folder / "key"))
        command = (sys.executable, "-m", "triage", "serve", str(ROOT / "rules" / "projekt-500"))
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                (*command, *journal, "--port", str(self._port)),
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            )
        wait_for(f"{self.url}/live")

    @property
    def process(self) -> int:
        """The id of its process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """Kill it, as when the machine loses its power."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
