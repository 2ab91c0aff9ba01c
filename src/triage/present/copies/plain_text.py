"""Plain text for old fields: signs that Windows-1252 has, cut at the end of a sentence.

No Markdown, tables, tabs, arrows, emoji or curly quotes: in older fields they become question
marks. What cannot be written is shown as left out, and never quietly changed.
"""

from __future__ import annotations

import re
import unicodedata

_CODEC = "cp1252"
_LEFT_OUT = "[...]"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00bb\u00ab", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7", "-"),
        **dict.fromkeys("\u2192\u21d2", "->"),
        "\u2026": "...",
    }
)
"""Quotes, dashes and bullets, arrows and dots as every keyboard has them."""
_ENDS = re.compile(r"[.!?](?=\s|$)|(?<!:)\n")
_WORD_ENDS = re.compile(r"\s")


def plain(text: str) -> str:
    """Write a text with signs that every field keeps; line breaks stay."""
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN)
    lines = (" ".join(_kept(line).split()) for line in composed.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def cut(text: str, limit: int) -> str:
    """Return as many whole sentences as there is room for, else whole words."""
    if len(text) <= limit:
        return text
    start = text[: limit + 1]
    for ends in (_ENDS, _WORD_ENDS):
        places = [found.end() for found in ends.finditer(start) if found.end() <= limit]
        if places:
            return text[: places[-1]].rstrip()
    return ""


def _kept(line: str) -> str:
    """Leave out what cannot be written; a letter with a mark on it keeps the letter."""
    kept = "".join(_sign(char) for char in line)
    return re.sub(r"\0[\0\s]*", f" {_LEFT_OUT} ", kept) if "\0" in kept else kept


def _sign(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char)[0] in "CM":  # controls, and marks that stand on another letter
        return ""
    if _is_known(char):
        return char
    bare = unicodedata.normalize("NFKD", char)[0]
    return bare if _is_known(bare) else "\0"


def _is_known(char: str) -> bool:
    try:
        char.encode(_CODEC)
    except UnicodeEncodeError:
        return False
    return True
