"""Contents of files that are no rulebook and no case: damaged, hostile, or far too much."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

HEAD = "rulebook: {id: small, version: 1}\n"
ANSWERS = "as_of: 2026-11-22\nanswers: {own_words: Jeg vil gerne i gang.}\n"
MANY = 20_000
LONG = 1_000_000


def _numbered(piece: str, count: int = MANY) -> str:
    return "".join(piece.replace("#", str(number)) for number in range(count))


def _growing() -> str:
    """Return aliases that would be billions of nodes anywhere they are followed."""
    names = [f"a{number}" for number in range(40)]
    lines = [f"{name}: &{name} [*{before}, *{before}]" for before, name in pairwise(names)]
    return "\n".join(["a0: &a0 [x, x]", *lines])


_TEXTS: Mapping[str, str] = {
    "empty": "",
    "a comment": "# ingenting\n",
    "a word": "hej",
    "a list": "- hej\n",
    "an open bracket": "rulebook: {id: small",
    "an open quote": 'rulebook: {id: "small}\n' + HEAD,
    "an open text": "rulebook: |\n",
    "mis-indented": "rulebook:\n   id: small\n  version: 1\n",
    "a tab": "rulebook:\n\tid: small\n",
    "a control character": "rulebook: \x07\n",
    "an escaped one": 'rulebook: {id: "\\x1b[31m", title: "\\u202e"}\n',
    "a NUL": "rulebook: {id: \0}\n",
    "carriage returns": "rulebook:\r  id: 7\r  version: 1\r",
    "two documents": HEAD + "---\n" + HEAD,
    "three empty documents": "---\n---\n---\n",
    "an end of documents": "...\n" * MANY,
    "a duplicate key": HEAD + HEAD,
    "an anchor": "rulebook: &a {id: small, version: 1}\nfactors: *a\n",
    "growing aliases": _growing(),
    "a merge key": HEAD + "factors: {<<: {a: A}}\n",
    "a tag": 'rulebook: !!python/object/apply:os.system ["true"]\n',
    "a tag of our own": "rulebook: !rulebook {id: small}\n",
    "an unknown version": "%YAML 9.9\n---\n" + HEAD,
    "directives": _numbered("%TAG !a#! tag:x\n") + "---\n" + HEAD,
    "a key that is a list": "? [a, b]\n: 1\n",
    "a key that is nothing": ": 1\n",
    "a long key": f"? {'x' * LONG}\n: 1\n",
    "half a surrogate": '{"answers": {"own_words": "\\ud83d"}}',
    "nested lists": "[" * LONG,
    "nested mappings": "{a: " * MANY,
    "nested dashes": "- " * MANY,
    "nested questions": "? " * MANY,
    "nested blocks": "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
    "unknown keys": _numbered("k#: 1\n"),
    "unknown keys on one line": "{" + _numbered("k#: 1, ") + "}",
    "the same key": "a: 1\n" * MANY,
    "values without keys": "{" + _numbered("k#, ") + "}",
    "a long list": "[" + "a," * MANY + "]",
    "a long word": "rulebook: " + "x" * LONG,
    "a long line after a mistake": "{rulebook: 1, factors: " + "x" * LONG + "}",
    "a mistake at its end": "{rulebook: {title: " + "x" * LONG + "}, factors: 1}",
    "spaces": " " * LONG + "rulebook: 1",
    "wide signs": "rulebook: 1 # " + "漢\u0301\t" * (LONG // 8),
    "line breaks": "rulebook: 1" + "\n" * LONG,
    "escapes": 'rulebook: "' + "\\u00e6" * (LONG // 8) + '"',
    "unknown answers": "as_of: 2026-11-22\nanswers: {" + _numbered("k#: 1, ") + "}",
    "unknown rows": "as_of: 2026-11-22\nanswers: {barriers: {" + _numbered("k#: 1, ") + "}}",
    "items": "as_of: 2026-11-22\nanswers: {goals: [" + "{}," * MANY + "]}",
    "wrong items": "as_of: 2026-11-22\nanswers: {goals: [" + "7," * MANY + "]}",
    "members": "as_of: 2026-11-22\nanswers: {reasons: [" + "economy," * MANY + "]}",
    "nested answers": "as_of: 2026-11-22\nanswers: {reasons: " + "[" * 48 + "]" * 48 + "}",
    "wrong expectations": ANSWERS + "expect: {start: {" + _numbered("k#: x, ") + "}}",
}

CONTENTS: Mapping[str, bytes] = {
    **{name: text.encode() for name, text in _TEXTS.items()},
    "Latin 1": "rulebook: {id: små}".encode("latin-1"),
    "UTF-16": HEAD.encode("utf-16"),
    "UTF-8 cut short": "rulebook: {id: æ".encode()[:-1],
    "half a surrogate in bytes": b"rulebook: \xed\xa0\x80",
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf: 1",
    "NULs": b"\0" * 1_000,
    "bytes": bytes(range(256)),
    "too large": b"x: " + b"x" * 10_000_000,
}
