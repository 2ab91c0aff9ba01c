"""Words that no text for a participant may hold, and how they are found (texts and translations).

Matching compares without regard to case, to how signs are composed (Unicode NFKC), to the kind of
dash, to signs that are not seen, such as soft hyphens, and to letters of another alphabet that look
like those of this one. A limit between braces is a number. A word ends where no letter or digit
follows.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_DASHES: dict[int, str] = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_ALIKE = str.maketrans("авеіјкмнорсѕтухԁԛԝαιικνορτυχɡı", "abeijkmhopcstyxdqwaiikvoptuxgi")
"""Cyrillic, Greek and other letters, and the Latin ones that nobody tells from them."""
_COMPARED = _ALIKE | _DASHES
_ODD = re.compile("[\u00ad\u0100-\U0010ffff]")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Kinds of signs that show nothing, or only something on the letter before."""
_FILLED_IN = re.compile(r"\{\w+\}")
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

    def may_stand_in(self, aside: Iterable[Aside]) -> bool:
        """Say whether a text may hold these words, by what it is about."""
        return any(each in self.aside for each in aside)


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
        for kind, patterns in self._patterns:
            if not kind.may_stand_in(aside) and (found := _first(patterns, plain)):
                yield kind.id, found

    def holds(self, id_: str) -> bool:
        """Say whether an id holds such a word, each part between `_`, `-` and `.` being a word."""
        plain = _plain(re.sub(r"[_.]", " ", id_))
        return any(_first(patterns, plain) for _, patterns in self._patterns)

    def shown(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that may be shown to a participant."""
        return tuple(each for each in ids if not self.holds(each))

    @cached_property
    def _patterns(self) -> tuple[tuple[NeverSays, tuple[_Pattern, ...]], ...]:
        return tuple(
            (kind, tuple(_Pattern.of(each) for every in kind.words.values() for each in every))
            for kind in self.kinds
        )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern as a regular expression, and the longest part that a text must hold for it.

    Most texts hold none: looking for the part first takes a tenth of the time.
    """

    part: str
    expression: re.Pattern[str]

    @classmethod
    def of(cls, written: str) -> _Pattern:
        parts = _PARTS.findall(_plain(written))
        return cls(max(parts, key=lambda part: (part not in "*#- ", len(part))), _expression(parts))


def _first(patterns: Iterable[_Pattern], plain: str) -> str | None:
    """Return the first words of a text, as it is compared, that one of these patterns finds."""
    for each in patterns:
        found = each.expression.search(plain) if each.part in plain else None
        if found is not None:
            return found[0]
    return None


def _plain(text: str) -> str:
    """Write a text as it is compared."""
    plain = _FILLED_IN.sub("1", text).casefold() if "{" in text else text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", plain)
        if _ODD.search(plain):
            plain = _seen(plain).translate(_COMPARED)
        plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(plain.split())


def _seen(text: str) -> str:
    """Leave out what shows nothing; what can be composed with a letter has become part of it."""
    return "".join(each for each in text if unicodedata.category(each) not in _UNSEEN)


def _expression(parts: list[str]) -> re.Pattern[str]:
    """Write the parts of a pattern as a regular expression over texts as they are compared."""
    near = zip(("", *parts), parts, (*parts[1:], ""), strict=False)
    inner = "".join(_part(*each) for each in near)
    begins, ends = _BEGINS * _is_word(parts[0][0]), _ENDS * _is_word(parts[-1][-1])
    return re.compile(f"{begins}{inner}{ends}")


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
