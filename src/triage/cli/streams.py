"""What the command writes, where, and how wide."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import TextIO

import click

from triage.cli.lost_output import let_go_of_errors

_DEFAULT_WIDTH = 80


def say(text: str) -> None:
    """Write a result to standard output; a sign the terminal lacks becomes a question mark."""
    _write(sys.stdout, text)


def tell_aside(text: str) -> None:
    """Write a diagnostic to standard error; where that takes nothing, the exit code must do."""
    try:
        _write(sys.stderr, text)
    except OSError:
        let_go_of_errors()


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, errors="replace").decode(encoding))
    stream.flush()


def width() -> int:
    """Return the columns to wrap to: the terminal's, or 80 where there is none."""
    return shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns


def emphasis() -> Callable[[str], str]:
    """Return what makes text stand out: bold on a terminal, nothing anywhere else."""
    return _bold if has_colour(sys.stdout) else str


def has_colour(stream: TextIO) -> bool:
    """Say whether `stream` is a terminal whose user has not asked for plain text."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def speaks_utf8() -> bool:
    """Say whether standard output can show every sign."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _bold(text: str) -> str:
    return click.style(text, bold=True)
