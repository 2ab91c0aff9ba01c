"""Texts that YAML cuts short without a word: at a comma between braces, or at a `#`."""

from __future__ import annotations

import re

from triage.diagnostics import Span
from triage.language.reading.nodes import Node, ScalarNode, SourceText

_QUOTES = frozenset("'\"|>")
_KEY = re.compile(r"([\w.-]+):\S")
_TO_HASH = re.compile(r"[ ]*:[ ]+(?=#\S)")


def is_cut_at_comma(key: Node, value: Node, before: Node | None) -> bool:
    """Say whether a key between braces is the rest of the text before it.

    It stands there without a colon, and what stands before it is a text without quotes.
    """
    return _has_no_colon(key, value) and isinstance(before, ScalarNode) and is_plain(before)


def key_with_value(key: Node, value: Node) -> str | None:
    """Return the key in what stands between braces as `key:value`, without a space."""
    found = _KEY.match(key.text or "") if isinstance(key, ScalarNode) else None
    return found[1] if found and _has_no_colon(key, value) else None


def _has_no_colon(key: Node, value: Node) -> bool:
    within = key.within
    if isinstance(within, Span) or not isinstance(value, ScalarNode) or value.text is not None:
        return False
    return within.text[key.end : key.end + 100].lstrip()[:1] in {",", "}"}


def cut_at_hash(node: ScalarNode) -> Span | None:
    """Return where a text was cut at a `#`; `None` where it was not.

    A comment is set off by two spaces or more: after one, the text was most likely meant to go on.
    """
    within = node.within
    if isinstance(within, Span) or not is_plain(node) or " " not in (node.text or ""):
        return None
    cut = within.text[node.end : node.end + 2] == " #"
    return _rest(within, node.end + 1) if cut else None


def begins_with_hash(key: ScalarNode) -> Span | None:
    """Return the text under a key that has nothing, because it begins with a `#`."""
    within = key.within
    found = None if isinstance(within, Span) else _TO_HASH.match(within.text, key.end)
    return _rest(key.within, found.end()) if found and isinstance(key.within, SourceText) else None


def is_plain(node: ScalarNode) -> bool:
    """Say whether a word or text stands without quotes, and is one."""
    within = node.within
    if isinstance(within, Span) or node.text is None:
        return False
    return within.text[node.start] not in _QUOTES


def _rest(within: SourceText, start: int) -> Span:
    end = within.text.find("\n", start)
    return within.span(start, len(within.text) if end < 0 else end)
