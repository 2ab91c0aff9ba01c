"""What a message may quote of what somebody said: what is known, or nearly right.

INVARIANT: nothing else that was said reaches a message, a path or an excerpt. A misspelt id, a
short number and a day help whoever puts them right; a name, a CPR number or a sentence is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from difflib import SequenceMatcher

HIDDEN = "…"
"""Stands where something was said that is not quoted."""

_NEARLY = 0.7
_LONGEST = 100
_ID_LIKE = re.compile(r"[\w=.-]+", re.ASCII).fullmatch
_NUMBER = re.compile(r"-?[0-9]{1,4}", re.ASCII).fullmatch
_DAY = re.compile(r"[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}", re.ASCII).fullmatch


def quoted(said: object, near: str | None = None, known: Collection[str] = ()) -> str:
    """Return a word where it is one of `known` or nearly `near`; else `…`."""
    text = _text(said)
    return text if text in known or is_nearly(text, near) or _is_foreign(said) else HIDDEN


def quoted_number(said: object) -> str:
    """Return a number of at most four digits; else `…`."""
    text = _text(said)
    return text if _NUMBER(text) or _is_foreign(said) else HIDDEN


def quoted_day(said: object) -> str:
    """Return what has the shape of a day, though it may be none; else `…`."""
    text = _text(said)
    return text if _DAY(text) or _is_foreign(said) else HIDDEN


def is_nearly(text: str, near: str | None) -> bool:
    """Return whether `text` is an id, spelt almost as the known one `near`.

    Names of people begin with capitals, ids of most things do not.
    """
    if near is None or len(text) > _LONGEST or not _ID_LIKE(text):
        return False
    if text != text.lower() and near == near.lower():
        return False
    return SequenceMatcher(None, text, near).ratio() >= _NEARLY


def _text(said: object) -> str:
    match said:
        case str():
            return str.__str__(said)
        case bool():
            return str(said).lower()
        case int() if abs(said) < 10_000:
            return str(int(said))
        case date():
            return said.isoformat()
        case _ if _is_foreign(said):
            return f"{type(said).__module__}.{type(said).__qualname__}"
        case _:
            return HIDDEN


def _is_foreign(said: object) -> bool:
    """Say whether it is of a class of an embedder's own, which he knows by its name."""
    return not isinstance(said, str | int | date) and type(said).__module__ != "builtins"
