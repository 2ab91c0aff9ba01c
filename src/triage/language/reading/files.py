"""Files to text: what a file must be before it is read as YAML (rulebook language, intro)."""

from __future__ import annotations

import re
from pathlib import Path

from triage.diagnostics import Sources, Span
from triage.language.reading.nodes import Node, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

LARGEST = 5_000_000
_A_KEY = re.compile(r"""^[ \t{"']*[a-z_]+["']?[ \t]*:""", re.MULTILINE)
_ANSWERS = re.compile(r"""(?:^|[{,])[ \t]*["']?answers["']?[ \t]*:""", re.MULTILINE)


def read_file(path: Path, problems: Problems, sources: Sources | None = None) -> Node | None:
    """Read one file; `None` where it holds no tree, and then `problems` say why.

    An empty file gives an absent scalar. The text is added to `sources` as soon as it is text,
    so that diagnostics can show the line; of a case or a table, put in the place of a rulebook,
    they show none.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    if sources is not None:
        sources.add(str(path), text, private=is_about_somebody(text))
    return read_yaml(SourceText(str(path), text), problems)


def is_about_somebody(text: str) -> bool:
    """Say whether a text looks like a case or a table, put in the place of a rulebook."""
    return bool(_ANSWERS.search(text)) or not _A_KEY.search(text)


def read_text(path: Path, problems: Problems) -> str | None:
    """Read a file as text, without byte order marks; `None` where it is none."""
    content = beginning(path, LARGEST, problems)
    if content is None:
        return None
    if len(content) > LARGEST:
        # A pipe or a device has no size of its own.
        size = max(path.stat().st_size, len(content))
        place = Span(str(path), 1, 1, 1, 1)
        problems.add("too-large", place, file=str(path), size=size, limit=LARGEST)
        return None
    return decoded(content, path, problems)


def beginning(path: Path, most: int, problems: Problems) -> bytes | None:
    """Read up to `most` bytes, and one more where the file is longer; `None` where none can be."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError):
        problems.add("unreadable-file", Span(str(path), 1, 1, 1, 1), file=str(path))
        return None


def decoded(content: bytes, path: Path, problems: Problems) -> str | None:
    """Return bytes as text, without byte order marks; `None` where they are none."""
    try:
        return content.decode().lstrip("\ufeff")  # some editors put one mark before another
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add("not-utf8", Span(str(path), line, 1, line, 1), file=str(path))
        return None
