"""Signs a computer put in unasked: spaces that are none, signs nobody sees, garbled letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GARBLED = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]{1,2}|\ufffd")
_SIGNS_OF_GARBLING = "\u00c2\u00c3\u00e2\ufffd"
_WORD = re.compile(r"\S+")
_SPACES, _INVISIBLE = "\u00a0\u2007\u202f\u3000", "\u200b\u2060\ufeff\u00ad"
_EDGES = re.compile(f"^[{_SPACES}]|[{_SPACES}]$")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_ODD = re.compile(f"[{_SPACES}{_INVISIBLE}]")


def garbled(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield every garbled word: from where, up to where, and what it was, where that is certain.

    Such are letters saved as UTF-8 and read as if they were saved by an older Windows.
    """
    if not any(sign in text for sign in _SIGNS_OF_GARBLING):
        return
    seen = -1
    for found in _GARBLED.finditer(text):
        if found.start() >= seen:
            start = max(text.rfind(sign, 0, found.start()) for sign in " \t\n") + 1
            word = _WORD.match(text, start)
            seen = word.end() if word else found.end()
            yield start, seen, _mended(text[start:seen])


def _mended(word: str) -> str | None:
    for encoding in ("cp1252", "latin-1"):
        try:
            return word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


def has_odd_signs(text: str) -> bool:
    """Say whether a text has a space that is none, or a sign nobody sees, anywhere."""
    return not text.isascii() and _ODD.search(text) is not None


def odd_space(word: str) -> bool:
    """Say whether a word begins or ends with a space that YAML does not take for one."""
    return _EDGES.search(word) is not None


def unseen(word: str) -> bool:
    """Say whether a single word holds a sign that nobody sees."""
    return " " not in word and _UNSEEN.search(word) is not None
