"""Words that no text for a participant may hold: patterns by language, and what is left aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import mapping_entries
from triage.language.reading.vocabulary import COMMON_TEXTS
from triage.model.never_says import Aside, NeverSays, is_pattern

_SECTION = "never_says"
KEYS = ("words", "except")


def read_never_says(entries: Mapping[str, Entry], notes: Notes) -> tuple[NeverSays, ...]:
    """Read every kind of words; one that is wrong is noted."""
    return tuple(each for id_, entry in entries.items() for each in _kind(id_, entry, notes))


def _kind(id_: str, entry: Entry, notes: Notes) -> Iterator[NeverSays]:
    path = f"{_SECTION}.{id_}"
    notes.places[path] = entry.key.span
    notes.occurs(path, entry.key)
    fields = read_fields(entry.node, path, COMMON_TEXTS | set(KEYS), notes)
    if fields is not None:
        fields.record_texts(COMMON_TEXTS)
        aside = fields.options("except", tuple(Aside))
        words = _words(fields, notes)
        yield NeverSays(id_, words, tuple(map(Aside, aside)))


def _words(fields: Fields, notes: Notes) -> dict[str, tuple[str, ...]]:
    node, path = fields.required("words"), f"{fields.path}.words"
    entries = mapping_entries(node, path, notes)
    if not isinstance(node, MappingNode):
        return {}
    by_language = Fields(node, path, notes)
    return {
        language: tuple(_patterns(by_language, language, notes))
        for key, _ in entries
        if (language := key.text or "")
    }


def _patterns(by_language: Fields, language: str, notes: Notes) -> Iterator[str]:
    for scalar in by_language.scalars(language):
        text = scalar.text or ""
        if is_pattern(text):
            yield text
        else:
            notes.error("bad-pattern", scalar, f"{by_language.path}.{language}", name=text)
