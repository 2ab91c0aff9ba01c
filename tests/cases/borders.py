"""Where the rules of a rulebook cut numbers, dates and scales, and which cuts assessments touch.

A cut is touched from both sides: by an assessment that just meets it and one that just does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, product

from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.condition import (
    Among,
    Compared,
    Elapsed,
    NumberTest,
    Operand,
    Order,
    OtherQuestion,
    Ref,
    RefKind,
    Size,
    Test,
    Value,
)
from triage.model.question import Choice, Number, Question
from triage.model.rulebook import Rulebook
from triage.model.walk import every_test
from triage.program.calendar import months_between


@dataclass(frozen=True)
class Side:
    """One side of a cut: `question` is a path without the item or row; `at` is in words."""

    question: str
    at: str


def sides(rulebook: Rulebook) -> set[Side]:
    """Return both sides of every cut that some rule makes."""
    return {
        side
        for ref, test in _tests_of(rulebook)
        if ref.kind is RefKind.QUESTION
        for side in _sides(rulebook, ref, test)
    }


def touched(rulebook: Rulebook, answers: Answers, as_of: date) -> set[Side]:
    """Return the sides an assessment stands on, among all that its answers could be."""
    known = {**answers.filled, **answers.given}
    found = set()
    for path, value in known.items():
        question = _question(rulebook, path)
        for name in _names(path):
            match value:
                case int() | str():
                    found.add(Side(name, str(value)))
                case frozenset():
                    found.add(Side(name, _size(len(value))))
                case date():
                    found |= {Side(name, words) for words in _elapsed(value, as_of)}
        if isinstance(question.domain, Choice) and question.domain.ordered:
            found.update(_steps(rulebook, path, question.domain, known))
    return found


def _steps(
    rulebook: Rulebook, path: AnswerPath, domain: Choice, known: Mapping[AnswerPath, object]
) -> Iterator[Side]:
    """Yield where an answer stands beside others on its scale, at most a step away."""
    place = domain.values.index(str(known[path]))
    for other, value in known.items():
        if other != path and _question(rulebook, other).domain == domain:
            step = place - domain.values.index(str(value))
            if abs(step) <= 1:
                yield from (
                    Side(name, _step(step, against))
                    for name, against in product(_names(path), _names(other))
                )


def _sides(rulebook: Rulebook, ref: Ref, test: Test) -> Iterator[Side]:
    name = _name(ref)
    domain = _domain(rulebook, ref)
    match test:
        case Compared(_, OtherQuestion(other)) | Among((OtherQuestion(other),)):
            yield from (Side(name, _step(step, _name(other))) for step in (-1, 0, 1))
        case Among() | Compared() if isinstance(domain, Choice) and domain.ordered:
            yield from (Side(name, value) for value in domain.values)
        case Among() | Compared() if isinstance(domain, Number):
            for low in _cuts(test):
                yield from (Side(name, str(n)) for n in (low - 1, low) if domain.min <= n)
        case Elapsed(per_unit, tests):
            for low in chain.from_iterable(_cuts(each) for each in tests):
                months = low * per_unit
                yield from (Side(name, words) for words in (_since(months), _day_before(months)))
        case Size(tests):
            for low in chain.from_iterable(_cuts(each) for each in tests):
                yield from (Side(name, _size(n)) for n in (low - 1, low) if n >= 0)


def _cuts(test: NumberTest) -> Iterator[int]:
    """Yield each number that a test treats otherwise than the number below it."""
    match test:
        case Among(operands):
            for operand in operands:
                yield from (_whole(operand), _whole(operand) + 1)
        case Compared(Order.AT_LEAST | Order.LESS_THAN, operand):
            yield _whole(operand)
        case Compared(_, operand):
            yield _whole(operand) + 1


def _whole(operand: Operand) -> int:
    assert isinstance(operand, Value)
    assert isinstance(operand.value, int)
    return operand.value


def _since(months: int) -> str:
    return f"{months} months ago today"


def _day_before(months: int) -> str:
    return f"a day less than {months} months ago"


def _size(members: int) -> str:
    return f"{members} chosen" if members < 2 else "2 or more chosen"


def _step(step: int, against: str) -> str:
    return f"{('a step below', 'level with', 'a step above')[step + 1]} {against}"


def _elapsed(day: date, as_of: date) -> Iterator[str]:
    today, tomorrow = months_between(day, as_of), months_between(day, as_of + timedelta(1))
    yesterday = months_between(day, as_of - timedelta(1))
    if yesterday < today:
        yield _since(today)
    if today < tomorrow:
        yield _day_before(tomorrow)


def _name(ref: Ref) -> str:
    return str(ref) if ref.collection is None or ref.row else f"{ref.collection}.{ref.id}"


def _names(path: str) -> tuple[str, ...]:
    """Return what a condition may call the answer at a path: the cell, and any item or row."""
    parts = path.split(".")
    return (path,) if len(parts) == 1 else (path, f"{parts[0]}.{parts[2]}")


def _question(rulebook: Rulebook, path: str) -> Question:
    first, *rest = path.split(".")
    if not rest:
        return rulebook.questions[first]
    return next(each for each in rulebook.collection(first).item if each.id == rest[-1])


def _domain(rulebook: Rulebook, ref: Ref) -> object:
    return _question(rulebook, f"{ref.collection}.x.{ref.id}" if ref.collection else ref.id).domain


def _tests_of(rulebook: Rulebook) -> Iterator[tuple[Ref, Test]]:
    asked = (each.asked_when for _, each in rulebook.every_question() if each.asked_when)
    found = chain.from_iterable(each.conditions for each in rulebook.findings.values())
    return chain.from_iterable(map(every_test, chain(asked, found, rulebook.conditions.values())))
