"""The page: questions with a place of their own on what a caseworker reads."""

from __future__ import annotations

from collections.abc import Mapping

from triage.diagnostics import nearest
from triage.language.reading.fields import read_fields
from triage.language.reading.nodes import MappingNode
from triage.language.reading.notes import Notes
from triage.language.resolving.groups import questions_in
from triage.model.rulebook import Group

_PLACES = (
    *("own_words", "goals", "not_goals", "brings", "account_of", "next_step", "talk"),
    "contact",
)
_PATH = "rulebook.page"


def read_page(
    head: MappingNode,
    questions: Mapping[str, object],
    groups: Mapping[str, Group],
    notes: Notes,
) -> dict[str, tuple[str, ...]]:
    """Read which questions stand where; layout for people, which no rule reads."""
    node = head.get("page")
    fields = None if node is None else read_fields(node, _PATH, _PLACES, notes)
    if fields is None:
        return {}
    page: dict[str, tuple[str, ...]] = {}
    for place in fields.present(_PLACES):
        found: list[str] = []
        for scalar in fields.scalars(place):
            name = scalar.text or ""
            if name in groups:
                found += questions_in(groups[name], scalar, _PATH, notes)
                continue
            if name not in questions:
                near = nearest(name, questions)
                notes.error("unknown-question", scalar, _PATH, near, name=name)
            notes.occurs(f"questions.{name}", scalar)
            found.append(name)
        page[place] = tuple(found)
    return page
