"""The comments of a case file: no rule reads them, and they may say as much as an answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText

_HASH = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]*")
_BLOCK = ("|", ">")


def comments_in(root: Node | None) -> tuple[str, ...]:
    """Return the comments of the text a node was read from, in order, without their signs."""
    source = None if root is None else root.within
    if root is None or not isinstance(source, SourceText):
        return ()
    found = (text.lstrip("# \t").rstrip() for text in _comments(root, source.text))
    return tuple(text for text in found if text)


def _comments(root: Node, text: str) -> Iterator[str]:
    """Yield what stands from each sign that begins a comment to the end of its line."""
    scalars, ended = sorted(_spans(root, text)), 0
    for each in _HASH.finditer(text):
        if each.start() >= ended and not _is_inside(each.start(), scalars):
            line = _LINE.match(text, each.start())
            assert line is not None
            ended = line.end()
            yield line[0]


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether a place is inside one of some spans, which are sorted and apart."""
    before = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return before >= 0 and spans[before][0] <= place < spans[before][1]


def _spans(root: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield where each scalar stands; of a text in a block, without the line that begins it."""
    nodes: list[Node] = [root]
    while nodes:
        match nodes.pop():
            case ScalarNode(start=start, end=end):
                if text[start : start + 1] in _BLOCK:
                    line = text.find("\n", start, end)
                    start = end if line < 0 else line + 1
                yield start, end
            case SequenceNode(items=items):
                nodes.extend(items)
            case MappingNode(entries=entries):
                nodes.extend(each for entry in entries for each in entry)
