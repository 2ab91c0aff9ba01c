"""Standard streams: what is written where and how wide, also where they take nothing."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

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


def width_of(stream: TextIO) -> int | None:
    """Return the columns messages are wrapped to on a terminal; elsewhere they keep their lines."""
    return width() if stream.isatty() else None


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


_NOWHERE = Path(os.devnull)
_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


class _Watched(io.FileIO):
    """Standard output that remembers whether it took what was written."""

    lost = False

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:  # what reads it has enough
            raise
        except OSError:
            self.lost = True
            raise


def watch_streams() -> None:
    """Put something in the place of standard streams that are closed, and watch the output.

    INVARIANT: no file that is opened later is number 0, 1 or 2, so that nothing that means to
    write to a standard stream writes into it.
    """
    for number in (_INPUT, _OUTPUT, _ERRORS):
        with suppress(OSError):
            os.fstat(number)
            continue
        # It takes the lowest number that is free. Output that is closed cannot be written to.
        os.open(_NOWHERE, os.O_RDONLY if number == _OUTPUT else os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = _NOWHERE.open(encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = _nowhere()
    if sys.stdout is None or not sys.stdout.isatty():
        sys.stdout = _watched(sys.stdout)


def _watched(stream: TextIO | None) -> TextIO:
    encoding = "utf-8" if stream is None else stream.encoding
    written = io.BufferedWriter(_Watched(_OUTPUT, "w", closefd=False))
    return io.TextIOWrapper(written, encoding, "replace")


def is_lost(stream: TextIO) -> bool:
    """Say whether standard output did not take what was written to it."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return isinstance(raw, _Watched) and raw.lost


def let_go_of_output() -> None:
    """Keep the interpreter from writing once more, as it leaves, to what takes nothing."""
    sys.stdout = _let_go_of(sys.stdout)


def let_go_of_errors() -> None:
    """The same of standard error."""
    sys.stderr = _let_go_of(sys.stderr)


def _let_go_of(stream: TextIO) -> TextIO:
    nowhere = _nowhere()
    with suppress(OSError):  # not every stream has a number
        os.dup2(nowhere.fileno(), stream.fileno())
    return nowhere


def _nowhere() -> TextIO:
    return _NOWHERE.open("w", encoding="utf-8")


T = TypeVar("T")


@contextmanager
def progress(items: Iterable[T], what: str, length: int | None = None) -> Iterator[Iterable[T]]:
    """Show how many items are done, of `length` where that is known."""
    if not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, length=length, label=what, file=sys.stderr) as bar:
        yield bar
