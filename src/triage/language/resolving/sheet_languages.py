"""Further languages in which only what the participant reads is translated, and by whom."""

from __future__ import annotations

from triage.language.reading.fields import Fields
from triage.language.reading.nodes import MappingNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import HEAD
from triage.model.texts import Translated

SHEET_TRANSLATIONS = "sheet_translations"
_PATH = f"{HEAD}.{SHEET_TRANSLATIONS}"


def read_sheet_translations(head: MappingNode, notes: Notes) -> dict[str, Translated]:
    """Read, by language, whether a person has confirmed what a machine translated."""
    node = head.get(SHEET_TRANSLATIONS)
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        notes.wrong_kind(node, _PATH, "mapping")
        return {}
    fields = Fields(node, _PATH, notes)
    found: dict[str, Translated] = {}
    for key, _ in node.entries:
        if said := fields.option(key.text or "", tuple(Translated)):
            found[key.text or ""] = Translated(said)
    return found
