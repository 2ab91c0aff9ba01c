"""Questions of the programme alone: nothing but target groups may rest on them (section 2).

They stay apart in both directions. No other rule reads them, and no other question hangs on them;
nor do they hang on other questions, for then an answer to one would say something about those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from triage.language.reading.notes import Notes
from triage.language.resolving.kept_apart import filled_outside, marked_alone
from triage.model.condition import Condition
from triage.model.finding import Finding
from triage.model.questions_read import questions_read
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of


def check_programme_only(rulebook: Rulebook, notes: Notes) -> None:
    """Note everything that would mix questions of the programme with the others."""
    own = frozenset(each.id for each in rulebook.questions.values() if each.programme_only)
    _check_items(rulebook, notes)
    if own:
        _check_rules(rulebook, own, notes)
        _check_asked_when(rulebook, own, notes)
        _check_fillings(rulebook, own, notes)


def _check_items(rulebook: Rulebook, notes: Notes) -> None:
    for path, collection in marked_alone(rulebook, "programme_only"):
        notes.error("programme-only-item", notes.places.get(path), path, collection=collection)


def _check_rules(rulebook: Rulebook, own: frozenset[str], notes: Notes) -> None:
    for id_, when in replace(rulebook, target_groups=None).conditions.items():
        path = f"rules.{id_}"
        for name in _read(when, rulebook.findings, own):
            notes.error("programme-only-read", notes.places.get(path), path, name=name)


def _read(
    condition: Condition, findings: Mapping[str, Finding], own: frozenset[str]
) -> Iterator[str]:
    """Yield the questions of the programme that a condition reads, each once."""
    read = ((owner, id_) for owner, _, id_ in questions_read(findings, condition))
    mixed = (_written(*each) for each in read if (each[0] or each[1]) in own)
    yield from dict.fromkeys(mixed)


def _check_asked_when(rulebook: Rulebook, own: frozenset[str], notes: Notes) -> None:
    for owner, question in rulebook.every_question():
        ours = (owner or question.id) in own
        path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
        refs = () if question.asked_when is None else refs_of(question.asked_when)
        mixed = {
            _written(ref.collection, ref.id)
            for ref in refs
            if ((ref.collection or ref.id) in own) is not ours
        }
        code = "programme-only-asked" if ours else "programme-only-read"
        for name in sorted(mixed):
            notes.error(code, notes.places.get(path), path, name=name)


def _check_fillings(rulebook: Rulebook, own: frozenset[str], notes: Notes) -> None:
    for path, lookup, column in filled_outside(rulebook, own):
        place = notes.places.get(path)
        notes.error("programme-only-fills", place, path, name=lookup, column=column)


def _written(owner: str | None, question: str) -> str:
    return question if owner is None else f"{owner}.{question}"
