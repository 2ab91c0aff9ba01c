"""How a question is answered, in words: what is typed, which keys do what, what stands for none."""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.question import (
    Choice,
    Dates,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    YesNo,
)
from triage.present.names import Names
from triage.present.wording import Words

NONE = "0"
"""What is typed for none of the options, where several can be picked."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be picked: what it is in a file, and what it is called."""

    value: str
    label: str


def how(words: Words, names: Names, path: str, question: Question) -> str:
    """Say how a question is answered, where answers are typed."""
    say = words.say
    match question.domain:
        case Choice() | YesNo():
            return say("interview.one")
        case Subset():
            return say("interview.several")
        case Grid():
            return say("interview.rows")
        case ListOf(low, high):
            return say("interview.how_many", low=low, high=high)
        case Number(low, high, str(own)):
            unit = names.unit(path, own)
            return say("interview.number_unit", low=low, high=high, unit=unit)
        case Number(low, high):
            return say("interview.number", low=low, high=high)
        case Dates():
            return say("interview.day")
        case Lookup():
            return say("interview.lookup")
        case _:
            return say("interview.free_text")


def keys(words: Words, question: Question, typed: str) -> str:
    """Say which keys do what, where there are arrow keys; `typed` says how else it is answered."""
    match question.domain:
        case Choice() | YesNo():
            return words.say("interview.keys_one")
        case Subset() | Grid():
            return words.say("interview.keys_several")
        case Lookup():
            return words.say("interview.keys_searched")
        case _:
            return words.say("interview.keys_typed", how=typed)


def none_of(words: Words, question: Question) -> Option | None:
    """Return what stands for none of the options, where several can be picked."""
    match question.domain:
        case Subset():
            return Option(NONE, words.say("interview.none_of_them"))
        case Grid():
            return Option(NONE, words.say("interview.nothing_of_it"))
        case _:
            return None
