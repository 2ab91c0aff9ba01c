"""A question as a form, and what comes back of it as an answer.

Nothing ticked is no answer: that none of several applies is ticked like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.model.question import Choice, Dates, Domain, Grid, ListOf, Lookup, Number, Subset, YesNo
from triage.present import Prompt


class Unanswered(Exception):
    """A form came back without what it takes; `key` of the words says what to do."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def kind_of(domain: Domain) -> str:
    """Return how a question is put: `radio`, `checkbox`, `select`, `number`, `date` or `text`."""
    match domain:
        case Choice() | YesNo():
            return "radio"
        case Subset() | Grid():
            return "checkbox"
        case Lookup():
            return "select"
        case Number() | ListOf():
            return "number"
        case Dates():
            return "date"
        case _:
            return "text"


def answer_in(prompt: Prompt, given: Sequence[str]) -> str | int | list[str]:
    """Return what was answered, as an interview takes it; what it may be, the interview checks.

    Raises:
        Unanswered: nothing was chosen or typed, or things that exclude each other, or no number.
    """
    typed = [each.strip() for each in given if each.strip()]
    if not typed:
        raise Unanswered("talk.choose_first" if prompt.options else "talk.type_first")
    if prompt.none is not None:
        return _several(typed, prompt.none.value)
    match prompt.question.domain:
        case Number() | ListOf():
            return _number(typed[0])
        case _:
            return typed[0]


def _several(picked: list[str], none: str) -> list[str]:
    if none not in picked:
        return picked
    if len(picked) > 1:
        raise Unanswered("talk.none_and_some")
    return []


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise Unanswered("talk.no_number")
    return int(typed)
