"""Running the command: inside the test, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.made_once import made_once
from triage.cli.command import run
from triage.cli.exits import Exit

ROOT = Path(__file__).parents[2]
BOOK = str(ROOT / "tests" / "present" / "book")
CASES = ROOT / "tests" / "present" / "cases"
OPEN, SETTLED = str(CASES / "open.yaml"), str(CASES / "settled.yaml")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to."""

    exit: int
    out: str
    err: str


def triage(*arguments: str, given: bytes = b"") -> Result:
    """Run the command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with made_once(), _streams(out, err, given):
        code = run(arguments)
    return Result(code, _text(out), _text(err))


def triage_process(*arguments: str, given: bytes | None = None, **environment: str) -> Result:
    """Run the command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "triage", *arguments],
        input=given,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )
    return Result(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("utf-8"))


@contextmanager
def _streams(out: io.TextIOWrapper, err: io.TextIOWrapper, given: bytes) -> Iterator[None]:
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr = out, err
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = before


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


__all__ = ["BOOK", "CASES", "OPEN", "ROOT", "SETTLED", "Exit", "Result", "triage", "triage_process"]
