"""Questions that are looked up before the talk: nothing that is asked may decide where they apply.

Otherwise they could not be looked up before it (section 2).
"""

from __future__ import annotations

from triage.language.reading.notes import Notes
from triage.language.resolving.kept_apart import marked_alone
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of

_WHOLE = ("looked_up", "theme")


def check_looked_up(rulebook: Rulebook, notes: Notes) -> None:
    """Note what is looked up only after something was asked, and marks on part of a whole."""
    for mark in _WHOLE:
        for path, collection in marked_alone(rulebook, mark):
            place = notes.places.get(path)
            notes.error("whole-marked-in-part", place, path, key=mark, collection=collection)
    for question in rulebook.questions.values():
        if not question.looked_up or question.asked_when is None:
            continue
        path = f"questions.{question.id}"
        read = {ref.collection or ref.id for ref in refs_of(question.asked_when)}
        for name in sorted(read):
            if not rulebook.questions[name].looked_up:
                notes.error("looked-up-asked", notes.places.get(path), path, name=name)
