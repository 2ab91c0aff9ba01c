"""Words that no text for a participant may hold, and how they are found (texts and translations).

Matching compares without regard to case, to how signs are composed (Unicode NFKC), to the kind of
dash, and to signs that are not seen, such as soft hyphens. A word ends where no letter or digit
follows.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_LETTER = r"[^\W_]"
_BEGINS, _ENDS = rf"(?<!{_LETTER})", rf"(?!{_LETTER})"
_NUMBER = r"\d+(?:[.,]\d+)*"
_PARTS = re.compile(r"\*|#|-| |[^*# -]+")
_WORD = r"(?:\*?[^*# ]+\*?|#[^*# ]*)"
_PATTERN = re.compile(rf"{_WORD}(?: {_WORD})*")


class Aside(enum.StrEnum):
    """Texts that may hold words others may not."""

    LAW = "law"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class NeverSays:
    """One kind of words: patterns by language, and which texts are left aside.

    In a pattern `*` at either end of a word stands for any letters more, `#` for a number, and a
    dash also for a space or nothing.
    """

    id: str
    words: Mapping[str, tuple[str, ...]]
    aside: tuple[Aside, ...] = ()


def is_pattern(text: str) -> bool:
    """Say whether a text can be a pattern: words with `*` at their ends, and `#` for numbers."""
    plain = _plain(text)
    return bool(_PATTERN.fullmatch(plain)) and any(map(str.isalnum, plain.replace("#", "1")))


@dataclass(frozen=True)
class Unsaid:
    """Finds the words of some kinds, in all of their languages, whatever language a text is in."""

    kinds: tuple[NeverSays, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def found_in(self, text: str, aside: Iterable[Aside] = ()) -> Iterator[tuple[str, str]]:
        """Yield each kind that a text holds, and the first words of it as they are compared.

        Kinds that may stand in texts `aside` are passed over.
        """
        plain = _plain(text)
        for id_, left, pattern in self._patterns:
            found = None if left.intersection(aside) else pattern.search(plain)
            if found is not None:
                yield id_, found[0]

    def holds(self, id_: str) -> bool:
        """Say whether an id holds such a word, each part between `_`, `-` and `.` being a word."""
        text = re.sub(r"[_.]", " ", id_)
        return any(pattern.search(_plain(text)) for _, _, pattern in self._patterns)

    def shown(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that may be shown to a participant."""
        return tuple(each for each in ids if not self.holds(each))

    @cached_property
    def _patterns(self) -> tuple[tuple[str, frozenset[Aside], re.Pattern[str]], ...]:
        return tuple(
            (kind.id, frozenset(kind.aside), re.compile("|".join(map(_expression, written))))
            for kind in self.kinds
            if (written := [each for every in kind.words.values() for each in every])
        )


def _plain(text: str) -> str:
    """Write a text as it is compared."""
    seen = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_DASHES)
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def _expression(pattern: str) -> str:
    """Write a pattern as a regular expression over texts as they are compared."""
    parts = _PARTS.findall(_plain(pattern))
    near = zip(("", *parts), parts, (*parts[1:], ""), strict=False)
    inner = "".join(_part(*each) for each in near)
    return "".join((_BEGINS * _is_word(parts[0][0]), inner, _ENDS * _is_word(parts[-1][-1])))


def _part(before: str, part: str, after: str) -> str:
    match part:
        case "*":
            return f"{_LETTER}*"
        case "#":
            return _NUMBER
        case "-":
            return "[- ]?"
        case " ":
            apart = all(each.isalnum() or each == "*" for each in (before[-1], after[0]))
            return " " if apart else " ?"
        case _:
            return re.escape(part)


def _is_word(sign: str) -> bool:
    """Say whether a sign of a pattern stands for a letter or digit, or for several."""
    return sign.isalnum() or sign in "*#"
