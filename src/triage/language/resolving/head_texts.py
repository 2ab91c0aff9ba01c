"""The texts of the head and of factors: what a rulebook is called, whose it is, its sources."""

from __future__ import annotations

from collections.abc import Mapping

from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import mapping_entries
from triage.language.reading.vocabulary import COMMON_TEXTS
from triage.language.resolving.values import read_label

_HEAD = "rulebook"
_TEXTS = COMMON_TEXTS | {"title", "owner"}
_SOURCE_TEXTS = COMMON_TEXTS | {"title", "url", "checked_on"}


def read_head_texts(head: MappingNode, notes: Notes) -> None:
    """Note the texts of the section `rulebook`, its keys being checked already."""
    notes.places[_HEAD] = head.span
    notes.places[_HEAD] = head.span
    fields = Fields(head, _HEAD, notes)
    fields.record_texts(_TEXTS)
    path = f"{_HEAD}.sources"
    for key, node in mapping_entries(fields.get("sources"), path, notes):
        id_ = notes.checked_id(key, path)
        notes.places[f"{path}.{id_}"] = key.span
        _read_source(node, f"{path}.{id_}", notes)


def _read_source(node: Node, path: str, notes: Notes) -> None:
    if isinstance(node, ScalarNode):
        if node.text is not None:
            notes.texts[f"{path}.title"] = node.text
        return
    fields = read_fields(node, path, _SOURCE_TEXTS, notes)
    if fields is not None:
        fields.day("checked_on")
        fields.record_texts(_SOURCE_TEXTS)


def read_factors(factors: Mapping[str, Entry], notes: Notes) -> tuple[str, ...]:
    """Note the labels of the factors, and give their ids."""
    for id_, entry in factors.items():
        path = f"factors.{id_}"
        notes.places[path] = entry.key.span
        notes.occurs(path, entry.key)
        read_label(entry.node, path, notes)
    return tuple(factors)
