"""For whom a change sheet says that a change makes a difference, and some of them as examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from triage.present.blocks import Block, Line, Point, labelled
from triage.present.diff_moving import (
    movement_points,
    not_compared,
    reached_by_nobody,
)
from triage.present.diff_one_sided import answer_point, question_point
from triage.present.formats import raised
from triage.verify.diff.outputs import NOTHING, Kind, in_parts

if TYPE_CHECKING:
    from triage.present.diff_words import DiffWords
    from triage.verify.diff import Day, Movement, Person, RulesDiff

_MOST_IN_FULL = 6
"""More movements than these are no reading for somebody who decides."""

_MOST_CHANGES = 10
ABSENT = frozenset({NOTHING, "not_suggested"})

Change = tuple[str, str, str]
"""An output, what was possible before, and what is now."""


def for_whom(found: RulesDiff, day: Day, words: DiffWords) -> Iterator[Block]:
    """Yield for whom a day changes anything: in full where that is little, else by what changes."""
    moving = day.movements
    warnings = [each for each in moving if in_parts(each.output).kind is Kind.WARNING]
    others = [each for each in moving if each not in warnings]
    yield from _moving(others, words)
    is_short = len(list(movement_points(moving, words))) <= _MOST_IN_FULL
    in_full = movement_points(warnings, words)
    yield from in_full if is_short else _briefly(warnings, words)
    yield from reached_by_nobody(found, day, words)
    yield from (answer_point(each, words) for each in day.answers)
    yield from (question_point(each, words) for each in day.questions)
    yield from not_compared(day, words)
    if moving or day.answers:
        yield Line(words.tell("of_ways"))


def _moving(movements: Sequence[Movement], words: DiffWords) -> Iterator[Block]:
    in_full = list(movement_points(movements, words))
    if len(in_full) <= _MOST_IN_FULL:
        yield from in_full
        return
    classes = [each for each in movements if in_parts(each.output).kind is Kind.CLASS]
    yield from movement_points(classes, words)
    yield Line(words.words.say("sheet.briefly"))
    yield from _briefly([each for each in movements if each not in classes], words)


def _briefly(movements: Sequence[Movement], words: DiffWords) -> Iterator[Block]:
    """Tell of each change which interventions or warnings it is of, and not for whom."""
    names: dict[str, dict[str, None]] = {}
    starts: dict[str, None] = {}
    for each in movements:
        about = words.about(each.output)
        if in_parts(each.output).kind is Kind.START:
            starts[about] = None
        else:
            change = words.moves(each.output, each.before, each.after)
            names.setdefault(change, {})[about] = None
    for change, every in names.items():
        yield Point(labelled(raised(change), words.words.listed(every)))
    if starts:
        yield Point(labelled(words.words.say("sheet.starts"), words.words.listed(starts)))


def example_persons(persons: Iterable[Person], words: DiffWords) -> Iterator[Block]:
    """Yield constructed persons, each with what becomes another for them."""
    yield Line(words.words.say("sheet.constructed"))
    for number, each in enumerate(persons, start=1):
        told = words.example(each.because)
        yield Point(
            words.words.say("sheet.person", answers=told),
            tuple(_changes(each.changes, words)),
            number,
        )


def _changes(changes: Iterable[Change], words: DiffWords) -> Iterator[Line]:
    groups = groupby(changes, key=lambda each: words.about(each[0]))
    told = [(about, "; ".join(_change(*each, words) for each in every)) for about, every in groups]
    for about, text in told[:_MOST_CHANGES]:
        yield Line(text, label=about)
    if len(told) > _MOST_CHANGES:
        yield Line(words.words.count("sheet.more", len(told) - _MOST_CHANGES))


def _change(output: str, before: str, after: str, words: DiffWords) -> str:
    part = words.part(output)
    return f"{part} {words.moves(output, before, after)}".strip()
