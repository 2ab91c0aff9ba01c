"""Questions whose answers are kept off the page: nothing on it may hang on them (section 2).

A page that may be printed takes their answers as open. It says the same for everybody only where no
other answer is there because of one of them: asked because of it, or filled from it.
"""

from __future__ import annotations

from triage.language.reading.notes import Notes
from triage.language.resolving.kept_apart import filled_outside, marked_alone
from triage.model.guarantee import NeverDepends, Output
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of


def check_off_page(rulebook: Rulebook, notes: Notes) -> None:
    """Note every other answer that would tell of one that is kept off the page."""
    off = frozenset(each.id for each in rulebook.questions.values() if each.off_page)
    _check_items(rulebook, notes)
    _check_asked_when(rulebook, off, notes)
    _check_fillings(rulebook, off, notes)
    _check_guarantees(rulebook, off, notes)


def _check_items(rulebook: Rulebook, notes: Notes) -> None:
    for path, collection in marked_alone(rulebook, "off_page"):
        notes.error("off-page-item", notes.places.get(path), path, collection=collection)


def _check_asked_when(rulebook: Rulebook, off: frozenset[str], notes: Notes) -> None:
    for owner, question in rulebook.every_question():
        if (owner or question.id) in off or question.asked_when is None:
            continue
        path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
        read = {ref.collection or ref.id for ref in refs_of(question.asked_when)}
        for name in sorted(read & off):
            notes.error("off-page-asked", notes.places.get(path), path, name=name)


def _check_fillings(rulebook: Rulebook, off: frozenset[str], notes: Notes) -> None:
    for path, lookup, column in filled_outside(rulebook, off):
        place = notes.places.get(path)
        notes.error("off-page-fills", place, path, name=lookup, column=column)


def _check_guarantees(rulebook: Rulebook, off: frozenset[str], notes: Notes) -> None:
    """Note a guarantee about the page that names an answer the page itself may show."""
    for guarantee in rulebook.guarantees:
        form, path = guarantee.form, f"rules.{guarantee.id}"
        if not isinstance(form, NeverDepends) or Output.PAGE not in form.outcome:
            continue
        for name in dict.fromkeys(each.question for each in form.on):
            if name not in off and not rulebook.questions[name].keep_private:
                notes.error("page-may-show-it", notes.places.get(path), path, name=name)
