"""Marks on the fields of events: whether what somebody said is in them, and where that is kept."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo


class Mark:
    """What is said of a field beside its type."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


SEALED: Final = Mark("sealed")
"""Marks a field that is kept under the key of the case."""
CONTENT: Final = Mark("content")
"""Marks a sealed field that is large and may recur: it is kept once for each case."""


@cache
def marked(kind: type[BaseModel], mark: Mark) -> tuple[str, ...]:
    """Return the names of the fields of an event that are marked so."""
    return tuple(name for name in kind.model_fields if mark in _marks(kind.model_fields[name]))


def _marks(field: FieldInfo) -> list[Any]:
    return [*field.metadata, *_within(field.annotation)]


def _within(annotation: Any) -> list[Any]:
    """Return the marks inside `Said | None`, which pydantic leaves in the annotation."""
    found = [*getattr(annotation, "__metadata__", ())]
    for each in getattr(annotation, "__args__", ()):
        found += _within(each)
    return found
