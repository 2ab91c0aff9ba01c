"""Numbers as tables write them: a point or a comma before the decimals, nothing between thousands.

`1.240` is no number here, nor `1,240`: who writes a point between thousands means a thousand times
more than who writes one before decimals, and nobody can tell.
"""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def number_in(text: str) -> Decimal | None:
    """Return the number a text says for certain, None if it says none."""
    if not _NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))
