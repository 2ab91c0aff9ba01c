"""Errors of models without what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from triage.diagnostics import HIDDEN


def silent(error: ValidationError, kind: type[BaseModel]) -> ValidationError:
    """Return the error without what was refused: neither values, nor names no model has.

    The models that count are `kind` and all that are derived from it.
    """
    known = frozenset(_names_of(kind))
    found = error.errors(include_url=False, include_input=False)
    told = [_without_input(each, known) for each in found]
    return ValidationError.from_exception_data(error.title, told, hide_input=True)


def _without_input(found: Any, known: frozenset[str]) -> InitErrorDetails:
    place = (part if isinstance(part, int) or part in known else HIDDEN for part in found["loc"])
    context = found.get("ctx", {})
    kind = found["type"]
    if "tag" in context or kind in _TOLD_BY_OTHERS:
        kind, context = PydanticCustomError(kind, "This is none of what can stand here"), {}
    return InitErrorDetails(type=kind, loc=tuple(place), ctx=context, input=None)


_TOLD_BY_OTHERS = frozenset({"get_attribute_error", "mapping_type", "iteration_error"})
"""Errors that repeat the text of an exception raised in what was given."""


def _names_of(kind: type[BaseModel]) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        yield name
        if field.alias:
            yield field.alias
    for one in kind.__subclasses__():
        yield from _names_of(one)
