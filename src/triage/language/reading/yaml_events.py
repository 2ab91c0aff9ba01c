"""From the event stream of a YAML text to nodes, with everything the language leaves out refused.

The stream is read in one loop, without constructors and without recursion: tags run nothing,
and nesting can neither exhaust the stack nor expand. Anchors, aliases, tags, further documents
and repeated keys are recorded, and reading goes on with what is good. It stops at nesting that is
too deep and at a crowd of directives, which take the parser a time that grows with their square.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from triage.diagnostics import Diagnostic, Severity
from triage.language.reading.cut_texts import (
    begins_with_hash,
    cut_at_hash,
    is_cut_at_comma,
    is_plain,
    key_with_value,
)
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.odd_signs import garbled, has_odd_signs, odd_space, unseen
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_slips import YamlSlip, merge_marker, yaml_slip

DEEPEST = 50
LONGEST_KEY = 200
MOST_DIRECTIVES = 8
_HASH = re.compile(r"(?<=\S) #")
_DIRECTIVE = re.compile("^%", re.MULTILINE)
ABSENT = frozenset({"", "~", "null"})
"""Scalars that read as if nothing stood there."""


@dataclass(slots=True)
class Room:
    """How deep texts may be nested, and how many nodes may still be read.

    Below zero, a text had more; it is the reader of all the texts who says so. No text may be
    deeper than `DEEPEST`.
    """

    depth: int = DEEPEST
    nodes: int = sys.maxsize

    def __post_init__(self) -> None:
        self.depth = min(self.depth, DEEPEST)


def read_yaml(source: SourceText, problems: Problems, room: Room | None = None) -> Node | None:
    """Read one text. Where reading it breaks off there is no node at all."""
    room = Room() if room is None else room
    reader = _Reader(source, problems, room)
    crowd = next(islice(_DIRECTIVE.finditer(source.text), MOST_DIRECTIVES, None), None)
    if crowd is not None:
        place = source.span(crowd.start(), crowd.end())
        problems.add("too-many-directives", place, limit=MOST_DIRECTIVES)
        return None
    if (marker := merge_marker(source.text)) is not None:
        _record_slip(marker, source, problems)
        return None
    for start, end, meant in garbled(source.text):
        place = source.span(start, end)
        problems.add("garbled-text", place, None, meant, Severity.WARNING)
    try:
        reader.read(yaml.CSafeLoader(source.text))
    except (_NoRoom, _TooDeep):
        return None
    except yaml.reader.ReaderError as error:
        _record_character(error, source, problems)
        return None
    except yaml.MarkedYAMLError as error:
        slip = yaml_slip(source.text, error)
        if slip is None or "nesting depth" in (error.problem or ""):
            _record_syntax(error, source, problems, room.depth)
        else:
            _record_slip(slip, source, problems)
        return None
    return reader.root


class _TooDeep(Exception):
    """Nesting is too deep, which is recorded."""


class _NoRoom(Exception):
    """There are more nodes than there is room for."""


class _Reader:
    """Builds nodes from events; `_items` is what the innermost open collection holds so far."""

    def __init__(self, source: SourceText, problems: Problems, room: Room) -> None:
        self.root: Node = ScalarNode(None, source)
        self._source = source
        self._problems = problems
        self._room = room
        self._items: list[Node] = []
        self._open: list[tuple[list[Node], int]] = []
        self._documents = 0
        self._has_odd_signs = has_odd_signs(source.text)
        self._hashes = {found.start() for found in _HASH.finditer(source.text)}

    def read(self, parser: Any) -> None:
        """Read all events; syntax errors are the parser's own."""
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end_mapping,
            yaml.SequenceEndEvent: self._end_sequence,
            yaml.DocumentStartEvent: self._start_document,
            yaml.DocumentEndEvent: self._end_document,
            yaml.StreamStartEvent: _pass,
            yaml.StreamEndEvent: _pass,
        }
        while parser.check_event():
            event = parser.get_event()
            handlers[event.__class__](event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        self._take_room()
        text = event.value
        start, end = event.start_mark.index, event.end_mark.index
        node = ScalarNode(None if text in ABSENT else text, self._source, start, end)
        self._items.append(node)
        if end in self._hashes or self._has_odd_signs:
            self._look_at(node, text)

    def _look_at(self, node: ScalarNode, text: str) -> None:
        if (cut := cut_at_hash(node)) is not None:
            self._problems.add("cut-at-hash", cut, severity=Severity.WARNING)
        if is_plain(node) and odd_space(text):
            self._problems.add("no-break-space", node, severity=Severity.WARNING)
        if is_plain(node) and unseen(text):
            self._problems.add("unseen-character", node, severity=Severity.WARNING)

    def _take_room(self) -> None:
        self._room.nodes -= 1
        if self._room.nodes < 0:
            raise _NoRoom

    def _alias(self, event: Any) -> None:
        self._take_room()
        start, end = event.start_mark.index, event.end_mark.index
        self._problems.add("yaml-anchor", self._source.span(start, end), name=f"*{event.anchor}")
        self._items.append(ScalarNode(None, self._source, start, end))

    def _start(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        self._take_room()
        self._open.append((self._items, event.start_mark.index))
        if len(self._open) == self._room.depth + 1:
            start, end = event.start_mark.index, event.end_mark.index
            self._problems.add("too-deep", self._source.span(start, end), limit=self._room.depth)
            raise _TooDeep
        self._items = []

    def _end_mapping(self, event: Any) -> None:
        items, start, end = self._close(event)
        entries = tuple(self._unique(items, in_braces=self._source.text.startswith("{", start)))
        self._items.append(MappingNode(entries, self._source, start, end, self._name))

    def _end_sequence(self, event: Any) -> None:
        items, start, end = self._close(event)
        self._items.append(SequenceNode(tuple(items), self._source, start, end))

    def _close(self, event: Any) -> tuple[list[Node], int, int]:
        items = self._items
        self._items, start = self._open.pop()
        end = event.end_mark.index
        if items and end == event.start_mark.index:
            # A block ends where the next begins, many lines below its last character.
            end = items[-1].end
        return items, start, end

    def _unique(self, items: list[Node], *, in_braces: bool) -> list[tuple[ScalarNode, Node]]:
        entries: list[tuple[ScalarNode, Node]] = []
        first: dict[str | None, ScalarNode] = {}
        before: Node | None = None
        for key, node in zip(items[::2], items[1::2], strict=True):
            if in_braces and is_cut_at_comma(key, node, before):
                code = "decimal-comma" if _are_digits(before, key) else "cut-at-comma"
                self._problems.add(code, key)
                continue
            if in_braces and (name := key_with_value(key, node)) is not None:
                self._problems.add("space-missing", key, key=name)
                continue
            before = node
            if not isinstance(key, ScalarNode) or key.text is None:
                self._problems.add("yaml-key", key)
            elif (length := len(key.text)) > LONGEST_KEY:
                self._problems.add("long-key", key, length=length, limit=LONGEST_KEY)
            elif key.text in first:
                related = (first[key.text].span,)
                if key.text == entries[0][0].text and self._is_list_item:
                    # The next item began: everything below it would be said to stand twice.
                    self._problems.add("dash-expected", key, related=related)
                    break
                self._problems.add("duplicate-key", key, related=related, key=key.text)
            else:
                first[key.text] = key
                entries.append((key, node))
                if isinstance(node, ScalarNode) and node.text is None:
                    self._look_for_hash(key)
        return entries

    @property
    def _name(self) -> ScalarNode | None:
        """The key under which what was just closed stands, if it stands in a mapping."""
        key = self._items[-1] if self._items else None
        in_list = bool(self._open) and self._source.text[self._open[-1][1]] in "-["
        return key if isinstance(key, ScalarNode) and not in_list else None

    @property
    def _is_list_item(self) -> bool:
        return bool(self._open) and self._source.text.startswith("-", self._open[-1][1])

    def _look_for_hash(self, key: ScalarNode) -> None:
        if (cut := begins_with_hash(key)) is not None:
            self._problems.add("cut-at-hash", cut, severity=Severity.WARNING)

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents == 2:
            start, end = event.start_mark.index, event.end_mark.index
            self._problems.add("second-document", self._source.span(start, end))
        self._items = []

    def _end_document(self, _: Any) -> None:
        if self._documents == 1:
            self.root = self._items[0]

    def _refuse_marks(self, event: Any) -> None:
        start = event.start_mark.index
        place = self._source.span(start, start + 1)
        if event.anchor is not None:
            self._problems.add("yaml-anchor", place, name=f"&{event.anchor}")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problems.add("yaml-tag", place, name=tag)


def _pass(_: Any) -> None:
    """Do nothing: where the stream begins and ends carries no data."""


def _are_digits(*nodes: Node | None) -> bool:
    texts = [each.text or "" if isinstance(each, ScalarNode) else "" for each in nodes]
    return all(text.isdecimal() for text in texts)


def _record_slip(slip: YamlSlip, source: SourceText, problems: Problems) -> None:
    problems.record(Diagnostic(slip.code, source.span(slip.start, slip.end), details=slip.details))


def _record_syntax(
    error: yaml.MarkedYAMLError, source: SourceText, problems: Problems, deepest: int
) -> None:
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark is not None else 0
    place = source.span(index, index + 1)
    problem = error.problem or error.context or "it cannot be read"
    if "nesting depth" in problem:
        # From 0.2.6 on libyaml has a limit of its own, and looks ahead past ours on one line.
        problems.add("too-deep", place, limit=deepest)
    else:
        problems.add("yaml-syntax", place)


def _record_character(
    error: yaml.reader.ReaderError, source: SourceText, problems: Problems
) -> None:
    # The parser counts bytes; places count characters.
    before = source.text.encode("utf-8")[: error.position]
    index = len(before.decode("utf-8", errors="ignore"))
    problems.add("control-character", source.span(index, index + 1))
