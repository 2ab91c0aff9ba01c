"""Ids that are a municipality's own: which can be read with certainty, and which could be one.

What a spreadsheet makes of an id cannot be undone: a day, a power of ten, a number whose last
digits are gone are refused wherever they stand. What it makes of an id and leaves readable, as `7`
of `007`, is one of its spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LONGEST = 64
_WORDS = re.compile(r"[a-z0-9ß-öø-ÿ](?:[-_./: a-z0-9ß-öø-ÿ]|(?<=\d),(?=\d))*", re.ASCII)
"""Latin letters, digits, and what may stand between them."""

_MONTH = r"(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\.?"
_SPOILT = re.compile(
    rf"""
      \d+(?:[.,]\d+)?e[-+]?\d+                         # a power of ten
    | \d{{16,}}(?:[.,]0+)?                             # more digits than a spreadsheet keeps
    | \d{{4}}-\d\d-\d\d(?:[ t][\d:.]+)?                # a day
    | \d\d?[-./ ]\d\d?[-./ ]\d{{4}}
    | \d\d?[-./ ]+{_MONTH}(?:[-./ ]+\d{{2,4}})?
    | {_MONTH}[-./ ]+\d{{2,4}}
    | nan|na|n/a|nat|none|null|nil|inf|infinity|true|false
    """,
    re.VERBOSE,
)
_MINUS = str.maketrans("\u2212", "-")
_IN_ASCII = (
    str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d"}),
    str.maketrans({"æ": "a", "ø": "o", "ð": "d", "þ": "th"}),
)
_ZEROS_BEHIND = re.compile(r"[.,]0+$")
_PARTS = re.compile(r"[^ ,/:]+")
_DECIMAL = re.compile(r"\d+[.,]\d+")


def is_local_id(text: str) -> bool:
    """Say whether everybody, and every program, reads a text as the same id.

    It is short, of Latin letters and digits with `-`, `_`, `.`, `/`, `:` or a space between them.
    """
    plain = _plain(text)
    return (
        0 < len(text) <= _LONGEST
        and _WORDS.fullmatch(plain) is not None
        and plain[-1].isalnum()
        and _SPOILT.fullmatch(plain) is None
    )


def is_spoilt(text: str) -> bool:
    """Say whether a text looks like what a spreadsheet makes of ids: which it was is lost."""
    return _SPOILT.fullmatch(_plain(text)) is not None


def spelling(id_: str) -> str:
    """Return the spelling under which an id is compared.

    Case, composition, width, the kind of what stands between, leading zeros and zeros behind a
    decimal point make no difference to it.
    """
    return _joined(_ZEROS_BEHIND.sub("", _plain(id_)))


def spellings(id_: str) -> tuple[str, ...]:
    """Return that spelling of an id, then all others it may be found under.

    INVARIANT: two ids could be the same person's if the first spelling of one is a spelling of the
    other. All comparing of ids that are spelt differently goes through here.

    In the others nothing stands between, or what is of one kind is gone, or Danish letters are
    written in ASCII; some words of several are one too.
    """
    written, first = _ZEROS_BEHIND.sub("", _plain(id_)), spelling(id_)
    if written.isascii() and "-" not in first and _PARTS.fullmatch(written):
        return (first,)  # nothing that is gone would make another
    every = [first, *(_joined(each) for each in _written_otherwise(written))]
    every += [each.replace("-", "") for each in every]
    return tuple(dict.fromkeys(every))


def _plain(text: str) -> str:
    """Write a text in small letters, composed, with one kind of dash and of space."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_MINUS)
    return "".join("-" if unicodedata.category(each) == "Pd" else each for each in folded)


def _written_otherwise(written: str) -> Iterator[str]:
    for letters in [written, *_ascii(written)]:
        yield letters
        yield re.sub(r"[\W_]", "", letters)
        yield from _within(letters)
        for mark in sorted(set(re.findall(r"[\W_]", letters))):
            yield letters.replace(mark, "")
    if _DECIMAL.fullmatch(written):
        yield written.rstrip("0")


def _within(written: str) -> Iterator[str]:
    """Go through the words, and those that follow each other together."""
    words = [word.span() for word in _PARTS.finditer(written)]
    for number, (start, _) in enumerate(words):
        for _, end in words[number:]:
            yield written[start:end]


def _ascii(written: str) -> Iterator[str]:
    if not written.isascii():
        for letters in _IN_ASCII:
            parts = unicodedata.normalize("NFD", written.translate(letters))
            yield "".join(each for each in parts if not unicodedata.combining(each))


def _joined(written: str) -> str:
    """Leave out leading zeros, and what stands between a letter and a digit; else write a dash."""
    one_kind = re.sub(r"[\W_]+", "-", written).strip("-")
    between_alike = re.sub(r"(?<=[^\W\d])-(?=\d)|(?<=\d)-(?=[^\W\d])", "", one_kind)
    return re.sub(r"^0+(?=\w)|(?<!\d)0+(?=\d)", "", between_alike)
