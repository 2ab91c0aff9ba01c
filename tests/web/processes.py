"""Servers that run beside a test, as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from tests.cli.running import ROOT

_SECONDS = 30


def free_port() -> int:
    """Return a port nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until something answers there."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        try:
            httpx2.get(url)
        except httpx2.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing answers at {url}")


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `triage serve` as a process; yield it and the address it serves, once it is reached."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "triage", "serve", "--port", str(port), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/live")
        yield process, url
    finally:
        process.terminate()
        process.communicate()
