"""Files with random damage, as hands, editors and disks do it: drawn from a seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.strategies.drawing import Seeded

_TOKEN = re.compile(r"[\wæøåÆØÅ.$*-]+")
_SIGNS = ": - , ? [ ] { } # & * ! | > ' \" % @ ` ~ << --- ... \t \r \n \0 \ufeff \u2028 \x85 😀"
_SCALARS = "null yes no true 7 -1 0 1e9 999999999999 07 2026-07-01 2026-02-30 0000-00-00 9999-12-31"
_NAMES = "[] {} [[]] &a *a !!str !x $x _ .. a.b.c typology row rest not any all unknown"
_JUNK = (
    *_SIGNS.split(" "),
    *_SCALARS.split(" "),
    *_NAMES.split(" "),
    "{a: b}",
    "[a, a]",
    "x" * 3_000,
    "[" * 60,
    "",
)


def mutated(text: str, draw: Seeded, words: Sequence[str]) -> bytes:
    """Damage a text in one to three places; `words` are what else may stand somewhere."""
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        text = draw.choice(_MUTATIONS)(text, draw, words)
    content = text.encode("utf-8", "surrogatepass")
    if draw.boolean(5) and content:
        at = draw.integer(0, len(content) - 1)
        content = content[:at] + bytes([draw.integer(0, 255)]) + content[at + 1 :]
    return content


def words_of(text: str) -> list[str]:
    """Give the words of a text, each once."""
    return sorted(set(_TOKEN.findall(text)))


def _span(text: str, draw: Seeded) -> tuple[int, int]:
    start = draw.integer(0, len(text))
    return start, min(len(text), start + draw.choice((0, 1, 1, 5, 40, 400)))


def _put(text: str, draw: Seeded, words: Sequence[str]) -> str:
    start, end = _span(text, draw)
    return text[:start] + draw.choice((*_JUNK, draw.choice(words))) + text[end:]


def _replace(text: str, draw: Seeded, words: Sequence[str]) -> str:
    """Put another word, or something else altogether, in the place of a word."""
    found = list(_TOKEN.finditer(text))
    if not found:
        return text
    at = draw.choice(found)
    other = draw.choice(words) if draw.boolean(60) else draw.choice(_JUNK)
    return text[: at.start()] + other + text[at.end() :]


def _truncate(text: str, draw: Seeded, _words: Sequence[str]) -> str:
    return text[: draw.integer(0, len(text))]


def _repeat(text: str, draw: Seeded, _words: Sequence[str]) -> str:
    start, end = _span(text, draw)
    at = draw.integer(0, len(text))
    return text[:at] + text[start:end] + text[at:]


def _lines(text: str, draw: Seeded, _words: Sequence[str]) -> str:
    """Drop, repeat, move or re-indent a line."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at = draw.integer(0, len(lines) - 1)
    line = lines[at]
    match draw.choice(("drop", "repeat", "move", "indent", "outdent")):
        case "drop":
            del lines[at]
        case "repeat":
            lines.insert(at, line)
        case "move":
            lines.insert(draw.integer(0, len(lines) - 1), lines.pop(at))
        case "indent":
            lines[at] = " " * draw.integer(1, 3) + line
        case _:
            lines[at] = line[draw.integer(1, 3) :]
    return "".join(lines)


_MUTATIONS: tuple[Callable[[str, Seeded, Sequence[str]], str], ...] = (
    _put,
    _replace,
    _replace,
    _replace,
    _truncate,
    _repeat,
    _lines,
    _lines,
)
