"""Fixed values, read by what the question they belong to says they are (intro)."""

from __future__ import annotations

from datetime import date

from triage.diagnostics import listed, nearest
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import day_meant, iso_day, whole_number, yes_or_no
from triage.model.condition import AS_OF, AsOf, Scalar
from triage.model.question import Choice, Dates, Domain, Number, YesNo


def read_constant(
    node: ScalarNode, domain: Domain, path: str, notes: Notes, known: str = ""
) -> Scalar | None:
    """Read a value; `None`, with the problem noted, where `domain` cannot have it.

    `known` is the path under which the values of a choice stand.
    A number or date may lie outside its range: see `bounds_missed`.
    """
    text = node.text or ""
    match domain:
        case Choice(values):
            constant: Scalar | None = text if text in values else None
            notes.occurs(f"{known}.{text}", node)
        case YesNo():
            constant = yes_or_no(text)
        case Number():
            constant = whole_number(text)
        case Dates():
            constant = AS_OF if text == AS_OF.value else iso_day(text)
        case _:
            raise TypeError(domain)
    if constant is None:
        _refuse(node, text, domain, path, notes)
    return constant


def _refuse(node: ScalarNode, text: str, domain: Domain, path: str, notes: Notes) -> None:
    match domain:
        case Choice() | YesNo():
            near, known = nearest(text, domain.values), listed(domain.values)
            notes.error("unknown-value", node, path, near, value=text, known=known)
        case Number():
            notes.error("not-a-number", node, path, _test_meant(text), value=text)
        case _:
            notes.error("not-a-date", node, path, day_meant(text), value=text)


def _test_meant(text: str) -> str | None:
    """Return the test that a sign before a number was meant for."""
    sign = text.rstrip("0123456789 ")
    test = nearest(sign, ("at_least", "at_most", "more_than", "less_than")) if sign else None
    number = text.removeprefix(sign).strip()
    return f"{{{test}: {number}}}" if test and number else None


def bounds_missed(value: Scalar, domain: Domain) -> tuple[str, str] | None:
    """Return the lowest and highest value of a range that `value` lies outside."""
    match domain, value:
        case Number(low, high), int() if not low <= value <= high:
            return str(low), str(high)
        case Dates(start, end), date() if _is_before(value, start) or _is_before(end, value):
            return _written(start), _written(end)
    return None


def _is_before(first: date | AsOf, second: date | AsOf) -> bool:
    return isinstance(first, date) and isinstance(second, date) and first < second


def _written(day: date | AsOf) -> str:
    return day.value if isinstance(day, AsOf) else day.isoformat()
