"""What a programme counts as an outcome, aims at and has reached, parts and wholes agreeing."""

from __future__ import annotations

from collections.abc import Collection

from triage.diagnostics import listed, nearest
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.scalars import whole_number
from triage.language.reading.shapes import mapping_entries
from triage.language.resolving.programme_parts import NOTE, Parts
from triage.model.programme import Counted, OutcomeKind, Reached, Target, Who

COUNTED_KEYS = ("min_hours", "max_hours", "after_months", "scale")
TARGET_KEYS = ("number", "counts", "who", "by")
REACHED_KEYS = ("by", "participants", "outcomes", "percent")
TOTAL = "total"

Kinds = Collection[OutcomeKind]
"""The kinds of outcomes of which the programme says how they are counted."""


def read_counted(parts: Parts, id_: str, node: Node, path: str) -> Counted | None:
    """Read how one kind of outcome is counted."""
    fields = parts.fields(node, path, COUNTED_KEYS)
    if fields is None:
        return None
    if id_ not in set(OutcomeKind):
        near, known = nearest(id_, OutcomeKind), listed(OutcomeKind)
        at = parts.notes.places[path]
        parts.notes.error("unknown-option", at, path, near, value=id_, key="outcomes", known=known)
        return None
    least, most = (_optional(parts, fields, key) for key in ("min_hours", "max_hours"))
    if least is not None and most is not None and least > most:
        fields.reversed("min_hours", "max_hours")
    months = tuple(
        number
        for scalar in fields.scalars("after_months")
        if (number := _months(parts, scalar, path)) is not None
    )
    return Counted(
        OutcomeKind(id_), parts.source(fields), least, most, months, _scale(parts, fields)
    )


def _optional(parts: Parts, fields: Fields, key: str) -> int | None:
    return parts.whole(fields, key) if key in fields else None


def _months(parts: Parts, scalar: ScalarNode, path: str) -> int | None:
    number = whole_number(scalar.text or "")
    if number is None or number < 1:
        parts.notes.error("not-a-number", scalar, path, value=scalar.text or "")
        return None
    return number


def _scale(parts: Parts, fields: Fields) -> str | None:
    scalar = fields.scalar("scale")
    if scalar is None or scalar.text is None:
        return None
    if scalar.text not in parts.questions:
        near = nearest(scalar.text, parts.questions)
        parts.notes.error("unknown-question", scalar, fields.path, near, name=scalar.text)
    parts.notes.occurs(f"questions.{scalar.text}", scalar)
    return scalar.text


def read_target(parts: Parts, kinds: Kinds, id_: str, node: Node, path: str) -> Target | None:
    """Read a target; one that counts outcomes needs no number."""
    fields = parts.fields(node, path, TARGET_KEYS)
    if fields is None:
        return None
    source, number = parts.source(fields), None
    if "number" in fields or "counts" not in fields:
        number = parts.whole(fields, "number", least=1)
        if number is None:
            return None
    who = fields.option("who", tuple(Who))
    counts = [_kind(parts, kinds, scalar, path) for scalar in fields.scalars("counts")]
    by = fields.day("by")
    known = tuple(each for each in OutcomeKind if each in counts)
    return Target(id_, number, source, known, Who(who or Who.PARTICIPANTS), by)


def _kind(parts: Parts, kinds: Kinds, scalar: ScalarNode, path: str) -> OutcomeKind | None:
    text = scalar.text or ""
    if text in kinds:
        return OutcomeKind(text)
    near = nearest(text, kinds)
    known = listed(kinds) if kinds else "-"
    parts.notes.error("not-counted", scalar, path, near, name=text, known=known)
    return None


def read_reached(parts: Parts, kinds: Kinds, node: Node, path: str) -> Reached | None:
    """Read what was published; parts may be no more than the whole, and percent must be theirs."""
    fields = parts.fields(node, path, REACHED_KEYS, NOTE)
    if fields is None:
        return None
    source, people = parts.source(fields), parts.whole(fields, "participants", least=1)
    outcomes = {
        kind: number
        for key, number in _numbers(parts, fields, "outcomes")
        if (kind := _kind(parts, kinds, key, f"{path}.outcomes")) is not None
    }
    percent = {key.text or "": number for key, number in _numbers(parts, fields, "percent")}
    by = fields.day("by")
    if people is None:
        return None
    _check_sum(parts, fields, people, outcomes)
    _check_percent(parts, fields, people, outcomes, percent)
    return Reached(people, outcomes, source, by, percent)


def _numbers(parts: Parts, fields: Fields, key: str) -> list[tuple[ScalarNode, int]]:
    found = []
    path = f"{fields.path}.{key}"
    for name, node in mapping_entries(fields.get(key), path, parts.notes):
        text = node.text or "" if isinstance(node, ScalarNode) else "…"
        number = whole_number(text)
        if number is None or number < 0:
            parts.notes.error("not-a-number", node, f"{path}.{name.text}", value=text)
        else:
            found.append((name, number))
    return found


def _check_sum(parts: Parts, fields: Fields, people: int, outcomes: dict[OutcomeKind, int]) -> None:
    if (closed := sum(outcomes.values())) > people:
        at = fields.get("outcomes") or fields.node
        path = f"{fields.path}.outcomes"
        parts.notes.error("more-than-took-part", at, path, sum=closed, participants=people)


def _check_percent(
    parts: Parts,
    fields: Fields,
    people: int,
    outcomes: dict[OutcomeKind, int],
    percent: dict[str, int],
) -> None:
    numbers = {str(kind): number for kind, number in outcomes.items()}
    numbers[TOTAL] = sum(outcomes.values())
    path = f"{fields.path}.percent"
    for key, node in mapping_entries(fields.get("percent"), path, parts.notes):
        name = key.text or ""
        if name not in numbers:
            near, known = nearest(name, numbers), listed(numbers)
            parts.notes.error("not-counted", key, path, near, name=name, known=known)
        elif name in percent and percent[name] != (got := _rounded(numbers[name], people)):
            parts.notes.error(
                "percent-differs",
                node,
                f"{path}.{name}",
                written=percent[name],
                number=numbers[name],
                of=people,
                percent=got,
            )


def _rounded(number: int, of: int) -> int:
    """Return a share in percent, a half rounded up."""
    return (200 * number + of) // (2 * of)
