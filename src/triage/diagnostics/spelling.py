"""The nearest known spelling of a name nobody knows."""

import difflib
from collections.abc import Iterable

# Below this, suggestions for short ids mislead more often than they help.
_CUT_OFF = 0.65
# Comparing is quadratic, and no id is this long.
_LONGEST_WORD = 100


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `word`, or None where none is near.

    Case and `-`, space or `_` between words make no difference. The order of `known` does not
    matter either.
    """
    by_shape: dict[str, str] = {}
    for name in sorted(known):
        by_shape.setdefault(_shape(name), name)
    found = difflib.get_close_matches(_shape(word), sorted(by_shape), n=1, cutoff=_CUT_OFF)
    return by_shape[found[0]] if found else None


def _shape(name: str) -> str:
    return name[:_LONGEST_WORD].casefold().replace("-", "_").replace(" ", "_")
