"""Files with random damage, as hands, editors and disks do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.robustness.trees import SCALARS, rearranged
from tests.strategies.drawing import Draw

_TOKEN = re.compile(r"[\wæøåÆØÅ.$*-]+")
_SIGNS = ": - , ? [ ] { } # & * ! | > ' \" % @ ` ~ << --- ... \t \r \n \0 \ufeff \u2028 \x85 😀"
_JUNK = (
    *_SIGNS.split(" "),
    *SCALARS,
    *"[] {} [[]] &a *a !!str !x".split(),
    "{a: b}",
    "[a, a]",
    "[" * 60,
)


def mutated(text: str, draw: Draw, words: Sequence[str]) -> bytes:
    """Damage a file: its data, its text, its bytes; `words` are what else may stand somewhere."""
    content = damaged(text, draw, words).encode("utf-8", "surrogatepass")
    return _other_bytes(content, draw) if content and draw.boolean(5) else content


def damaged(text: str, draw: Draw, words: Sequence[str]) -> str:
    """Damage a YAML text: parts of its data are changed, or signs, words and lines of it."""
    moved = draw.boolean(60)
    if moved:
        text = rearranged(text, draw, words)
    for _ in range(draw.choice((0, 0, 0, 1) if moved else (1, 1, 1, 2, 3))):
        text = draw.choice(_MUTATIONS)(text, draw, words)
    return text


def _other_bytes(content: bytes, draw: Draw) -> bytes:
    """Put other bytes in the place of one: as a rule it is no UTF-8 any more."""
    at = draw.integer(0, len(content) - 1)
    others = bytes(draw.integer(0, 255) for _ in range(draw.choice((0, 1, 1, 3))))
    return content[:at] + others + content[at + 1 :]


def _span(text: str, draw: Draw) -> tuple[int, int]:
    start = draw.integer(0, len(text))
    return start, min(len(text), start + draw.choice((0, 1, 1, 5, 40, 400)))


def _put(text: str, draw: Draw, words: Sequence[str]) -> str:
    start, end = _span(text, draw)
    return text[:start] + draw.choice((*_JUNK, draw.choice(words))) + text[end:]


def _replace(text: str, draw: Draw, words: Sequence[str]) -> str:
    """Put another word, or something else altogether, in the place of a word."""
    found = list(_TOKEN.finditer(text))
    if not found:
        return text
    at = draw.choice(found)
    other = draw.choice(words) if draw.boolean(60) else draw.choice(_JUNK)
    return text[: at.start()] + other + text[at.end() :]


def _truncate(text: str, draw: Draw, _words: Sequence[str]) -> str:
    return text[: draw.integer(0, len(text))]


def _repeat(text: str, draw: Draw, _words: Sequence[str]) -> str:
    start, end = _span(text, draw)
    at = draw.integer(0, len(text))
    return text[:at] + text[start:end] + text[at:]


def _swap(text: str, draw: Draw, _words: Sequence[str]) -> str:
    """Exchange two pieces, with what is between them where it was."""
    (first, to), (second, end) = sorted((_span(text, draw), _span(text, draw)))
    to = min(to, second)
    return text[:first] + text[second:end] + text[to:second] + text[first:to] + text[end:]


def _lines(text: str, draw: Draw, _words: Sequence[str]) -> str:
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
            lines[at] = draw.choice((" ", "  ", "   ", "\t")) + line
        case _:
            lines[at] = line[draw.integer(1, 3) :]
    return "".join(lines)


_MUTATIONS: tuple[Callable[[str, Draw, Sequence[str]], str], ...] = (
    _put,
    _replace,
    _replace,
    _replace,
    _truncate,
    _repeat,
    _swap,
    _lines,
    _lines,
)
