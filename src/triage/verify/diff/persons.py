"""A few constructed persons for whom a change makes a difference, and all it makes for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from triage.diagnostics import Shown
from triage.verify.diff.cases import Given, case_impact
from triage.verify.diff.outputs import Kind, in_parts
from triage.verify.diff.rules_diff import RulesDiff

_Change = tuple[str, str, str]
"""An output, what was possible before, and what is now."""

_MOST_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Nobody's answers: those a movement is `because` of, and every output that changes."""

    as_of: date
    because: Mapping[str, object]
    changes: tuple[_Change, ...]


def persons(found: RulesDiff, most: int) -> tuple[Person, ...]:
    """Return at most so many, each of whom shows something that none before them does.

    Those who come to another class come first, one for each movement; then those who do not.
    """
    chosen: list[Person] = []
    seen: set[_Change] = set()
    for person in _everybody(found):
        telling = {each for each in person.changes if _is_class(each)} or set(person.changes)
        if len(chosen) < most and not telling <= seen:
            seen.update(person.changes)
            chosen.append(person)
    return tuple(chosen)


def _everybody(found: RulesDiff) -> Iterator[Person]:
    """Yield a person for each movement, as far as they are looked at."""
    shown = {str(number): each for number, each in enumerate(_shown(found))}
    given = [Given(name, each.day, each.answers) for name, each in shown.items()]
    for case in case_impact(found.before, found.after, given).moved:
        yield Person(shown[case.name].day, shown[case.name].because, case.changes)


def _shown(found: RulesDiff) -> list[Shown]:
    order = (Kind.CLASS, Kind.LIMIT, Kind.STATUS, Kind.START, Kind.WARNING)
    movements = sorted(found.movements, key=lambda each: order.index(in_parts(each.output).kind))
    return [each.shown for each in movements[:_MOST_LOOKED_AT]]


def _is_class(change: _Change) -> bool:
    return in_parts(change[0]).kind is Kind.CLASS
