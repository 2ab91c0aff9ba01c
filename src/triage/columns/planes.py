"""Bit planes: a yes or no for each of many rows, 64 rows a word.

INVARIANT: beyond the last row a plane may hold anything; nobody looks there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

_WORD = 64


def words(rows: int) -> int:
    """Return how many words hold so many rows."""
    return -(-rows // _WORD)


def packed(flags: Flags) -> Plane:
    """Return a yes or no a row as a plane."""
    plane = np.zeros(words(len(flags)), dtype=np.uint64)
    bits = np.packbits(flags, bitorder="little")
    plane.view(np.uint8)[: len(bits)] = bits
    return plane


def unpacked(plane: Plane, rows: int) -> Flags:
    """Return a plane as a yes or no for each of so many rows."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def bits(plane: Plane, rows: npt.NDArray[np.int64]) -> Flags:
    """Return whether it is so in each of some rows."""
    found: Flags = (plane.view(np.uint8)[rows >> 3] >> (rows & 7) & 1).astype(np.bool_)
    return found


def nowhere(rows: int) -> Plane:
    """Return what is so in no row."""
    return np.zeros(words(rows), dtype=np.uint64)


def everywhere(rows: int) -> Plane:
    """Return what is so in every row."""
    return ~nowhere(rows)
