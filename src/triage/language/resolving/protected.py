"""What a question concerns and stands close to: `concerns` and `proxy_of` (section 2)."""

from __future__ import annotations

from triage.language.conditions.constants import read_constant
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.model.protected import Characteristic, ProtectedMark
from triage.model.question import Choice, Domain, Grid, Subset, YesNo

_KNOWN = tuple(map(str, Characteristic))


def read_marks(
    fields: Fields, key: str, domain: Domain | None, known: str, notes: Notes
) -> tuple[ProtectedMark, ...]:
    """Read one or several characteristics, or for each the values or rows it is about.

    `known` is the path under which the values of the question stand, or its rows.
    """
    node = fields.get(key)
    if not isinstance(node, MappingNode):
        return tuple(ProtectedMark(Characteristic(each)) for each in fields.options(key, _KNOWN))
    marks = []
    for name, value in node.entries:
        characteristic = fields.checked_option(name, key, _KNOWN)
        named = value.items if isinstance(value, SequenceNode) else (value,)
        if not named:
            notes.error("empty-list", value, fields.path, key=key)
        of = [_named(each, domain, fields.path, known, notes) for each in named]
        if characteristic is not None:
            held = tuple(each for each in of if each is not None)
            marks.append(ProtectedMark(Characteristic(characteristic), held))
    return tuple(marks)


def _named(node: Node, domain: Domain | None, path: str, known: str, notes: Notes) -> str | None:
    """Read the name of a value or row a question has."""
    if not isinstance(node, ScalarNode):
        notes.wrong_kind(node, path, "text")
        return None
    match domain:
        case None:
            return None  # what is wrong with the question is noted
        case Choice() | YesNo():
            found = read_constant(node, domain, path, notes, known)
        case Subset(values):
            found = read_constant(node, Choice(values), path, notes, known)
        case Grid(rows):
            found = read_constant(node, Choice(rows), path, notes, known)
        case _:
            notes.error("mark-without-values", node, path)
            return None
    return None if found is None else str(found)
