"""What embedders hand over as answers, as the built-in types it is: text, numbers, days, lists.

A class of an embedder's own (`class G(str, Enum)`, a text with its own `__str__`, a list from an
ORM) counts as the value it holds, never as what its methods say of it. Nothing is turned into
another kind of value: what is no text stays none, and is refused where it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.model.written import WrittenNumber, WrittenText

_BUILT_IN = frozenset({str, int, bool, date, type(None), WrittenText, WrittenNumber})
"""The types that are what is asked for; instances of other types are looked into."""

_DEEPEST = 5
"""Answers, a list or grid, an item or row, a set, its members: nothing deeper is an answer."""


def answers_as_built_in(answers: Mapping[str, object]) -> dict[str, object]:
    """Copy answers as built-in types.

    Raises:
        InvalidAssessment: two names are the same text.
    """
    return _mapping(answers, _DEEPEST)


def as_built_in(value: object, deepest: int = _DEEPEST) -> object:
    """Copy a value as built-in types; what is none of them, or too deep for one, stays itself.

    Raises:
        InvalidAssessment: two names of a mapping are the same text.
    """
    if type(value) in _BUILT_IN:
        return value
    match value:
        case Mapping() if deepest:
            return _mapping(value, deepest)
        case list() | tuple() if deepest:
            return [as_built_in(each, deepest - 1) for each in value]
        case set() | frozenset():
            return frozenset(map(_single, value))
        case _:
            return _single(value)


def _single(value: object) -> object:
    if type(value) in _BUILT_IN:
        return value
    match value:
        case bool() | WrittenText() | WrittenNumber():  # a file's: its question says what it is
            return value
        case str():
            return text_in(value)
        case int():
            return int.__int__(value)
        case date() if not isinstance(value, datetime):
            return day_in(value)
        case _:
            return value


def text_in(value: str) -> str:
    """Return the characters of a text, whatever its class makes of them."""
    return str.__str__(value)


def day_in(value: date) -> date:
    """Return the day of a date, whatever its class makes of it."""
    return date.fromordinal(date.toordinal(value))


def _mapping(given: Mapping[Any, object], deepest: int) -> dict[str, object]:
    found: dict[Any, object] = {}
    for key, value in given.items():
        name = key if type(key) is str else _single(key)
        if name in found:
            details = {"key": name if isinstance(name, str) else type(name).__name__}
            raise InvalidAssessment((Diagnostic("duplicate-key", details=details),))
        built_in = type(value) in _BUILT_IN
        found[name] = value if built_in else as_built_in(value, deepest - 1)
    return found
