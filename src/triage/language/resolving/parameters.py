"""Parameters: named values that a local office tunes within a range (section 1)."""

from __future__ import annotations

from triage.diagnostics import listed, nearest
from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import iso_day
from triage.language.reading.vocabulary import FORMERLY, PARAMETER_TEXTS
from triage.language.resolving.values import read_values
from triage.model.condition import Scalar
from triage.model.rulebook import Parameter

_OF_KIND = {"number": ("min", "max", "unit"), "choice": ("values",), "date": ("from", "to")}
_KEYS = frozenset({"value", "values", "min", "max", "from", "to", FORMERLY} | PARAMETER_TEXTS)


def read_parameter(entry: Entry, notes: Notes) -> Parameter | None:
    """Read one parameter; its kind is told by its range, or by its value where it has none."""
    id_ = entry.key.text or ""
    path = f"parameters.{id_}"
    notes.places[path] = entry.key.span
    notes.occurs(path, entry.key)
    fields = read_fields(entry.node, path, _KEYS, notes)
    if fields is None:
        return None
    fields.record_texts(PARAMETER_TEXTS)
    fields.record_earlier_ids()
    kind = _kind(fields)
    _refuse_other_kinds(fields, kind, notes)
    if fields.required("value") is None:
        return None
    match kind:
        case "choice":
            return _choice(id_, fields, notes)
        case "date":
            return _date(id_, fields, notes)
        case _:
            return _number(id_, fields, notes)


def _kind(fields: Fields) -> str:
    if "values" in fields:
        return "choice"
    if "from" in fields or "to" in fields:
        return "date"
    value = fields.get("value")
    is_date = isinstance(value, ScalarNode) and iso_day(value.text or "") is not None
    return "date" if is_date else "number"


def _refuse_other_kinds(fields: Fields, kind: str, notes: Notes) -> None:
    own = _OF_KIND[kind]
    others = [key for keys in _OF_KIND.values() for key in keys if key not in own]
    for key in fields.present(others):
        notes.error(
            "key-not-for-kind", fields.key(key), fields.path, key=key, kind=kind, known=listed(own)
        )


def _number(id_: str, fields: Fields, notes: Notes) -> Parameter | None:
    value, low, high = fields.whole("value"), fields.whole("min"), fields.whole("max")
    if value is None:
        return None
    if low is not None and high is not None and low > high:
        fields.reversed("min", "max")
    elif (low is not None and value < low) or (high is not None and value > high):
        _out_of_range(fields, value, low, high, notes)
    return Parameter(id_, value, min=low, max=high, unit=fields.text("unit"))


def _date(id_: str, fields: Fields, notes: Notes) -> Parameter | None:
    value, start, end = fields.day("value"), fields.day("from"), fields.day("to")
    if value is None:
        return None
    if start is not None and end is not None and start > end:
        fields.reversed("from", "to")
    elif (start is not None and value < start) or (end is not None and value > end):
        _out_of_range(fields, value, start, end, notes)
    return Parameter(id_, value, start=start, end=end)


def _out_of_range(
    fields: Fields, value: Scalar, low: Scalar | None, high: Scalar | None, notes: Notes
) -> None:
    notes.error(
        "out-of-range",
        fields.get("value"),
        fields.path,
        value=str(value),
        low="…" if low is None else str(low),
        high="…" if high is None else str(high),
    )


def _choice(id_: str, fields: Fields, notes: Notes) -> Parameter | None:
    value, node = fields.scalar("value"), fields.get("values")
    values = read_values(node, f"{fields.path}.values", notes) if node else None
    if value is None or values is None or value.text is None:
        return None
    if value.text not in values:
        near = nearest(value.text, values)
        notes.error(
            "unknown-value", value, fields.path, near, value=value.text, known=listed(values)
        )
        return None
    notes.occurs(f"{fields.path}.values.{value.text}", value)
    return Parameter(id_, value.text, values=values)
