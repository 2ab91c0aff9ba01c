"""Usage errors in the language asked for: click's own and ours, which are raised in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

LANGUAGE_SET = "TRIAGE_LANG"
"""The variable that sets the language of every command."""

_ENGLISH = "en"
_BLANK = re.compile(r"\\{(\w+)\\}")


def language_typed(typed: Sequence[str], otherwise: str | None) -> str:
    """Return what `--lang` names on a command line that may be wrong, else another language."""
    words = [part for each in typed for part in each.split("=", 1)]
    named = [after for word, after in pairwise(words) if word == "--lang"]
    return next(iter(named), otherwise) or _ENGLISH


def usage_in(language: str, message: str) -> str:
    """Return an English message in a language; one that is not known stays as it is."""
    for english, said in known_usage().items():
        blanks = re.fullmatch(_pattern(english), message, re.DOTALL)
        if blanks and language in said:
            filled = {name: usage_in(language, part) for name, part in blanks.groupdict().items()}
            return said[language].format(**filled)
    return message


@cache
def known_usage() -> Mapping[str, Mapping[str, str]]:
    """Return every message by its English: what it is in other languages."""
    source = files("triage.cli").joinpath("usage.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _pattern(english: str) -> str:
    return _BLANK.sub(r"(?P<\1>.+?)", re.escape(english))
