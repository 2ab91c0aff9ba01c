"""What a rulebook's own changelog says of a version: why the change was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

NAME = "CHANGELOG.md"
_HEADING = re.compile(r"#+ ")
_ITEM = re.compile(r"[-*] ")
_MARKED = re.compile(r"(\*\*|\*|`)(?!\s)(.+?)(?<!\s)\1")
"""Words in Markdown that are bold, in italics or code: a sheet shows them as they are read."""


def reasons(folder: Path, version: str, before: Path | None = None) -> tuple[str, ...]:
    """Return what stands under the heading of a version, a paragraph or an item each.

    Nothing where there is no such file or heading. An item begins with `- `. What stands there in
    the folder `before`, too, is the reason of something else, and left out.
    """
    earlier = () if before is None else reasons(before, version)
    return tuple(each for each in _below(folder, version) if each not in earlier)


def _below(folder: Path, version: str) -> tuple[str, ...]:
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    named = re.compile(rf"(?<![\w.]){re.escape(version)}(?![\w.])")
    at = next((at for at, line in enumerate(lines) if _level(line) and named.search(line)), None)
    if at is None:
        return ()
    level = _level(lines[at])
    below = takewhile(lambda line: not 0 < _level(line) <= level, lines[at + 1 :])
    return tuple(_paragraphs(line for line in below if not _level(line)))


def _level(line: str) -> int:
    """Return how deep a heading is; 0 for what is none."""
    found = _HEADING.match(line)
    return 0 if found is None else found.end() - 1


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    said: list[str] = []
    for line in (*lines, ""):
        text = line.strip()
        if said and (not text or _ITEM.match(text)):
            yield _unmarked(" ".join(said))
            said = []
        if text:
            said.append(f"- {text[2:]}" if _ITEM.match(text) else text)


def _unmarked(text: str) -> str:
    """Take the marks off, those within others too."""
    plain = _MARKED.sub(r"\2", text)
    return text if plain == text else _unmarked(plain)
