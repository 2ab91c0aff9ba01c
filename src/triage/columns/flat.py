"""Tables of which every cell is one value, for forms that have no lists and no structs."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from triage.columns.rendered import BETWEEN


def flat(part: Any) -> Any:
    """Return a table with texts in the place of what has several values.

    Of a list, these are its members with `BETWEEN` between them, one that is missing being empty;
    of a struct, or a list of lists, it is JSON. So nothing of a cell is left out.
    """
    return pa.table({name: _flat(part.column(name)) for name in part.column_names})


def inner(kind: Any) -> Any:
    """Return the type of the members of a list; of another type, or a dictionary, that itself."""
    return kind.value_type if _is_list(kind) or pa.types.is_dictionary(kind) else kind


def _flat(column: Any) -> Any:
    kind, types = column.type, pa.types
    if types.is_dictionary(kind):
        return column.cast(kind.value_type)
    if types.is_string_view(kind):
        return column.cast(pa.string())
    if not types.is_nested(kind):
        return column
    if _is_list(kind) and not types.is_nested(kind.value_type):
        return _mapped(_joined, column)
    return _mapped(_as_json, column)


def _is_list(kind: Any) -> bool:
    types = pa.types
    every = (types.is_list, types.is_large_list, types.is_fixed_size_list)
    return any(is_one(kind) for is_one in every)


def _mapped(made: Any, column: Any) -> Any:
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return pa.chunked_array([made(each) for each in chunks], pa.string())


def _joined(lists: Any) -> Any:
    sizes = compute.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
    begins = pa.array(np.concatenate([[0], np.cumsum(sizes)]), pa.int32())
    members = lists.flatten().cast(pa.string()).fill_null("")
    plain = pa.ListArray.from_arrays(begins, members, mask=lists.is_null())
    return compute.binary_join(plain, BETWEEN)


def _as_json(values: Any) -> Any:
    texts = (
        None if each is None else json.dumps(each, ensure_ascii=False, default=str)
        for each in values.to_pylist()
    )
    return pa.array(texts, pa.string())
