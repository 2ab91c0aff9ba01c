"""Answers from nodes: JSON-like data, and the place of each answer (rulebook language, intro)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.diagnostics import Span
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.scalars import whole_number
from triage.model.written import WrittenNumber, WrittenText

_FLAGS = {"true": True, "false": False}
_NEVER_PLAIN = frozenset("'\"|>")


def plain_data(node: Node) -> Any:
    """Return a node as data: mappings, lists, texts, and what is absent as `None`.

    What a scalar is, its question says: a quoted number is a number where one is asked for, and a
    plain one text where text is.
    """
    match node:
        case MappingNode(entries):
            return {key.text: plain_data(value) for key, value in entries}
        case SequenceNode(items):
            return [plain_data(item) for item in items]
        case ScalarNode(text):
            if text is None:
                return None
            return WrittenText(text) if _is_quoted(node) else _unquoted(text)


def places_in(node: Node, path: str = "") -> Iterator[tuple[str, Span]]:
    """Yield the place of everything in a node by its path; the items of lists count from 1."""
    match node:
        case MappingNode(entries):
            for key, value in entries:
                below = f"{path}.{key.text}" if path else key.text or ""
                yield below, value.span if isinstance(value, ScalarNode) else key.span
                yield from places_in(value, below)
        case SequenceNode(items):
            for position, item in enumerate(items, start=1):
                yield f"{path}.{position}", item.span
                yield from places_in(item, f"{path}.{position}")
        case ScalarNode():
            pass


def nth(number: int) -> str:
    """Name what stands at a place in a mapping under a name that may not be told."""
    return f"#{number}"


def names_in(node: Node, path: str = "") -> Iterator[tuple[str, Span]]:
    """Yield the place where everything in a mapping is named: by its path, and by its number."""
    match node:
        case MappingNode(entries):
            for number, (key, value) in enumerate(entries, start=1):
                before = f"{path}." if path else ""
                below = f"{before}{key.text}"
                yield below, key.span
                yield f"{before}{nth(number)}", key.span
                yield from names_in(value, below)
        case SequenceNode(items):
            for position, item in enumerate(items, start=1):
                yield from names_in(item, f"{path}.{position}")
        case ScalarNode():
            pass


def _unquoted(text: str) -> str | int | bool:
    if text in _FLAGS:
        return _FLAGS[text]
    number = whole_number(text)
    return WrittenText(text) if number is None else WrittenNumber(number, text)


def _is_quoted(node: ScalarNode) -> bool:
    within = node.within
    return not isinstance(within, Span) and within.text[node.start] in _NEVER_PLAIN
