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

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_ID = re.compile(r"[a-z][a-z0-9_]*").fullmatch
_RULE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch
_RULEBOOK_ID = re.compile(r"[a-z][a-z0-9_-]*").fullmatch
LARGEST_NUMBER = 999_999_999
"""Engines hold answers in 32 bits, with room at both ends so that sums and limits stay exact."""

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}").fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_OTHER_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})(?:[-/. ]|\. )(?P<month>[0-9]{1,2}|[a-zæøå]{3,12})[-/. ](?P<year>[0-9]{4})"
).fullmatch
_MONTHS = {
    name: str(number)
    for number, names in enumerate(
        "jan feb mar apr maj/may jun jul aug sep okt/oct nov dec".split(), start=1
    )
    for name in names.split("/")
}
_YES_NO = {"yes": YES, "true": YES, "no": NO, "false": NO}


def is_id(text: str) -> bool:
    """Say whether `text` can be the id of anything but a rule."""
    return _ID(text) is not None


def as_id(text: str) -> str | None:
    """Return the id a word could have been meant as, in the letters ids have."""
    plain = text.strip().casefold().translate(_LETTERS)
    id_ = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return id_ if is_id(id_) else None


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


def day_meant(text: str) -> str | None:
    """Return a day as a file has it that was written otherwise: `01-07-2026`, `1. juli 2026`."""
    found = _OTHER_DAY(text.strip().casefold())
    if found is None:
        return None
    month = _MONTHS.get(found["month"][:3]) or found["month"]
    day = f"{found['year']}-{month:0>2}-{found['day']:0>2}"
    return day if iso_day(day) else None


def yes_or_no(text: str) -> str | None:
    """Read `yes` or `no`; `true` and `false` mean the same."""
    return _YES_NO.get(text)
