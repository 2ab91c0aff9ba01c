"""What was answered, by path: `goal_state`, `goals.1.needs_danish`, `barriers.health.weight`.

Answers are read as they were written; whether they are allowed is the engine's to say, before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.model.domain import NO, YES, Grid, ListOf, Lookup, OpenReason
from triage.model.question import Question
from triage.model.rulebook import Cell, Rulebook

REST = "rest"
OPEN_WORDS = {"unknown": OpenReason.UNKNOWN, "declined": OpenReason.DECLINED}

Answer = str | int | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question at its path: an answer, or why there is none; `filled` by a table."""

    path: str
    question: Question
    answer: Answer | None
    why: OpenReason | None = None
    filled: bool = False


def value_of(raw: object) -> Answer | OpenReason:
    """Read one answer as people write it: a value, or why there is none."""
    match raw:
        case None:
            return OpenReason.ABSENT
        case bool():
            return YES if raw else NO
        case str():
            return OPEN_WORDS.get(raw, raw)
        case int() | date():
            return raw
        case Sequence():
            return tuple(str(member) for member in raw)
        case _:
            return str(raw)


def answered(rulebook: Rulebook, answers: Mapping[str, Any]) -> Iterator[Answered]:
    """Give every question at every path the answers reach, in file order, tables filled in."""
    fillings = rulebook.fillings()
    tops = list(rulebook.questions.values())
    yield from _siblings(rulebook, None, "", tops, answers, fillings)
    for question in tops:
        for element, given in elements(question, answers.get(question.id)):
            prefix = f"{question.id}.{element}."
            inner = _item_of(question)
            yield from _siblings(rulebook, question.id, prefix, inner, given, fillings)


def elements(question: Question, raw: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the items or rows of a list or grid with their answers; nothing for other kinds."""
    match question.domain:
        case ListOf() if isinstance(raw, Sequence) and not isinstance(raw, str):
            for number, item in enumerate(raw, start=1):
                yield str(number), item if isinstance(item, Mapping) else {}
        case Grid(rows) if isinstance(raw, Mapping):
            for row in rows:
                given = raw.get(row, raw.get(REST))
                yield row, given if isinstance(given, Mapping) else {}
        case Grid(rows):
            yield from ((row, {}) for row in rows)
        case _:
            pass


def _item_of(question: Question) -> Sequence[Question]:
    return question.domain.item if isinstance(question.domain, ListOf | Grid) else ()


def _siblings(
    rulebook: Rulebook,
    owner: str | None,
    prefix: str,
    questions: Sequence[Question],
    given: Mapping[str, Any],
    fillings: Mapping[tuple[str | None, str], tuple[tuple[str, str], ...]],
) -> Iterator[Answered]:
    cells = _cells(rulebook, owner, questions, given, fillings)
    for question in questions:
        path = prefix + question.id
        if isinstance(question.domain, ListOf | Grid):
            raw = given.get(question.id)
            if raw is None or isinstance(raw, str):
                yield Answered(path, question, None, _why(raw))
            continue
        value = value_of(given.get(question.id))
        if not isinstance(value, OpenReason):
            yield Answered(path, question, value)
        elif question.id in cells:
            yield Answered(path, question, cells[question.id], filled=True)
        else:
            yield Answered(path, question, None, value)


def _why(raw: object) -> OpenReason:
    value = value_of(raw)
    return value if isinstance(value, OpenReason) else OpenReason.ABSENT


def _cells(
    rulebook: Rulebook,
    owner: str | None,
    questions: Sequence[Question],
    given: Mapping[str, Any],
    fillings: Mapping[tuple[str | None, str], tuple[tuple[str, str], ...]],
) -> dict[str, Cell]:
    """Give what the looked-up rows say beside these questions."""
    found: dict[str, Cell] = {}
    for question in questions:
        key = given.get(question.id)
        if isinstance(question.domain, Lookup) and isinstance(key, str):
            for table, column in fillings[owner, question.id]:
                cell = rulebook.tables[table].rows.get(key, {}).get(column)
                if cell is not None:
                    found[column] = cell
    return found
