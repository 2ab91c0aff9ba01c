"""What rows come to, as columns of Arrow: `triage.columns/1`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from triage.columns.kernel import Masks
from triage.columns.outputs import Kind, Output
from triage.model.outcome import RuleState
from triage.model.rulebook import Rulebook

LAYOUT: Final = "triage.columns/1"

NOTHING: Final = "nothing"
"""Stands for a start, or a limit, that there is not."""

BETWEEN: Final = "|"
"""Stands between the values that are possible."""

_FEW = 7
"""Of fewer values there are fewer than 128 sets."""

_CLASSES = (Kind.TARGET_GROUP, Kind.TYPOLOGY)
_STATES = ("", RuleState.CANNOT_HOLD, RuleState.HOLDS, RuleState.MAY_HOLD)

Called = Callable[[Output, str], str]
"""Returns what a value of an output is called."""


def by_id(_: Output, value: str) -> str:
    """Call values by their ids."""
    return value


def output_columns(
    outputs: Sequence[Output], masks: Sequence[Masks], called: Called = by_id
) -> Iterator[tuple[str, Any]]:
    """Yield the columns of outputs by name; a row whose mask is 0 has nothing in them."""
    for output, mask in zip(outputs, masks, strict=True):
        if output.kind in _CLASSES:
            yield output.name, _lists(output, mask, called)
            yield f"{output.name}_mask", pa.array(mask.astype(np.int64), mask=mask == 0)
        else:
            yield output.name, _texts(output, mask, called)


def kept_beside(rulebook: Rulebook, outputs: Sequence[Output]) -> Mapping[str, str]:
    """Return what is kept beside columns: the rulebook, and what the bits of masks stand for."""
    bits = {each.name: each.values for each in outputs if each.kind in _CLASSES}
    stamp = rulebook.stamp
    return {
        "triage.layout": LAYOUT,
        "triage.rulebook": json.dumps(stamp.model_dump(mode="json")),
        **{f"triage.{name}": json.dumps(values) for name, values in bits.items()},
    }


def _lists(output: Output, mask: Masks, called: Called) -> Any:
    """Return the possible values of each row as a list, sorted as in outcomes."""
    different, codes = _different(mask)
    lists = [[called(output, each) for each in sorted(_said(output, each))] for each in different]
    return pa.array(lists, pa.list_(pa.string())).take(codes)


def _texts(output: Output, mask: Masks, called: Called) -> Any:
    """Return the possible values of each row as one text, of which each is kept once."""
    if len(output.values) < _FEW:
        every: Sequence[int] = range(1, 1 << len(output.values))
        codes = mask.astype(np.int8) - np.int8(1)
        numbers = pa.array(codes, mask=None if mask.all() else mask == 0)
    else:
        every, numbers = _different(mask)
    texts = [text_of(output, each, called) for each in every]
    return pa.DictionaryArray.from_arrays(numbers, pa.array(texts, pa.string()))


def text_of(output: Output, mask: int, called: Called = by_id) -> str:
    """Return the possible values in a mask as one text; of classes, sorted as in outcomes."""
    said = _said(output, mask)
    if output.kind in _CLASSES:
        said.sort()
    return BETWEEN.join(called(output, each) for each in said)


def _said(output: Output, mask: int) -> list[str]:
    """Return the possible values in a mask; of a rule, its state."""
    if output.kind is Kind.RULE:
        return [_STATES[mask]]
    values = [value for bit, value in enumerate(output.values) if mask >> bit & 1]
    return [NOTHING if each is None else str(each) for each in values]


def _different(mask: Masks) -> tuple[Sequence[int], Any]:
    """Return each mask that says something once, and which of them each row has."""
    if mask.dtype == np.uint8:
        different = np.flatnonzero(np.bincount(mask, minlength=256)[1:]) + 1
        number = np.zeros(256, dtype=np.int32)
        number[different] = np.arange(len(different))
        codes = number[mask]
    else:
        different = np.unique(mask[mask != 0])
        codes = np.searchsorted(different, mask).astype(np.int32)
    return different.tolist(), pa.array(codes, mask=mask == 0)
