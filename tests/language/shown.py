"""A rulebook as plain lines: what it means, so that a person can compare it with its YAML."""

import dataclasses
import enum
from collections.abc import Iterator, Mapping
from typing import Any

from triage.model.condition import Ref, RefKind, Value
from triage.model.question import Grid, ListOf, Question
from triage.model.rulebook import Rulebook
from triage.model.texts import Texts

SECTIONS = (
    "programme",
    "factors",
    "questions",
    "tables",
    "parameters",
    "findings",
    "target_groups",
    "typologies",
    "interventions",
    "first_steps",
    "recommendations",
    "availability",
    "warnings",
    "guarantees",
    "page",
    "formerly",
)


def shown(rulebook: Rulebook) -> str:
    """Return what a rulebook means, section by section; what is empty or as usual is left out."""
    lines: list[str] = []
    for section in SECTIONS:
        part = getattr(rulebook, section)
        if part:
            lines += [f"{section}:", *(f"  {line}" for line in _lines(part))]
    lines += ["texts:", *(f"  {path}: {text}" for path, text in sorted(_texts(rulebook.texts)))]
    return "\n".join(lines) + "\n"


def _texts(texts: Texts) -> Iterator[tuple[str, str]]:
    yield from texts.own.items()
    for path in texts.aliases:
        text = texts.get(path)
        if text is not None:
            yield path, f"{text} (from {texts.aliases[path]})"


def _lines(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for id_, value in part.items():
            yield from _named(id_, value)
    elif isinstance(part, tuple):
        yield from (_inline(each) for each in part)
    else:
        for field in dataclasses.fields(part):
            yield from _named(field.name, getattr(part, field.name))


def _named(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        yield f"{name}:"
        yield from (f"  {_inline(each)}" for each in value)
    elif isinstance(value, Question) and isinstance(value.domain, ListOf | Grid):
        yield f"{name}: {_inline(value)}"
        yield from (f"  {_inline(item)}" for item in value.domain.item)
    else:
        yield f"{name}: {_inline(value)}"


def _inline(value: Any) -> str:
    match value:
        case Ref():
            return _name(value)
        case Value(inner, parameter):
            return _inline(inner) + (f" (${parameter})" if parameter else "")
        case enum.Enum():
            return str(value.value)
        case tuple():
            return f"[{', '.join(map(_inline, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{key}: {_inline(each)}' for key, each in value.items())}}}"
        case _ if dataclasses.is_dataclass(value):
            return f"{type(value).__name__}({', '.join(_fields(value))})"
        case _:
            return str(value)


def _name(ref: Ref) -> str:
    kind = "finding " if ref.kind is RefKind.FINDING else ""
    owner = f"{ref.collection}.{ref.row or '*'}." if ref.collection else ""
    return f"{kind}{owner}{ref.id}"


def _fields(value: Any) -> Iterator[str]:
    for field in dataclasses.fields(value):
        given = getattr(value, field.name)
        if field.name == "item" or given == field.default:
            continue
        yield f"{field.name}={_inline(given)}"
