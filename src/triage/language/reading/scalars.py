"""What a scalar may be: an id, a whole number, a date, a yes or no (rulebook language, intro)."""

from __future__ import annotations

import re
from datetime import date

from triage.model.question import NO, YES

RESERVED = frozenset(
    """all any not row rest typology gap conflict applies question
    unknown declined not_applicable""".split()
)
"""Words of the language itself, which nothing may be named."""

_ID = re.compile(r"[a-z][a-z0-9_]*").fullmatch
_RULE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch
_RULEBOOK_ID = re.compile(r"[a-z][a-z0-9_-]*").fullmatch
LARGEST_NUMBER = 999_999_999
"""Engines hold answers in 32 bits, with room at both ends so that sums and limits stay exact."""

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}").fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_YES_NO = {"yes": YES, "true": YES, "no": NO, "false": NO}


def is_id(text: str) -> bool:
    """Say whether `text` can be the id of anything but a rule."""
    return _ID(text) is not None


def is_rule_id(text: str) -> bool:
    """Say whether `text` can be the id of a rule."""
    return _RULE_ID(text) is not None


def is_rulebook_id(text: str) -> bool:
    """Say whether `text` can be the id of a rulebook."""
    return _RULEBOOK_ID(text) is not None


def whole_number(text: str) -> int | None:
    """Read `-?[0-9]+`, of at most nine digits."""
    return int(text) if _WHOLE_NUMBER(text) else None


def iso_day(text: str) -> date | None:
    """Read a date written as `2026-07-01`."""
    if not _DAY(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def yes_or_no(text: str) -> str | None:
    """Read `yes` or `no`; `true` and `false` mean the same."""
    return _YES_NO.get(text)
