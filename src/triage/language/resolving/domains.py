"""Domains: what an answer may be, kind by kind (rulebook language, section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from triage.diagnostics import nearest
from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import iso_day
from triage.language.resolving.borrowed_values import ValuesOfQuestions
from triage.language.resolving.questions import Sketch
from triage.language.resolving.values import read_values
from triage.model.condition import AS_OF, AsOf
from triage.model.question import (
    Choice,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    Text,
    YesNo,
)

# A list stands unrolled in the engines, item by item.
_MOST_ITEMS = 100
# Answers to a set are bits of one number.
_MOST_MEMBERS = 60


def give_domains(
    sketches: Mapping[str, Sketch | None],
    values: ValuesOfQuestions,
    tables: Mapping[str, Entry],
    notes: Notes,
) -> None:
    """Fill in the domain of every question that is defined rightly."""
    for sketch in sketches.values():
        if sketch is not None:
            for item in sketch.items.values():
                if item is not None:
                    item.domain = _read_domain(item, values, tables, notes)
            sketch.domain = _read_domain(sketch, values, tables, notes)


def _read_domain(
    sketch: Sketch, values: ValuesOfQuestions, tables: Mapping[str, Entry], notes: Notes
) -> Domain | None:
    match sketch.kind:
        case None:
            return None
        case "yes_no":
            return YesNo()
        case "text":
            return Text()
        case "number":
            return _number(sketch.fields)
        case "date":
            return _dates(sketch.fields, notes)
        case "lookup":
            return _lookup(sketch.fields, tables, notes)
        case "list":
            return _list(sketch, notes)
        case "grid":
            return _grid(sketch, notes)
        case _:
            return _valued(sketch, values, notes)


def _valued(sketch: Sketch, values: ValuesOfQuestions, notes: Notes) -> Domain | None:
    found = values.of(sketch)
    if found is None:
        return None
    if sketch.kind != "set":
        return Choice(found, sketch.kind == "scale")
    if len(found) > _MOST_MEMBERS:
        at = sketch.fields.get("values") or sketch.fields.get("values_of")
        count, limit = len(found), _MOST_MEMBERS
        notes.error("too-many-values", at, sketch.path, count=count, limit=limit)
        return None
    return Subset(found)


def _number(fields: Fields) -> Domain | None:
    low, high = fields.required_whole("min"), fields.required_whole("max")
    if low is None or high is None:
        return None
    if low > high:
        fields.reversed("min", "max")
        return None
    return Number(low, high, fields.text("unit"))


def _dates(fields: Fields, notes: Notes) -> Domain | None:
    start, end = _bound(fields, "from", notes), _bound(fields, "to", notes)
    if start is None or end is None:
        return None
    if isinstance(start, date) and isinstance(end, date) and start > end:
        fields.reversed("from", "to")
        return None
    return Dates(start, end)


def _bound(fields: Fields, key: str, notes: Notes) -> date | AsOf | None:
    if key not in fields:
        fields.missing(key)
        return None
    scalar = fields.scalar(key)
    if scalar is None or scalar.text is None:
        return None
    bound = AS_OF if scalar.text == AS_OF.value else iso_day(scalar.text)
    if bound is None:
        notes.error("not-a-date", scalar, fields.path, value=scalar.text)
    return bound


def _lookup(fields: Fields, tables: Mapping[str, Entry], notes: Notes) -> Domain | None:
    if "table" not in fields:
        fields.missing("table")
        return None
    scalar = fields.scalar("table")
    if scalar is None or scalar.text is None:
        return None
    if scalar.text not in tables:
        near = nearest(scalar.text, tables)
        notes.error("unknown-table", scalar, fields.path, near, name=scalar.text)
        return None
    notes.occurs(f"tables.{scalar.text}", scalar)
    return Lookup(scalar.text)


def _list(sketch: Sketch, notes: Notes) -> Domain | None:
    fields = sketch.fields
    low = fields.whole("min") if "min" in fields else 0
    high = fields.required_whole("max")
    if low is None or high is None:
        return None
    for key, number in (("min", low), ("max", high)):
        if key in fields and not 0 <= number <= _MOST_ITEMS:
            at = fields.get(key)
            notes.error("number-of-items", at, fields.path, key=key, value=number, most=_MOST_ITEMS)
            return None
    if low > high:
        fields.reversed("min" if "min" in fields else "max", "max")
        return None
    return ListOf(low, high, _items(sketch)) if sketch.items else None


def _grid(sketch: Sketch, notes: Notes) -> Domain | None:
    node = sketch.fields.required("rows")
    rows = None if node is None else read_values(node, f"{sketch.path}.rows", notes)
    return Grid(rows, _items(sketch)) if rows and sketch.items else None


def _items(sketch: Sketch) -> tuple[Question, ...]:
    return tuple(_question(sketch.items.values()))


def _question(items: Iterable[Sketch | None]) -> Iterable[Question]:
    for item in items:
        if item is not None and item.domain is not None:
            yield Question(item.id, item.domain)
