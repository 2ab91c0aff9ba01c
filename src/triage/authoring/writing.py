"""Entries of a rulebook as text: on lines of their own, or between braces on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from triage.authoring.edits import scalar

_STEP = "  "


class Raw(str):
    """A value that is written as it is: a word of the language, a condition somebody typed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A text that is still to be written: nothing, with a comment that says what it translates.

    INVARIANT: it reads as absent, so `check` goes on naming it until somebody has filled it in.
    """

    original: str


Value = str | Unfilled | Sequence["Value"] | Mapping[str, "Value"]
"""What stands under a key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to add, as the keys it has; `id_` is the key it stands at itself.

    An entry of a list stands at none, and its `id` is among its keys.
    """

    id_: str | None
    value: Value

    @property
    def is_filled(self) -> bool:
        """Say whether all of its texts are written."""
        return not _has_unfilled(self.value)

    def flow(self) -> str:
        """Write it on one line, as braces hold it."""
        return flow(self.value) if self.id_ is None else f"{self.id_}: {flow(self.value)}"

    def lines(self) -> list[str]:
        """Write it on lines of its own, a key each."""
        if self.id_ is not None:
            return block({self.id_: self.value}, 2)
        assert isinstance(self.value, Mapping), "what stands in a list has keys"
        return block(self.value, 1)


def block(mapping: Mapping[str, Value], depth: int) -> list[str]:
    """Write a mapping on lines of its own; what is deeper stands on one line where it can."""
    lines = []
    for key, value in mapping.items():
        if isinstance(value, Unfilled):
            lines.append(f"{key}:  # {' '.join(value.original.split())}")
        elif isinstance(value, Mapping) and (depth > 1 or _has_unfilled(value)):
            lines += [f"{key}:", *(f"{_STEP}{line}" for line in block(value, depth - 1))]
        elif isinstance(value, Sequence) and any(isinstance(each, Mapping) for each in value):
            lines += [f"{key}:", *(f"{_STEP}{line}" for each in value for line in _item(each))]
        else:
            lines.append(f"{key}: {flow(value)}")
    return lines


def _item(value: Value) -> list[str]:
    """Write a thing of a list on lines of its own, behind a dash."""
    first, *rest = block(value, 1) if isinstance(value, Mapping) else [flow(value)]
    return [f"- {first}", *(f"{_STEP}{line}" for line in rest)]


def flow(value: Value) -> str:
    """Write a value on one line, so that it reads as the same again wherever it stands."""
    match value:
        case Unfilled():
            return ""
        case Raw():
            return str(value)
        case str():
            return scalar(value)
        case Mapping():
            return "{" + _listed(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
        case _:
            return "[" + _listed(map(flow, value)) + "]"


def _has_unfilled(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_unfilled, value.values()))
    return isinstance(value, Unfilled)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
