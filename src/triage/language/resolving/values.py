"""Values: what a choice, scale, set, finding or typology may be; the rows of a grid."""

from __future__ import annotations

from triage.language.reading.fields import read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import FORMERLY, VALUE_TEXTS


def read_values(node: Node, path: str, notes: Notes) -> tuple[str, ...] | None:
    """Read ids with their labels, or a plain list of ids, in the order they are written.

    Gives `None`, with the problem noted, where there are none.
    """
    match node:
        case MappingNode(entries) if entries:
            for key, value in entries:
                _read_value(key, value, path, notes)
            return tuple(key.text or "" for key, _ in entries)
        case SequenceNode(items) if items:
            return _read_list(items, path, notes)
        case MappingNode() | SequenceNode():
            notes.error("empty-list", node, path, key=path.rsplit(".", 1)[-1])
        case ScalarNode():
            notes.wrong_kind(node, path, "mapping")
    return None


def read_label(node: Node, path: str, notes: Notes) -> None:
    """Note the texts and earlier ids of a named thing; a text on its own is its label."""
    if not isinstance(node, ScalarNode):
        fields = read_fields(node, path, VALUE_TEXTS | {FORMERLY}, notes)
        if fields is not None:
            fields.record_texts(VALUE_TEXTS)
            fields.record_earlier_ids()
    elif node.text is not None:
        notes.texts[f"{path}.label"] = node.text


def _read_value(key: ScalarNode, value: Node, path: str, notes: Notes) -> None:
    # An id that cannot be one is kept all the same, so that tests on it are no further problems.
    id_ = notes.checked_id(key, path)
    notes.places[f"{path}.{id_}"] = key.span
    notes.occurs(f"{path}.{id_}", key)
    read_label(value, f"{path}.{id_}", notes)


def _read_list(items: tuple[Node, ...], path: str, notes: Notes) -> tuple[str, ...] | None:
    found: dict[str, ScalarNode] = {}
    for item in items:
        if not isinstance(item, ScalarNode) or item.text is None:
            notes.wrong_kind(item, path, "text")
        elif item.text in found:
            related = (found[item.text].span,)
            notes.error("listed-twice", item, path, related=related, name=item.text)
        else:
            found[item.text] = item
            notes.places[f"{path}.{notes.checked_id(item, path)}"] = item.span
            notes.occurs(f"{path}.{item.text}", item)
    return tuple(found) or None
