"""What the parts of a programme have in common: an id, texts, and a source that is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from triage.diagnostics import listed, nearest
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import mapping_entries
from triage.language.reading.vocabulary import COMMON_TEXTS
from triage.language.resolving.selectors import Catalogue

SOURCE = "source"
TEXTS = COMMON_TEXTS - {SOURCE}
"""The texts of a part that has an id; its source is the id of one, and checked."""

NOTE = frozenset({"note", "reading"})
"""The texts of a part that stands alone under its key."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """Reads parts of a programme.

    `sources` are the ids of the sources in the head, `questions` those of the questions at the top.
    """

    catalogue: Catalogue
    sources: Collection[str]
    questions: Collection[str]

    @property
    def notes(self) -> Notes:
        """Where problems and texts are noted."""
        return self.catalogue.notes

    def fields(
        self, node: Node, path: str, keys: Iterable[str], texts: frozenset[str] = TEXTS
    ) -> Fields | None:
        """Read a part that is a mapping, and note its texts."""
        fields = read_fields(node, path, {SOURCE, *keys, *texts}, self.notes)
        if fields is not None:
            fields.record_texts(texts)
        return fields

    def source(self, fields: Fields, *, required: bool = True) -> str:
        """Read where a figure comes from: a source of the head."""
        if required:
            fields.required(SOURCE)
        return known_source(fields, self.sources, self.notes)

    def by_id(
        self, fields: Fields, key: str, read: Callable[[str, Node, str], T | None]
    ) -> dict[str, T]:
        """Read a mapping from ids to parts; those that are wrong are noted and left out."""
        found: dict[str, T] = {}
        path = f"{fields.path}.{key}"
        for name, node in mapping_entries(fields.get(key), path, self.notes):
            id_ = self.notes.checked_id(name, path)
            self.notes.places[f"{path}.{id_}"] = name.span
            part = read(id_, node, f"{path}.{id_}")
            if part is not None:
                found[id_] = part
        return found

    def of(self, fields: Fields, key: str, read: Callable[[Node, str], T | None]) -> T | None:
        """Read the one part under a key, if there is one."""
        node = fields.get(key)
        if node is None:
            return None
        path = f"{fields.path}.{key}"
        self.notes.places[path] = fields.key(key).span
        return read(node, path)

    def whole(self, fields: Fields, key: str, least: int = 0) -> int | None:
        """Read a number that must be there, of people, places or months: no less than `least`."""
        number = fields.required_whole(key)
        if number is None or number >= least:
            return number
        at = fields.get(key) or fields.node
        self.notes.error("out-of-range", at, fields.path, value=number, low=least, high="…")
        return None


def known_source(fields: Fields, sources: Collection[str], notes: Notes) -> str:
    """Read a source, which must be one of the head; what is not written is no text."""
    scalar = fields.scalar(SOURCE)
    if scalar is None or scalar.text is None:
        return ""
    if scalar.text not in sources:
        near, known = nearest(scalar.text, sources), listed(sources) or "–"
        notes.error("unknown-source", scalar, fields.path, near, name=scalar.text, known=known)
    return scalar.text


def label_of(node: Node, path: str, notes: Notes) -> MappingNode | None:
    """Note a text on its own as the label of a part; give the mapping where it is one."""
    if isinstance(node, ScalarNode):
        if node.text is not None:
            notes.texts[f"{path}.label"] = node.text
        return None
    if isinstance(node, MappingNode):
        return node
    notes.wrong_kind(node, path, "mapping")
    return None
