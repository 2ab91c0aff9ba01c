"""Answers as the whole numbers of the flat program, and dates put in for `as_of`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.question import Choice, Dates, ListOf, Number, Subset, YesNo
from triage.program.calendar import ALWAYS, NEVER, latest_day_at_least
from triage.program.formula import Interval
from triage.program.lower_tests import ordinal
from triage.program.program import DateSpan, Program, Variable


def code_of(variable: Variable, value: AnswerValue) -> int:
    """Return the whole number that stands for an answer; 0 for texts and lookups, never read."""
    if isinstance(value, str) and variable.codes:
        return variable.codes[value]
    match variable.domain:
        case Number():
            assert isinstance(value, int)
            return value
        case Dates():
            assert isinstance(value, date)
            return value.toordinal()
        case Subset(values):
            assert isinstance(value, frozenset)
            return sum(1 << values.index(member) for member in value)
        case _:
            return 0


def value_of(variable: Variable, code: int) -> AnswerValue:
    """Return the answer a whole number stands for; of a list, its number of items.

    Raises:
        TypeError: of a text or lookup, whose answers have no number of their own.
    """
    match variable.domain:
        case Choice(values):
            return values[code]
        case YesNo() as yes_no:
            return yes_no.values[code]
        case Dates():
            return date.fromordinal(code)
        case Subset(values):
            return frozenset(value for bit, value in enumerate(values) if code >> bit & 1)
        case Number() | ListOf():
            return code
        case _:
            raise TypeError(variable.path)


@dataclass(frozen=True, slots=True)
class Coded:
    """The answers of one assessment by variable: given, filled by tables, and list lengths."""

    given: Mapping[int, int]
    filled: Mapping[int, int]
    grids: frozenset[AnswerPath]


def encode(program: Program, answers: Answers) -> Coded:
    """Number the answers of an assessment."""
    by_path, variables = program.by_path, program.variables

    def numbered(said: Mapping[AnswerPath, AnswerValue]) -> dict[int, int]:
        found = {}
        for path, value in said.items():
            index = by_path[path]
            code = variables[index].codes.get(value)
            found[index] = code_of(variables[index], value) if code is None else code
        return found

    given = numbered(answers.given)
    given.update({by_path[path]: count for path, count in answers.counts.items()})
    return Coded(given, numbered(answers.filled), answers.grids)


def span_at(span: DateSpan, as_of: date) -> Interval:
    """Return the first and last ordinal of a span of dates on that day; empty where reversed."""
    if span.months is None:
        first = NEVER if span.since is None else ordinal(span.since.value, as_of)
        last = ALWAYS if span.before is None else ordinal(span.before.value, as_of) - 1
        return first, last
    fewest, most = span.months
    last = ALWAYS if fewest is None else latest_day_at_least(fewest, as_of)
    first = NEVER if most is None else latest_day_at_least(most + 1, as_of) + 1
    return first, last
