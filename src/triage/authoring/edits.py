"""Edits of YAML texts by the places of their nodes; all that is not edited stays as it was written.

Comments, quotes, order and layout are somebody's work, so a file is never written anew from its
data. An edit takes the place of some characters. Nothing here reads or writes a file.

INVARIANT: whoever makes edits reads the edited text again before it is kept. YAML has corners in
which no place of a node says enough; there the text would read differently, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from textwrap import TextWrapper

from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

_QUOTES = frozenset("'\"")
_BLOCK_SCALARS = frozenset("|>")
_BREAKS = "\r\n"
_WIDTHS = (120, 100, 96, 88, 80)
"""How wide lines may be that somebody has filled."""


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


def replace_value(key: ScalarNode, value: Node, text: str) -> Edit:
    """Write YAML under a key in the place of what stands there, which may be nothing or a block."""
    if value.start < value.end and (isinstance(value, ScalarNode) or is_flow(value)):
        return replace_node(value, text)
    start = behind_colon(key)
    return Edit(source_of(key), start, max(start, content_end(value)), f" {text}")


def insert_entry(mapping: MappingNode, key: str, value: str, after: str | None = None) -> Edit:
    """Insert an entry into a mapping, after the entry of the key `after`, else before all others.

    `value` is YAML. In a block it stands on a line of its own, with what is under it indented as
    far as the key is; what is said behind an entry stays behind that.
    """
    names = [each.text for each, _ in mapping.entries]
    number = names.index(after) + 1 if after in names else 0
    return _insert(mapping, number, f"{key}: {value}" if value else f"{key}:")


def append_entry(mapping: MappingNode, key: str, value: str) -> Edit:
    """Insert an entry after all others, as `insert_entry` does."""
    last = mapping.entries[-1][0].text if mapping.entries else None
    return insert_entry(mapping, key, value, last)


def insert_item(sequence: SequenceNode, number: int, value: str) -> Edit:
    """Insert an item behind so many others; in a block, with what is under it indented by two."""
    return _insert(sequence, number, value)


def append_item(sequence: SequenceNode, value: str) -> Edit:
    """Insert an item after all others, as `insert_item` does."""
    return _insert(sequence, len(sequence.items), value)


def _insert(within: MappingNode | SequenceNode, number: int, element: str) -> Edit:
    source, places = source_of(within), _places(within)
    if not places:
        return Edit(source, within.start + 1, within.start + 1, element)
    first, end = places[0][0], places[number - 1][1]
    if is_flow(within):
        place, text = (end, f", {element}") if number else (first, f"{element}, ")
        return Edit(source, place, place, text)
    indent = " " * (first - _line_start(source, first))
    element = element if isinstance(within, MappingNode) else f"- {element}"
    if number:
        return insert_line(source, end, indent + element)
    return Edit(source, first, first, f"{element}{newline(source)}{indent}")


def remove(within: MappingNode | SequenceNode, number: int) -> Edit:
    """Remove one of several elements; in a block, with the remark behind it."""
    source, places = source_of(within), _places(within)
    start, end = places[number]
    if not is_flow(within):
        line = _line_start(source, start)
        if source.text[line:start].isspace() or line == start:
            return Edit(source, line, _line_end(source, end), "")
        return Edit(source, start, places[number + 1][0], "")  # behind the dash of a list around
    if number + 1 < len(places):
        return _remove_before_others(source, start, end)
    comma = source.text.find(",", places[number - 1][1], start)
    remark = source.text[comma + 1 : start].rstrip(" ")
    return Edit(source, comma, end, remark if "#" in remark else "")


def _remove_before_others(source: SourceText, start: int, end: int) -> Edit:
    """Remove an element between brackets with its comma, and the line that it leaves empty."""
    text, before = source.text, _line_start(source, start)
    end = text.index(",", end) + 1
    while text[end] == " ":
        end += 1
    if text[end] in _BREAKS and not text[before:start].strip():
        return Edit(source, before, _line_end(source, end), "")
    return Edit(source, start, end, "")


def refill(words: SequenceNode, written: Sequence[str]) -> Edit | None:
    """Replace the words of a list in brackets whose lines are as full as they can be.

    `None` where its lines are broken in another way, or hold remarks: these stay.
    """
    source = source_of(words)
    before = source.text[words.start : words.end]
    plain = [source.text[each.start : each.end] for each in words.items]
    for width in _WIDTHS:
        if _filled(words, plain, width) == before:
            return replace_node(words, _filled(words, written, width))
    return None


def _filled(words: SequenceNode, written: Sequence[str], width: int) -> str:
    source = source_of(words)
    column = words.start - _line_start(source, words.start)
    wrapper = TextWrapper(width, " " * column, " " * _indent_below(words))
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    lines = wrapper.fill(f"[{', '.join(written)}]")[column:]
    return lines.replace("\n", newline(source))


def _indent_below(words: SequenceNode) -> int:
    """Return how far the lines of a list below its first are indented, or would be."""
    source = source_of(words)
    broken = source.text.find("\n", words.start, words.end)
    line = _line_start(source, words.start) if broken < 0 else broken + 1
    rest = source.text[line:]
    return len(rest) - len(rest.lstrip(" ")) + (2 if broken < 0 else 0)


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
    return " " * (node.start - _line_start(source, node.start))


def behind_colon(key: ScalarNode) -> int:
    """Return where a value may begin: behind the colon of its key."""
    return source_of(key).text.index(":", key.end) + 1


def _line_start(source: SourceText, place: int) -> int:
    return source.text.rfind("\n", 0, place) + 1


def _line_end(source: SourceText, place: int) -> int:
    """Return where the line of a character ends, its break included."""
    found = source.text.find("\n", place)
    return len(source.text) if found < 0 else found + 1


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


def _places(within: MappingNode | SequenceNode) -> list[tuple[int, int]]:
    """Return where each element begins, in a block list at its dash, and where it ends."""
    if isinstance(within, MappingNode):
        return [(key.start, _entry_end(key, value)) for key, value in within.entries]
    ends = [content_end(item) for item in within.items]
    if is_flow(within):
        return [(item.start, end) for item, end in zip(within.items, ends, strict=True)]
    dash = f"\n{indent_of(within)}-"
    text = source_of(within).text
    starts = [within.start, *(text.index(dash, end) + len(dash) - 1 for end in ends[:-1])]
    return [*zip(starts, ends, strict=bool(ends))]


def _entry_end(key: ScalarNode, value: Node) -> int:
    return max(key.end, content_end(value))


def source_of(node: Node) -> SourceText:
    """Return the text a node was read from."""
    assert isinstance(node.within, SourceText), "a node that was read stands in a text"
    return node.within
