"""Things found by whatever name a person types: an id, an earlier id, or a label in any language.

An id goes before a label. A label that two things have finds neither: nobody is told of the wrong
one. Case, signs and spaces make no difference in a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from triage.diagnostics import same_aloud
from triage.intake.places import path_at
from triage.model.answer_path import AnswerPath
from triage.model.question import Choice, Grid, ListOf, Question, Subset
from triage.model.rulebook import Rulebook


def typed_id(rulebook: Rulebook, around: str, ids: Iterable[str], typed: str) -> str | None:
    """Return the id of the one thing among `ids`, whose texts stand under `around`, called so."""
    known = tuple(ids)
    if typed in known:
        return typed
    earlier = rulebook.earlier_names.get(around, {}).get(typed)
    if earlier in known:
        return earlier
    texts = rulebook.texts
    found = {
        id_
        for id_ in known
        for language in texts.languages
        if same_aloud(typed, texts.label(f"{around}.{id_}", language))
    }
    return found.pop() if len(found) == 1 else None


def typed_path(rulebook: Rulebook, typed: str) -> AnswerPath | None:
    """Return the path whose parts are called so, as `Goals.1.Papers`; `None` where there is none.

    A label may hold dots, so what is typed is tried as one name first.
    """
    name = typed_id(rulebook, "questions", rulebook.questions, typed)
    if name is not None:
        return AnswerPath.of(name)
    with suppress(ValueError):
        return _inside(rulebook, AnswerPath.parse(typed))
    return None


def _inside(rulebook: Rulebook, typed: AnswerPath) -> AnswerPath | None:
    owner = typed_id(rulebook, "questions", rulebook.questions, typed.question.strip())
    if owner is None or typed.element is None or typed.inner is None:
        return None
    domain, around = rulebook.questions[owner].domain, f"questions.{owner}"
    if not isinstance(domain, ListOf | Grid):
        return None
    key = typed.element.key.strip()
    if isinstance(domain, Grid):
        key = typed_id(rulebook, f"{around}.rows", domain.rows, key) or key
    asked = (each.id for each in domain.item)
    inner = typed_id(rulebook, f"{around}.item", asked, typed.inner.strip())
    return None if inner is None else path_at(rulebook, AnswerPath.of(owner, key, inner))


def typed_value(rulebook: Rulebook, path: AnswerPath, question: Question, typed: str) -> str:
    """Return the id of a value called so; anything else stays as it was typed."""
    domain = question.domain
    if not isinstance(domain, Choice | Subset):
        return typed
    around = f"questions.{path.question}"
    if path.inner is not None:
        around = f"{around}.item.{path.inner}"
    return typed_id(rulebook, f"{around}.values", domain.values, typed) or typed
