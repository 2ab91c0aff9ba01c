"""Arrays of Arrow as columns of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pyarrow as pa

from triage.columns.cells import ABSENT, Cells, Codes, Distinct, Numbers, Sets
from triage.columns.planes import Flags

_FIRST = date(1970, 1, 1).toordinal()
"""What Arrow counts days from."""

_KINDS = (np.int8, np.int16, np.int32)

_MOST_MEMBERS = 62
"""Sets of so many different members are told apart as the bits of a number."""


def cells_of(array: Any, read: Callable[[Any], Any], *, read_sets: bool) -> Cells:
    """Return the answers that stand in an array.

    Each is `read` once, but for numbers and dates, and for sets unless it is asked.
    """
    kind, types = array.type, pa.types
    if types.is_integer(kind) or types.is_floating(kind):
        with suppress(pa.ArrowInvalid):
            return _numbers(array.cast(pa.int64()))
    elif types.is_date(kind) or (types.is_timestamp(kind) and kind.tz is None):
        with suppress(pa.ArrowInvalid):
            return _numbers(array.cast(pa.date32()).cast(pa.int32()), _FIRST)
    elif types.is_list(kind) or types.is_large_list(kind):
        return _read(_sets(array), read) if read_sets else _sets(array)
    return _read(distinct(array), read)


def _read(found: Distinct, read: Callable[[Any], Any]) -> Distinct:
    return Distinct(tuple(map(read, found.values)), found.codes)


def distinct(array: Any) -> Distinct:
    """Return each distinct value of an array once, and which of them each row has."""
    array = as_text(array)
    try:
        whole = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    except pa.ArrowNotImplementedError:
        return told_apart(array.to_pylist())
    codes = _codes(whole.indices, len(whole.dictionary))
    values = whole.dictionary.to_pylist()
    if pa.types.is_timestamp(whole.dictionary.type):
        values = list(map(_plain, values))
    if None in values:  # some writers keep "nothing" among the values
        number = [ABSENT if each is None else at for at, each in enumerate(values)]
        codes = np.array([*number, ABSENT], dtype=codes.dtype)[codes]
    return Distinct(tuple(values), codes)


def as_text(array: Any) -> Any:
    """Return an array; of texts by view, which Arrow cannot take rows of, as ordinary ones."""
    return array.cast(pa.string()) if pa.types.is_string_view(array.type) else array


def _codes(indices: Any, many: int) -> Codes:
    """Return indices of so many values in as few bytes as they take, `ABSENT` where is none."""
    kind = np.dtype(next(each for each in _KINDS if many <= np.iinfo(each).max))
    numbers = _buffer(indices.cast(pa.int32()), 1, np.dtype(np.int32))
    codes: Codes = numbers.astype(kind)
    if indices.null_count == 0:
        return codes
    missing = _there(indices).astype(kind) - kind.type(1)
    codes |= missing  # INVARIANT: `ABSENT` has all bits set
    return codes


def _there(array: Any) -> Flags:
    """Say where an array holds something."""
    if array.null_count == 0:
        return np.ones(len(array), dtype=np.bool_)
    bitmap, first = array.buffers()[0], array.offset
    if bitmap is None or array.null_count == len(array):  # the latter also of an array of nulls
        return np.zeros(len(array), dtype=np.bool_)
    whole = np.unpackbits(
        np.frombuffer(bitmap, np.uint8), bitorder="little", count=first + len(array)
    )
    return whole[first:].view(np.bool_)


def _buffer(array: Any, number: int, kind: np.dtype[Any]) -> Any:
    """Return the numbers in a buffer of an array, whatever stands where there is none."""
    first = array.offset
    return np.frombuffer(array.buffers()[number], kind, first + len(array))[first:]


def _plain(value: Any) -> Any:
    """Return a value as files hold it: of a moment that is midnight, its day."""
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time.min:
        return value.date()
    return value


def _numbers(array: Any, days_before: int | None = None) -> Numbers:
    numbers = _buffer(array.cast(pa.int64()), 1, np.dtype(np.int64))
    return Numbers(numbers + (days_before or 0), _there(array), dates=days_before is not None)


def _sets(array: Any) -> Distinct:
    """Return the lists of an array as sets of members.

    INVARIANT: a list with a member that is missing, or is there twice, stays the list it is, so
    that it fits no question.
    """
    members = distinct(array.flatten())
    sizes = array.value_lengths().fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    there = _there(array)
    odd = len(members.values) > _MOST_MEMBERS or (members.codes == ABSENT).any()
    masks = np.zeros(len(array), dtype=np.int64)
    if not odd and len(members.codes):
        filled = np.flatnonzero(sizes)
        begins = (np.cumsum(sizes) - sizes)[filled]
        bits = np.int64(1) << members.codes.astype(np.int64)
        masks[filled] = np.bitwise_or.reduceat(bits, begins)
        odd = bool((np.add.reduceat(bits, begins) != masks[filled]).any())
    if odd:
        return told_apart(array.to_pylist())
    found = distinct(pa.array(masks, mask=~there))
    every = np.array(found.values, dtype=np.int64)
    return Distinct(Sets(tuple(members.values), every), found.codes)


def told_apart(values: Sequence[Any]) -> Distinct:
    """Return values of any kind, each once."""
    number: dict[str, int] = {}
    kept: list[Any] = []
    codes = np.full(len(values), ABSENT, dtype=np.int32)
    for row, value in enumerate(values):
        if value is not None:
            key = repr(value)
            if key not in number:
                number[key] = len(kept)
                kept.append(value)
            codes[row] = number[key]
    return Distinct(tuple(kept), codes)
