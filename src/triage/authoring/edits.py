"""Edits of YAML texts by the places of their nodes; all that is not edited stays as it was written.

Comments, quotes, order and layout are somebody's work, so a file is never written anew from its
data. An edit takes the place of some characters. Nothing here reads or writes a file.

INVARIANT: whoever makes edits reads the edited text again before it is kept. YAML has corners in
which no place of a node says enough; there the text would read differently, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

_QUOTES = frozenset("'\"")
_BLOCK_SCALARS = frozenset("|>")
_BREAKS = "\r\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters of a text from `start` up to `end` become `text`."""

    source: SourceText
    start: int
    end: int
    text: str


def edited(edits: Iterable[Edit]) -> dict[str, str]:
    """Return the texts after all edits, by file; an edit that comes twice is made once.

    Raises:
        ValueError: two edits of a file want the same characters.
    """
    by_file = attrgetter("source.file")
    once = sorted(dict.fromkeys(edits), key=lambda each: (by_file(each), each.start, each.end))
    return {file: _edited(list(group)) for file, group in groupby(once, by_file)}


def _edited(edits: list[Edit]) -> str:
    for first, second in pairwise(edits):
        if second.start < first.end:
            raise ValueError(f"{second.source.file}: two edits of the same characters")
    text, parts, done = edits[0].source.text, [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def replace_scalar(node: ScalarNode, text: str) -> Edit:
    """Write another text in the place of a scalar, in the quotes it stands in."""
    source = source_of(node)
    written = source.text[node.start : node.end]
    first = written[:1]
    if first == "'" and "\n" not in text:
        new = _single_quoted(text)
    elif first in _QUOTES:
        new = json.dumps(text, ensure_ascii=False)
    else:
        new = scalar(text)
    return Edit(source, node.start, content_end(node), new)


def replace_node(node: Node, text: str) -> Edit:
    """Write YAML in the place of a node, which must fit in where it stands."""
    return Edit(source_of(node), node.start, content_end(node), text)


def insert_entry(mapping: MappingNode, key: str, value: str, after: str | None = None) -> Edit:
    """Insert an entry into a mapping, after the entry of the key `after`, else before all others.

    `value` is YAML. In a block it stands on a line of its own, with what is under it indented as
    far as the key is; what is said behind an entry stays behind that.
    """
    source = source_of(mapping)
    entry = f"{key}: {value}" if value else f"{key}:"
    if not mapping.entries:
        return Edit(source, mapping.start + 1, mapping.start + 1, entry)
    first = mapping.entries[0][0]
    before = next((each for each in mapping.entries if each[0].text == after), None)
    if is_flow(mapping):
        if before is None:
            return Edit(source, first.start, first.start, f"{entry}, ")
        end = _entry_end(*before)
        return Edit(source, end, end, f", {entry}")
    indent = indent_of(first)
    if before is None:
        start = f"{entry}{newline(source)}{indent}"
        return Edit(source, first.start, first.start, start)
    return insert_line(source, _entry_end(*before), indent + entry)


def append_entry(mapping: MappingNode, key: str, value: str) -> Edit:
    """Insert an entry after all others, as `insert_entry` does."""
    last = mapping.entries[-1][0].text if mapping.entries else None
    return insert_entry(mapping, key, value, last)


def append_item(sequence: SequenceNode, value: str) -> Edit:
    """Append an item to a list; in a block, with what is under it indented by two."""
    source = source_of(sequence)
    if not sequence.items:
        return Edit(source, sequence.start + 1, sequence.start + 1, value)
    end = content_end(sequence.items[-1])
    if is_flow(sequence):
        return Edit(source, end, end, f", {value}")
    line = source.text.rfind("\n", 0, sequence.start) + 1
    return insert_line(source, end, f"{' ' * (sequence.start - line)}- {value}")


def insert_line(source: SourceText, after: int, line: str) -> Edit:
    """Insert a line below the one on which the character `after` stands."""
    breaks = (source.text.find(each, after) for each in _BREAKS)
    end = min((each for each in breaks if each >= 0), default=len(source.text))
    return Edit(source, end, end, newline(source) + line)


def scalar(text: str) -> str:
    """Write a text as a scalar that reads as the same text anywhere, quoted only where it must."""
    if _reads_as(text, text):
        return text
    return json.dumps(text, ensure_ascii=False) if "\n" in text else _single_quoted(text)


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reads_as(written: str, text: str) -> bool:
    """Say whether what is written reads as this text in the tightest place, `{a: …, b: …}`."""
    node = read_yaml(SourceText("", f"{{a: {written}, b: c}}"), Problems())
    read = node.get("a") if isinstance(node, MappingNode) and len(node.entries) == 2 else None
    return isinstance(read, ScalarNode) and read.text == text


def is_flow(node: MappingNode | SequenceNode) -> bool:
    """Say whether a mapping stands in `{…}`, or a list in `[…]`."""
    return source_of(node).text[node.start : node.start + 1] in {"{", "["}


def indent_of(node: Node) -> str:
    """Return the space that brings a line below as far in as a node stands."""
    source = source_of(node)
    return " " * (node.start - (source.text.rfind("\n", 0, node.start) + 1))


def newline(source: SourceText) -> str:
    """Return what ends the lines of a text."""
    first = source.text.find("\n")
    return "\r\n" if first > 0 and source.text[first - 1] == "\r" else "\n"


def content_end(node: Node) -> int:
    """Return where the last character of a node ends, without what follows a block."""
    match node:
        case ScalarNode(_, SourceText(_, text), start, end):
            is_block = text[start : start + 1] in _BLOCK_SCALARS
            return start + len(text[start:end].rstrip()) if is_block else end
        case MappingNode(entries=(*_, last)) if not is_flow(node):
            return _entry_end(*last)
        case SequenceNode(items=(*_, last)) if not is_flow(node):
            return content_end(last)
        case _:
            return node.end


def _entry_end(key: ScalarNode, value: Node) -> int:
    return max(key.end, content_end(value))


def source_of(node: Node) -> SourceText:
    """Return the text a node was read from."""
    assert isinstance(node.within, SourceText), "a node that was read stands in a text"
    return node.within
