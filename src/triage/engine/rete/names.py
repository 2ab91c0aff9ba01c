"""Names of fields as durable-rules gets them: short, and told apart by their hash.

durable-rules never compares names, only their 32-bit hashes: a test on `costarring` holds of a
fact that has `liquid`. So fields get names of our own, one hash each.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator

TAG = "t"
"""The field every fact has, always 0."""

_WORDS = "forward s i m l r add sub mul div lt lte gt gte eq neq mt imt iall iany ex nex or and"
_RESERVED = (TAG, "id", "sid", *(f"${word}" for word in _WORDS.split()))

_BASIS, _PRIME, _BITS = 0x811C9DC5, 16777619, 0xFFFFFFFF


def name_hash(name: str) -> int:
    """Return the hash durable-rules knows an ASCII name by (32-bit FNV-1a)."""
    value = _BASIS
    for byte in name.encode("ascii"):
        value = (value ^ byte) * _PRIME & _BITS
    return value


def every_name() -> Iterator[str]:
    """Yield names with hashes of their own, none a word of durable-rules, shortest first."""
    seen = {name_hash(word) for word in _RESERVED}
    for letters in _every_word():
        if (hashed := name_hash(letters)) not in seen:
            seen.add(hashed)
            yield letters


def _every_word() -> itertools.chain[str]:
    """Return a, b, … z, aa, ab, … without end."""
    return itertools.chain.from_iterable(
        map("".join, itertools.product(string.ascii_lowercase, repeat=length))
        for length in itertools.count(1)
    )
