"""A SHA-256 over what a rulebook means; `Rulebook.texts_digest` is one over its texts.

Two rulebooks with one digest of meaning conclude the same.

Layout, comments, texts, and the order of files, keys and rules make no difference, except where
order means something: the values of a scale, the rules of a finding, rules of typologies and of
target groups where the first decides. What a rulebook is called is no part of it, nor is its
version, nor what anything in it was called before. The rulebooks it extends are covered, because
they are merged into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii as _text
from types import NoneType
from typing import Any

from triage.model.answer_path import AnswerPath
from triage.model.question import Choice
from triage.model.rule import Classification, Policy
from triage.model.rulebook import Rulebook

# Changes whenever the same rulebook would be written differently below.
_FORM = "triage.rulebook/2"

_TEXTS_AND_NAMES = {
    "Number": {"unit"},
    "Parameter": {"unit"},
    "Table": {"advice"},
    "Rulebook": {
        "id",
        "version",
        "digest",
        "texts",
        "extends",
        "changes",
        "groups",
        "places",
        "page",
        "carries_over",
        "replaced",
        "sheet_translations",
        "first_steps",
        "formerly",
    },
}
_ADDED_LATER = {
    "Availability": {"basis"},
    "Effort": {"never_proposed"},
    "Guarantee": {"mandatory"},
    "Intervention": {"needs"},
    "NeverDepends": {"among", "given_law", "spared"},
    "Question": {
        *("concerns", "proxy_of", "job_demand", "steps"),
        *("any_time", "reason_off_page", "looked_up", "theme"),
    },
    "Rulebook": {"never_says", "subject"},
    "WarningRule": {"checked_on", "confidence", "on_top"},
}
"""Fields written only where they say something: without them the digest is what it was."""

_ORDER_MEANS_SOMETHING = {
    "Extreme": {"values"},
    "FirstSteps": {"interventions"},
    "FirstMatch": {"values", "rules"},
    "Question": {"steps"},
}


def digest(rulebook: Rulebook) -> str:
    """Return the digest, as 64 hexadecimal digits."""
    return sha256(canonical(rulebook).encode("utf-8")).hexdigest()


def canonical(rulebook: Rulebook) -> str:
    """Write the meaning of a rulebook as JSON, one way only."""
    return f"[{_text(_FORM)},{meaning(rulebook)}]"


def meaning(thing: object) -> str:
    """Write what a rulebook or a thing in it means: equal texts mean the same."""
    return _write(thing)


def _write(value: Any) -> str:
    write = _WRITERS.get(value.__class__)
    return write(value) if write else _write_other(value)


def _write_other(value: Any) -> str:
    if isinstance(value, Enum):
        return f"[{_text(value.__class__.__name__)},{_text(value.value)}]"
    if isinstance(value, Mapping):
        entries = (f"{_text(str(key))}:{_write(value[key])}" for key in sorted(value))
        return "{" + ",".join(entries) + "}"
    return _write_object(value)


def _write_object(value: Any) -> str:
    cls = value.__class__
    parts = [_text(cls.__name__)]
    later = _ADDED_LATER.get(cls.__name__, ())
    for name, ordered in _fields(cls):
        part = getattr(value, name)
        if name in later and part == _default(cls, name):
            continue
        if part.__class__ is tuple:
            parts.append(_listed([_write(each) for each in part], ordered))
        else:
            parts.append(_write(part))
    return f"[{','.join(parts)}]"


def _listed(parts: list[str], ordered: bool) -> str:
    return f"[{','.join(parts if ordered else sorted(parts))}]"


def _write_choice(choice: Choice) -> str:
    return f'["Choice",{_listed([_text(value) for value in choice.values], choice.ordered)}]'


def _write_classification(classification: Classification) -> str:
    policy = _write(classification.policy)
    values = _listed([_text(value) for value in classification.values], ordered=False)
    order_decides = classification.policy is Policy.FIRST
    rules = _listed([_write(rule) for rule in classification.rules], order_decides)
    return f'["Classification",{policy},{values},{rules}]'


@cache
def _fields(cls: type) -> tuple[tuple[str, bool], ...]:
    """Return the fields that mean something, and whether their order does."""
    left_out = _TEXTS_AND_NAMES.get(cls.__name__, set())
    ordered = _ORDER_MEANS_SOMETHING.get(cls.__name__, set())
    names = sorted(field.name for field in fields(cls) if field.name not in left_out)
    return tuple((name, name in ordered) for name in names)


@cache
def _default(cls: type, name: str) -> object:
    return next(field.default for field in fields(cls) if field.name == name)


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    AnswerPath: _text,
    int: str,
    bool: lambda flag: "true" if flag else "false",
    NoneType: lambda _: "null",
    Decimal: lambda amount: f'["amount","{amount.normalize():f}"]',
    date: lambda day: f'["date","{day.isoformat()}"]',
    tuple: lambda values: _listed([_write(value) for value in values], ordered=False),
    Choice: _write_choice,
    Classification: _write_classification,
}
