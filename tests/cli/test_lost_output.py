"""Standard streams that are closed or full: said in words, or by the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BOOK, OPEN, ROOT, SETTLED, Exit

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")

COMMANDS = (
    ("--version",),
    ("--help",),
    ("rules", "check", "--help"),
    ("assess", "-r", BOOK, OPEN),
    ("assess", "-r", BOOK, OPEN, SETTLED, "--format", "json"),
    ("assess", "-r", BOOK, "--as-of", "2030-01-01", OPEN, "--format", "md"),
    ("doctor",),
    ("explain", "-r", BOOK, SETTLED, "--why", "open_many"),
    ("interview", "-r", BOOK, "--plain"),
    ("programme", "list"),
    ("programme", "show", "herning-2019"),
    ("rules", "check", BOOK),
    ("rules", "show", BOOK),
    ("rules", "test", BOOK, "--cases", str(Path(OPEN).parent)),
    ("rules", "diff", BOOK, BOOK),
)
WRONG = (
    (("assess", "-r", BOOK, "gone.yaml"), Exit.INVALID),
    (("assess",), Exit.USAGE),
    (("asses",), Exit.USAGE),
    (("rules", "check", "gone"), Exit.INVALID),
    (("--version",), Exit.DONE),
)

DRIVER = """
import json, os, sys
import triage.cli.assess, triage.library  # what every run needs, once
from triage.cli import main

def begin(stream, state):
    os.close(stream)
    if state == "closed":
        return None
    os.dup2(os.open("/dev/full" if state == "full" else os.devnull, os.O_WRONLY), stream)
    return open(stream, "w", encoding="utf-8", closefd=False)

for arguments, out, err in json.load(sys.stdin):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        sys.stdin = open(os.devnull)
        sys.stdout = begin(1, out)
        if err == "told":
            os.dup2(writing, 2)
        else:
            sys.stderr = begin(2, err)
        try:
            main(arguments)
        except SystemExit as leaving:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(int(leaving.code))
        os._exit(99)
    os.close(writing)
    told = os.fdopen(reading).read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told]))
"""
"""Runs the command once for each set of arguments and state of its streams, in a fork each."""


def runs(*asked: tuple[tuple[str, ...], str, str]) -> list[tuple[int, str]]:
    """Return the exit code of each run, and what it told on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_output_that_takes_nothing() -> None:
    """Every command says so, once and without a traceback, and gives the same exit code."""
    asked = [(each, "full", "told") for each in COMMANDS]
    asked += [(each, "closed", "told") for each in COMMANDS[:4]]
    for (arguments, state, _), (code, told) in zip(asked, runs(*asked), strict=True):
        assert code == Exit.UNABLE, (arguments, state, told)
        assert told.count("error[output-not-written]") == 1, (arguments, state, told)
        assert "Traceback" not in told


def test_errors_that_cannot_be_said() -> None:
    """The exit code is that of what happened, and nothing else is written."""
    asked = [(each, "taken", state) for each, _ in WRONG for state in ("full", "closed")]
    expected = [code for _, code in WRONG for _ in range(2)]
    assert [code for code, _ in runs(*asked)] == expected


def test_nothing_can_be_said_at_all() -> None:
    """Then there is the exit code."""
    asked = [(OPEN_CASE, out, err) for out in ("full", "closed") for err in ("full", "closed")]
    assert [code for code, _ in runs(*asked)] == [Exit.UNABLE] * 4


OPEN_CASE = ("assess", "-r", BOOK, OPEN)


@pytest.mark.parametrize(
    ("redirected", "code", "told"),
    [
        ("--version >/dev/full", 5, "output-not-written"),
        ("--version >&-", 5, "output-not-written"),
        ("--version <&- 2>&-", 0, ""),
        ("assess - <&- >&-", 3, "wrong-kind"),
        ("asses >&- 2>&-", 2, ""),
    ],
)
def test_from_a_shell(redirected: str, code: int, told: str) -> None:
    """As a process that a shell starts, up to the interpreter's own last flush."""
    script = f"exec {sys.executable} -m triage {redirected}"
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
