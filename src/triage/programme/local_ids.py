"""Ids that are a municipality's own: what looks like a CPR number is none of them."""

from __future__ import annotations

import re

_CPR = re.compile(r"(0[1-9]|[1-6]\d|7[01])(0[1-9]|1[0-2])\d{2}[-\s/.]*\d{4}", re.ASCII)


_LONGEST = 64
_RECKONED_WITH = ("=", "+", "-", "@")
"""What begins so is taken for a formula where a list of ids is opened as a spreadsheet."""


def is_local_id(text: str) -> bool:
    """Say whether a text can be an id: short, printable, and the same in a spreadsheet."""
    return 0 < len(text) <= _LONGEST and text.isprintable() and not text.startswith(_RECKONED_WITH)


def looks_like_cpr(text: str) -> bool:
    """Say whether a text has the form of a Danish civil registration number.

    Six digits that begin with a day and a month, four more, perhaps something between them. Days of
    replacement numbers, 60 higher, count too; no check digit does, for new numbers have none.
    """
    return _CPR.fullmatch(text.strip()) is not None
