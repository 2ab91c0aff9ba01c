"""The page: questions with a place of their own on what a caseworker reads."""

from __future__ import annotations

from collections.abc import Mapping

from triage.diagnostics import nearest
from triage.language.reading.fields import read_fields
from triage.language.reading.nodes import MappingNode
from triage.language.reading.notes import Notes

_PLACES = ("own_words", "goals", "brings", "account_of", "next_step", "talk")
_PATH = "rulebook.page"


def read_page(
    head: MappingNode, questions: Mapping[str, object], notes: Notes
) -> dict[str, tuple[str, ...]]:
    """Read which questions stand where; layout for people, which no rule reads."""
    node = head.get("page")
    fields = None if node is None else read_fields(node, _PATH, _PLACES, notes)
    if fields is None:
        return {}
    page: dict[str, tuple[str, ...]] = {}
    for place in fields.present(_PLACES):
        named = fields.scalars(place)
        for scalar in named:
            name = scalar.text or ""
            if name not in questions:
                near = nearest(name, questions)
                notes.error("unknown-question", scalar, _PATH, near, name=name)
            notes.occurs(f"questions.{name}", scalar)
        page[place] = tuple(scalar.text or "" for scalar in named)
    return page
