"""What a typed line means: an answer, a command, another question, or an answer to that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from triage.model.question import Choice, Dates, Grid, ListOf, Lookup, Number, Subset, YesNo
from triage.present import Command, InterviewWords, Option, Prompt

_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,2}").fullmatch
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4})").fullmatch
_MOST_ALIKE = 9


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the question that was put."""

    value: str | int | list[str]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command, and what was typed after it."""

    command: Command
    rest: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another question by its path; with `=`, what was typed as its answer."""

    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows of a table that what was typed may mean."""

    options: tuple[Option, ...]


Entered = Answer | Ordered | Elsewhere | Alike | None
"""`None`: it cannot be an answer here."""


def entered(line: str, prompt: Prompt, words: InterviewWords) -> Entered:
    """Understand a line typed at a prompt."""
    text = line.strip()
    if text.startswith("/") or text == "?":
        name, _, rest = text.removeprefix("/").partition(" ")
        command = words.command(name)
        return _elsewhere(text[1:]) if command is None else Ordered(command, rest.strip())
    elsewhere = _elsewhere(text)
    if elsewhere is not None and elsewhere.text is not None and words.knows(elsewhere.path):
        return elsewhere
    return answer(text, prompt) or elsewhere


def _elsewhere(text: str) -> Elsewhere | None:
    path, equals, value = (part.strip() for part in text.partition("="))
    return Elsewhere(path, value if equals else None) if _PATH(path) else None


def answer(text: str, prompt: Prompt) -> Answer | Alike | None:
    """Understand an answer by what its question asks for."""
    match prompt.question.domain:
        case Choice() | YesNo():
            found = _picked(text, prompt.options)
            return None if found is None else Answer(found.value)
        case Subset() | Grid():
            return _several(text, prompt.options)
        case Number() | ListOf():
            return Answer(int(text)) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
        case Dates():
            day = _day(text)
            return None if day is None else Answer(day)
        case Lookup():
            return _looked_up(text, prompt.options)
        case _:
            return Answer(text) if text else None


def _picked(text: str, options: Sequence[Option]) -> Option | None:
    """Pick an option by its number, its id, its label, or the beginning of its label."""
    if text.isdecimal():
        number = int(text)
        return options[number - 1] if 1 <= number <= len(options) else None
    word = text.casefold()
    exact = [each for each in options if word in (each.value, each.label.casefold())]
    begun = [each for each in options if word and each.label.casefold().startswith(word)]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def _several(text: str, options: Sequence[Option]) -> Answer | None:
    if text == "0":
        return Answer([])
    numbers = re.fullmatch(r"[0-9]+([ ,;]+[0-9]+)*", text)
    parts = re.split(r"[ ,;]+" if numbers else r"[,;]", text)
    found = [_picked(part.strip(), options) for part in parts]
    picked = [each.value for each in found if each is not None]
    return Answer(list(dict.fromkeys(picked))) if len(picked) == len(found) else None


def _looked_up(text: str, options: Sequence[Option]) -> Answer | Alike:
    """Look a row up by its id or any part of its label; else give those that are nearest."""
    word = text.casefold()
    exact = [each for each in options if word in (each.value, each.label.casefold())]
    if len(exact) == 1:
        return Answer(exact[0].value)
    within = [each for each in options if word and word in each.label.casefold()]
    labels = {each.label.casefold(): each for each in options}
    near = [labels[each] for each in get_close_matches(word, labels, n=_MOST_ALIKE, cutoff=0.5)]
    return Alike(tuple(within or near)[:_MOST_ALIKE])


def _day(text: str) -> str | None:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    found = _DAY_FIRST(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return None
