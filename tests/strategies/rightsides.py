"""Right-hand sides of conditions: the tests of single values (rulebook language, section 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.strategies.drawing import Draw, some_of
from tests.strategies.parameters import Parameters
from tests.strategies.shape import UNTESTABLE, Subject, bounds

ORDERS = ("at_least", "at_most", "more_than", "less_than")
LOWER, UPPER = ("at_least", "more_than"), ("at_most", "less_than")
FORMS = ("value", "value", "values", "not value", "not values")
ORDERED_FORMS = ("order", "order", "order", "range", *FORMS)


@dataclass(frozen=True)
class Scope:
    """What a condition may name where it stands, innermost first.

    `inner` are the names of the item or row in hand, `each` the findings of each list or grid.
    """

    near: date
    parameters: Parameters
    top: Sequence[Subject]
    each: dict[str, list[Subject]] = field(default_factory=dict)
    inner: Sequence[Subject] = ()

    def within(self, collection: Subject) -> Scope:
        """Return what a condition on an item of that list or a row of that grid may name."""
        inner = [its for its in collection.item.values() if its.kind not in UNTESTABLE]
        inner += self.each.get(collection.name, ())
        if collection.kind == "grid":
            inner.append(Subject("row", "row", "row", values=collection.rows))
        return Scope(self.near, self.parameters, self.top, self.each, inner)


def among(draw: Draw, operand: Callable[[], Any], form: str, most: int) -> Any:
    """Draw `v`, `[v, w]`, `{not: v}` or `{not: [v, w]}`."""
    if form in ("value", "not value"):
        inner = operand()
    else:
        inner = _different(operand() for _ in range(draw.integer(1, most)))
    return {"not": inner} if form.startswith("not") else inner


def _different(operands: Any) -> list[Any]:
    return list({str(operand): operand for operand in operands}.values())


def plain(draw: Draw, subject: Subject, scope: Scope) -> Any:
    """Draw a test of a choice, a yes or no, a typology, or the row in hand."""
    if draw.boolean(8) and (others := comparable(subject, scope)):
        other = {"question": draw.choice(others)}
        return {"not": other} if draw.boolean() else other
    return among(draw, lambda: _value(draw, subject, scope), draw.choice(FORMS), 2)


def scale(draw: Draw, subject: Subject, scope: Scope) -> Any:
    """Draw a test of a scale."""
    return _ordered(draw, lambda: _value(draw, subject, scope), subject, scope)


def number(draw: Draw, subject: Subject, scope: Scope) -> Any:
    """Draw a test of a number."""
    low, high = subject.low, subject.high
    if draw.boolean(10):
        low, high = low - 1, high + 1
    return _ordered(draw, lambda: _number(draw, low, high, scope), subject, scope)


def _value(draw: Draw, subject: Subject, scope: Scope) -> str:
    if draw.boolean(10):
        return scope.parameters.value(draw, subject.values)
    return draw.choice(subject.values)


def _number(draw: Draw, low: int, high: int, scope: Scope) -> int | str:
    if draw.boolean(12):
        return scope.parameters.number(draw, low, high)
    value = draw.integer(low, high)
    return str(value) if draw.boolean(5) else value


def _ordered(draw: Draw, operand: Callable[[], Any], subject: Subject, scope: Scope) -> Any:
    form = draw.choice(ORDERED_FORMS)
    if draw.boolean(15) and (others := comparable(subject, scope)):
        other = {"question": draw.choice(others)}
        if form in FORMS:
            return {"not": other} if form.startswith("not") else other
        return {draw.choice(ORDERS): other}
    if form in FORMS:
        return among(draw, operand, form, 2)
    return _order(draw, operand, form)


def _order(draw: Draw, operand: Callable[[], Any], form: str) -> dict[str, Any]:
    if form == "order":
        return {draw.choice(ORDERS): operand()}
    test = {draw.choice(LOWER): operand()}
    if draw.boolean(80):
        return test | {draw.choice(UPPER): operand()}
    return test | {"not": operand()}


def comparable(subject: Subject, scope: Scope) -> list[str]:
    """Return the questions and cells whose answers a subject can be compared with."""
    if subject.source not in ("question", "cell"):
        return []
    others = [
        other.name
        for other in (*scope.inner, *scope.top)
        if other.name != subject.name and _is_alike(subject, other)
    ]
    return others + [
        f"{grid.name}.{grid.rows[0]}.{other.name}"
        for grid in scope.top
        if grid.kind == "grid"
        for other in grid.item.values()
        if _is_alike(subject, other)
    ]


def _is_alike(subject: Subject, other: Subject) -> bool:
    return (
        other.kind == subject.kind and other.source == "question" and other.values == subject.values
    )


def number_test(draw: Draw, low: int, high: int, scope: Scope) -> Any:
    """Draw a test of a count, or of months or years elapsed."""
    form = draw.choice(ORDERED_FORMS)
    if form in FORMS:
        return among(draw, lambda: _number(draw, low, high, scope), form, 2)
    return count_entries(draw, low, high, scope, form)


def count_entries(
    draw: Draw, low: int, high: int, scope: Scope, form: str = "order"
) -> dict[str, Any]:
    """Draw the entries of a number test that is a mapping."""
    return _order(draw, lambda: _number(draw, low, high, scope), form)


def day(draw: Draw, subject: Subject, scope: Scope) -> Any:
    """Draw a test of a date."""
    form = draw.choice(("before", "on_or_after", "months_ago", "years_ago", "between", "both"))
    if form in ("months_ago", "years_ago"):
        return {form: _elapsed(draw, form, subject, scope)}
    if form == "between":
        return {"on_or_after": _day(draw, subject, scope), "before": _day(draw, subject, scope)}
    if form == "both":
        ago = _elapsed(draw, "months_ago", subject, scope)
        return {"before": _day(draw, subject, scope), "months_ago": ago}
    return {form: _day(draw, subject, scope)}


def _around(subject: Subject, scope: Scope) -> date:
    """Return a day in the middle of what the question allows."""
    first, last = bounds(subject, scope.near)
    return first + (last - first) // 2


def _day(draw: Draw, subject: Subject, scope: Scope) -> str:
    around = _around(subject, scope)
    if draw.boolean(15):
        return scope.parameters.day(draw, around)
    if draw.boolean(15):
        return "as_of"
    return (around + timedelta(draw.integer(-12, 12))).isoformat()


def _elapsed(draw: Draw, unit: str, subject: Subject, scope: Scope) -> Any:
    around = _around(subject, scope)
    months = (scope.near.year - around.year) * 12 + scope.near.month - around.month
    middle = months if unit == "months_ago" else months // 12
    return number_test(draw, middle - 1, middle + 1, scope)


def members(draw: Draw, subject: Subject, scope: Scope) -> Any:
    """Draw a test of a set."""
    form = draw.choice(("includes", "includes_any", "includes_all", "excludes", "count", "both"))
    if form == "count":
        return {"count": number_test(draw, 0, len(subject.values), scope)}
    if form == "both":
        return {"includes": _value(draw, subject, scope), "excludes": _value(draw, subject, scope)}
    if form == "includes" or (form == "excludes" and draw.boolean()):
        return {form: _value(draw, subject, scope)}
    values = some_of(draw, subject.values, 1, 2)
    return {form: values if draw.boolean(90) else [_value(draw, subject, scope)]}
