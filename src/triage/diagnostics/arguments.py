"""What callers hand over to the library, checked at the door: a wrong type is a diagnostic."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TypeVar

from triage.diagnostics.catalogue import listed
from triage.diagnostics.diagnostic import Diagnostic
from triage.diagnostics.errors import TriageError
from triage.diagnostics.spelling import nearest

E = TypeVar("E", bound=enum.StrEnum)


def wrong_argument(
    value: object, name: str, *types: str, error: type[TriageError] = TriageError
) -> TriageError:
    """Return the error for an argument of another type; it tells the type, never the value."""
    given = type(value)
    kind = given.__qualname__ if given.__module__ == "builtins" else _qualified(given)
    details = {"name": name, "type": kind, "known": listed(types)}
    return error((Diagnostic("wrong-argument", details=details),))


def _qualified(given: type) -> str:
    return f"{given.__module__}.{given.__qualname__}"


def text_argument(value: object, name: str) -> str:
    """Return the characters of a text.

    Raises:
        TriageError: it is none.
    """
    if isinstance(value, str):
        return str.__str__(value)
    raise wrong_argument(value, name, "str")


def path_argument(value: object, name: str) -> str | PathLike[str]:
    """Return a path: text as text, and what stands for a path as it is.

    Raises:
        TriageError: it is none.
    """
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, PathLike) and not isinstance(fspath(value), bytes):
        return value
    raise wrong_argument(value, name, "str", "PathLike[str]")


def word_argument(value: object, name: str, words: type[E]) -> E:
    """Return the one of `words` that a text says.

    Raises:
        TriageError: it is no text, or none of them.
    """
    return words(listed_argument(value, name, tuple(words)))


def listed_argument(value: object, name: str, words: Sequence[str]) -> str:
    """Return a text that is one of `words`.

    Raises:
        TriageError: it is no text, or none of them.
    """
    text = text_argument(value, name)
    if text in words:
        return text
    details = {"name": name, "known": listed(words)}
    near = nearest(text, tuple(words))
    raise TriageError((Diagnostic("no-such-word", details=details, nearest=near),))


def flag_argument(value: object, name: str) -> bool:
    """Return yes or no.

    Raises:
        TriageError: it is neither `True` nor `False`.
    """
    if isinstance(value, bool):
        return value
    raise wrong_argument(value, name, "bool")


def mapping_argument(value: object, name: str) -> Mapping[str, object]:
    """Return a mapping.

    Raises:
        TriageError: it is none.
    """
    if isinstance(value, Mapping):
        return value
    raise wrong_argument(value, name, "Mapping")
