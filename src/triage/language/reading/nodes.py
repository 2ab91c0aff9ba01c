"""YAML as data with places: scalars are text, and nothing is guessed (rulebook language, intro).

Every node is made with its `Span`, or with offsets into the text it was read from: most spans
are never asked for, so lines and columns are counted only when one is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from triage.diagnostics import Span

# Where YAML ends a line; `Sources.line` counts the same way.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class SourceText:
    """The text of one file, and where its lines begin."""

    file: str
    text: str = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the place of the characters from `start` up to `end`."""
        line, column = self._place(start)
        end_line, end_column = self._place(end)
        return Span(self.file, line, column, end_line, end_column)

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]


def _span(node: Node) -> Span:
    within = node.within
    return within if isinstance(within, Span) else within.span(node.start, node.end)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A word or text as it was written; `None` where nothing, `null` or `~` stands."""

    text: str | None
    within: Span | SourceText
    start: int = 0
    end: int = 0

    @property
    def span(self) -> Span:
        """The place in the file."""
        return _span(self)


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    within: Span | SourceText
    start: int = 0
    end: int = 0

    @property
    def span(self) -> Span:
        """The place in the file."""
        return _span(self)


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with what stands under them, in the order of the file; keys are unique.

    `name` is the key it stands under itself, if it stands under one.
    """

    entries: tuple[tuple[ScalarNode, Node], ...]
    within: Span | SourceText
    start: int = 0
    end: int = 0
    name: ScalarNode | None = field(default=None, compare=False, repr=False)

    @property
    def span(self) -> Span:
        """The place in the file."""
        return _span(self)

    def get(self, key: str) -> Node | None:
        """Return what stands under `key`, or `None` where the key is not written."""
        for entry_key, node in self.entries:
            if entry_key.text == key:
                return node
        return None


Node = ScalarNode | SequenceNode | MappingNode


def text_of(node: Node | None) -> str | None:
    """Return the word or text that stands there, if it is one."""
    return node.text if isinstance(node, ScalarNode) else None


def entries_of(node: Node | None) -> tuple[tuple[ScalarNode, Node], ...]:
    """Return the keys that stand there with what is under them; none where it is no mapping."""
    return node.entries if isinstance(node, MappingNode) else ()
