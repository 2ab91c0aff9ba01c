"""What stands in tables of outcomes, in words: the labels of the rulebook, and fixed words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from triage.columns.outputs import Kind, Output
from triage.model.rulebook import Rulebook
from triage.present.names import Names
from triage.present.wording import Words

_FIXED = {Kind.STATUS: "explain.status_", Kind.RULE: "explain.state_"}


def column_labels(rulebook: Rulebook, language: str) -> Callable[[Output, str], str]:
    """Return what calls values of outputs by their labels in a language; others by their ids."""
    words = Words(language)
    names = Names(rulebook, words)

    @cache
    def called(output: Output, value: str) -> str:
        match output.kind:
            case Kind.TYPOLOGY:
                return names.typology(value)
            case Kind.TARGET_GROUP:
                return names.target_group(value)
            case Kind.STATUS | Kind.RULE:
                return words.say(f"{_FIXED[output.kind]}{value}")
            case _:
                return value

    return called
