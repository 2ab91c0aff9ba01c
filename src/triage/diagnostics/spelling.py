"""The nearest known spelling of a name nobody knows."""

import difflib
import re
from collections.abc import Iterable

from triage.diagnostics.other_words import in_other_words

# Below this, suggestions for short ids mislead more often than they help.
_CUT_OFF = 0.65
# Comparing is quadratic, and no id is this long.
_LONGEST_WORD = 100
_WORDS = re.compile(r"\w+")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `word`, or None where none is near.

    Case and `-`, space or `_` between words make no difference. A known name with two letters
    swapped, or called by its Danish word, is near however short it is. The order of `known` does
    not matter either.
    """
    by_shape: dict[str, str] = {}
    for name in sorted(known):
        by_shape.setdefault(_shape(name), name)
    shape = _shape(word)
    found = in_other_words(shape, by_shape) or _swapped(shape, by_shape) or _alike(shape, by_shape)
    return None if found is None else by_shape[found]


def aloud(text: str) -> str:
    """Return a text as it is read aloud: its words, without case and signs."""
    return " ".join(_WORDS.findall(text.casefold()))


def same_aloud(one: str, other: str) -> bool:
    """Say whether two texts are read aloud in the same way, and say something."""
    return aloud(one) == aloud(other) != ""


def _alike(shape: str, known: Iterable[str]) -> str | None:
    found = difflib.get_close_matches(shape, sorted(known), n=1, cutoff=_CUT_OFF)
    return found[0] if found else None


def _swapped(shape: str, known: Iterable[str]) -> str | None:
    """Return the one that differs in two neighbouring letters the other way round."""
    swaps = (f"{shape[:i]}{shape[i + 1]}{shape[i]}{shape[i + 2 :]}" for i in range(len(shape) - 1))
    every = set(swaps)
    return min((name for name in known if name in every), default=None)


def _shape(name: str) -> str:
    return name[:_LONGEST_WORD].strip().casefold().replace("-", "_").replace(" ", "_")
