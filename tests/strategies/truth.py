"""Whether a condition on questions is true of given answers (rulebook language, 4.2).

Enough to know which questions are asked. Findings and typologies are not known here; this is the
generator's own reading of the language, apart from any engine of the package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Protocol

from tests.strategies.shape import COLLECTIONS, Document, Subject


class Absent(Enum):
    """The value of a question that does not apply."""

    ABSENT = "does not apply"


ABSENT = Absent.ABSENT


class Place(Protocol):
    """Where a condition stands: what its names are, and the values they have there.

    `value` may raise to say that a value is not known. The elements of a list or grid are places
    of their own.
    """

    parameters: Mapping[str, Any]
    as_of: date

    def subject(self, name: str) -> Subject: ...

    def value(self, name: str) -> Any: ...

    def elements(self, name: str) -> list[Place]: ...


def holds(condition: Document, place: Place) -> bool:
    """Say whether all entries of a condition hold."""
    return all(_entry(name, its, place) for name, its in condition.items())


def _entry(name: str, its: Any, place: Place) -> bool:
    if name == "all":
        return all(holds(part, place) for part in its)
    if name == "any":
        return any(holds(part, place) for part in its)
    if name == "not":
        return not holds(its, place)
    value = place.value(name)
    if isinstance(its, dict) and "applies" in its:
        return (value is ABSENT) is (its["applies"] == "no")
    if value is ABSENT:
        return False
    subject = place.subject(name)
    if subject.kind in COLLECTIONS:
        elements = place.elements(name)
        return all(_over(form, part, elements, place) for form, part in its.items())
    if subject.kind == "date":
        return all(_dated(form, part, value, place) for form, part in its.items())
    if subject.kind == "set":
        return all(_member(form, part, value, place) for form, part in its.items())
    return _single(its, _coded(value, subject), _Coder(subject, place))


class _Coder:
    """Turns right-hand sides into comparable numbers: a scale counts from its lowest value."""

    def __init__(self, subject: Subject | None, place: Place) -> None:
        self._subject = subject
        self._place = place

    def __call__(self, operand: Any) -> int | None:
        """Return the number of an operand, or nothing where a question does not apply."""
        if isinstance(operand, dict):
            operand = self._place.value(operand["question"])
            return None if operand is ABSENT else _coded(operand, self._subject)
        return _coded(_known(operand, self._place), self._subject)


def _coded(value: Any, subject: Subject | None) -> int:
    if subject is None or subject.kind == "number":
        return int(value)
    return subject.values.index(value)


def _known(operand: Any, place: Place) -> Any:
    if isinstance(operand, str) and operand.startswith("$"):
        return place.parameters[operand[1:]]
    return operand


_ORDERS: dict[str, Callable[[int, int], bool]] = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "more_than": lambda value, bound: value > bound,
    "less_than": lambda value, bound: value < bound,
}


def _single(test: Any, value: int, coded: _Coder) -> bool:
    """Test one value: of a choice, a scale, a number, a count."""
    if not isinstance(test, dict):
        return _among(test, value, coded)
    return all(_compared(form, operand, value, coded) for form, operand in test.items())


def _compared(form: str, operand: Any, value: int, coded: _Coder) -> bool:
    if form == "question":
        return value == coded({form: operand})
    if form == "not":
        if isinstance(operand, dict) and coded(operand) is None:
            return False
        return not _among(operand, value, coded)
    bound = coded(operand)
    return bound is not None and _ORDERS[form](value, bound)


def _among(operands: Any, value: int, coded: _Coder) -> bool:
    listed = operands if isinstance(operands, list) else [operands]
    return any(value == coded(operand) for operand in listed)


def _over(form: str, part: Any, elements: list[Place], place: Place) -> bool:
    if form == "count":
        return _counted(part, elements, place)
    found = [holds(part, element) for element in elements]
    return {"some": any(found), "every": all(found), "none": not any(found)}[form]


def _counted(part: Any, elements: list[Place], place: Place) -> bool:
    test = part
    if isinstance(part, dict):
        test = {form: its for form, its in part.items() if form not in ("of", "distinct")}
        elements = [its for its in elements if holds(part.get("of", {}), its)]
        if "distinct" in part:
            values = {its.value(part["distinct"]) for its in elements}
            return _single(test, len(values - {ABSENT}), _Coder(None, place))
    return _single(test, len(elements), _Coder(None, place))


def _dated(form: str, part: Any, value: str, place: Place) -> bool:
    day = date.fromisoformat(value)
    if form in ("months_ago", "years_ago"):
        months = elapsed_months(day, place.as_of)
        return _single(part, months if form == "months_ago" else months // 12, _Coder(None, place))
    known = _known(part, place)
    bound = place.as_of if known == "as_of" else date.fromisoformat(known)
    return (day < bound) is (form == "before")


def elapsed_months(day: date, as_of: date) -> int:
    """Count the whole months from a day to another, as section 2 counts them."""
    months = 12 * (as_of.year - day.year) + as_of.month - day.month
    return months - 1 if as_of.day < day.day else months


def _member(form: str, part: Any, value: list[str], place: Place) -> bool:
    if form == "count":
        return _single(part, len(value), _Coder(None, place))
    listed = part if isinstance(part, list) else [part]
    found = [_known(each, place) in value for each in listed]
    return {
        "includes": all(found),
        "includes_any": any(found),
        "includes_all": all(found),
        "excludes": not any(found),
    }[form]
