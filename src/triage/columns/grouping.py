"""Rows that have the same in all of some columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from triage.columns.cells import Ints
from triage.columns.planes import Flags

Numbers = npt.NDArray[np.integer[Any]]

_WIDEST = 2**62


def alike(columns: Iterable[Numbers | Flags], rows: int) -> tuple[Ints, Ints]:
    """Group rows with the same values: the group of each row, and the first row of each group."""
    key, width = np.zeros(rows, dtype=np.int64), 1
    for column in columns:
        low = int(column.min(initial=0))
        size = int(column.max(initial=0)) - low + 1
        if width * size > _WIDEST:
            found, key = np.unique(key, return_inverse=True)
            width = len(found)
        key = key * size + (column.astype(np.int64) - low)
        width *= size
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return group.astype(np.int64), first.astype(np.int64)
