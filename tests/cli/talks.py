"""Interviews of the miniature rulebook, held in the test, through a pipe, or on a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import BOOK, ROOT
from triage.cases.case_file import Case, read_case

DAY = "2026-05-04"
WHOLE = (
    ("Hvem var i rummet", "1"),
    ("Hvad vil du?", "Ud blandt folk"),
    ("Hvad lavede du", "1"),
    ("Fortæl om en dag", "2"),
    ("Hvad har du lavet", "2"),
)
"""What the first questions are, and an answer to each."""


_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may ignore Ctrl-C
from triage.cli import main
main()
"""


def arguments(*more: str) -> tuple[str, ...]:
    """Return the arguments of an interview with the miniature rulebook."""
    return ("interview", "-r", BOOK, "--as-of", DAY, *more)


class Running:
    """A command that runs, what it wrote so far, and what is typed."""

    def __init__(self, process: subprocess.Popen[bytes], reads: int, writes: int) -> None:
        self.process = process
        self.text = ""
        self._reads, self._writes = reads, writes

    def until(self, words: str, seconds: float = 60) -> str:
        """Read until words are written; give what came before and with them."""
        end = time.monotonic() + seconds
        while words not in self.text:
            piece = self._piece(end)
            if not piece:
                raise AssertionError(f"{words!r} was never written after: {self.text!r}")
            self.text += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        before, found, self.text = self.text.partition(words)
        return before + found

    def rest(self, seconds: float = 60) -> str:
        """Read until it ends."""
        end = time.monotonic() + seconds
        while piece := self._piece(end):
            self.text += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        self.process.wait(max(end - time.monotonic(), 1))
        return self.text

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._writes, keys.encode())

    def _piece(self, end: float) -> bytes:
        ready, _, _ = select.select([self._reads], [], [], max(end - time.monotonic(), 0))
        try:
            return os.read(self._reads, 65536) if ready else b""
        except OSError:  # how a terminal says that its process has gone
            return b""


@contextmanager
def piped(folder: Path, *more: str) -> Iterator[Running]:
    """Hold an interview through pipes."""
    with _started(folder, more, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Running(process, process.stdout.fileno(), process.stdin.fileno())
        finally:
            process.kill()


@contextmanager
def on_a_terminal(folder: Path, *more: str, **environment: str) -> Iterator[Running]:
    """Hold an interview on a terminal of its own."""
    import fcntl
    import pty
    import struct
    import termios

    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))

    def own_it() -> None:  # so that Ctrl-C reaches the command
        fcntl.ioctl(inside, termios.TIOCSCTTY, 0)

    with _started(
        folder, more, environment, own_it, stdin=inside, stdout=inside, stderr=inside
    ) as process:
        os.close(inside)
        try:
            yield Running(process, outside, outside)
        finally:
            process.kill()
    os.close(outside)


def _started(
    folder: Path,
    more: tuple[str, ...],
    environment: dict[str, str] | None = None,
    first: Callable[[], None] | None = None,
    *,
    stdin: int,
    stdout: int,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments(*more)],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONIOENCODING": "utf-8",
            "PATH": os.environ["PATH"],
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "TERM": "dumb",
            **(environment or {}),
        },
        start_new_session=True,
        preexec_fn=first,  # noqa: PLW1509 - one thread, and nothing but a terminal to take
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def saved(folder: Path) -> Case:
    """Read the one interview in a folder."""
    (file,) = folder.glob("*.yaml")
    return read_case(file)
