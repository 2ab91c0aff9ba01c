"""Putting a question on the terminal: as numbered lines, or with arrow keys where there are any.

Either gives the line a person typed, or would have typed.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from triage.cli.streams import say, width
from triage.model.question import Lookup

if TYPE_CHECKING:
    from triage.present import InterviewWords, Option, Prompt

_NARROWEST = 20
_YES = frozenset({"y", "yes", "j", "ja"})


class Prompter(Protocol):
    """Puts questions."""

    def line(self, prompt: Prompt) -> str | None:
        """Put a question and give the line that answers it; `None` at the end of input."""

    def pick(self, options: Sequence[Option]) -> str | None:
        """Let one of a few options be picked: its number, or another line."""


def prompter(words: InterviewWords, *, plain: bool) -> Prompter:
    """Return the way to prompt: arrow keys on a terminal that has them, plain lines elsewhere."""
    terminal = on_terminal() and os.environ.get("TERM") != "dumb"
    if plain or not terminal or find_spec("prompt_toolkit") is None:
        return PlainPrompter(words)
    from triage.cli.arrows import ArrowPrompter

    return ArrowPrompter(words)


class PlainPrompter:
    """Numbered lines, one answer each: for pipes, screen readers and typing from paper."""

    def __init__(self, words: InterviewWords) -> None:
        """Prompt in the language of `words`."""
        self._words = words
        self._theme: str | None = None

    def line(self, prompt: Prompt) -> str | None:
        """Put a question and read a line."""
        put(prompt, self._theme)
        self._theme = prompt.theme or self._theme
        if not isinstance(prompt.question.domain, Lookup):
            say(_numbered(prompt.options, prompt.none))
        say(_wrapped(prompt.how, "  "))
        return self._read()

    def pick(self, options: Sequence[Option]) -> str | None:
        """List a few options and read a line."""
        say(_numbered(options))
        return self._read()

    def _read(self) -> str | None:
        return read_line(self._words.say("answer"))


def put(prompt: Prompt, theme: str | None) -> None:
    """Say a question, with its theme where that is another than `theme`."""
    say("\n")
    if prompt.theme is not None and prompt.theme != theme:
        say(f"{_wrapped(prompt.theme)}{'-' * min(len(prompt.theme), width())}\n")
    say(_wrapped(prompt.text))
    if prompt.help:
        say(_wrapped(prompt.help, "  "))


def agrees(question: str) -> bool:
    """Put a question to say yes to; the end of the input says no."""
    return (read_line(question) or "").strip().lower() in _YES


def on_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_line(name: str) -> str | None:
    """Read a line after `name`; `None` at the end of input."""
    say(f"{name}: ")
    line = sys.stdin.readline()
    if not (line and sys.stdin.isatty()):
        say("\n")  # nobody sees what came through a pipe
    if not line:
        return None
    return line.encode("utf-8", "replace").decode("utf-8").rstrip("\n")


def write(lines: Sequence[str]) -> None:
    """Write sentences, each on lines of its own; an empty one leaves a line empty."""
    say("".join(_wrapped(each) or "\n" for each in lines))


def _numbered(options: Sequence[Option], none: Option | None = None) -> str:
    """Number options from 1; what stands for none of them is typed as it is, and comes last."""
    rows = [(str(number), each.label) for number, each in enumerate(options, start=1)]
    rows += [] if none is None else [(none.value, none.label)]
    widest = len(str(len(options)))
    return "".join(_wrapped(label, f"  {typed:>{widest}} ") for typed, label in rows)


def _wrapped(text: str, before: str = "") -> str:
    lines = textwrap.wrap(
        text,
        max(_NARROWEST, width()),
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{line}\n" for line in lines)
