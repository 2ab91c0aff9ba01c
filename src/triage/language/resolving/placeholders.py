"""Placeholders: a limit of law in a text of its rule, `højst {weeks} uger`, said once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from triage.diagnostics import nearest
from triage.language.reading.problems import Problems
from triage.model.never_says import Unsaid
from triage.model.rulebook import Rulebook
from triage.model.texts import Texts


def with_limits(rulebook: Rulebook) -> Texts:
    """Return the texts of a rulebook with the limits its rules of law set, and what is not said."""
    limits = {
        f"rules.{rule.id}": {name: str(each.value) for name, each in rule.limits.items()}
        for rule in rulebook.availability
        if rule.limits
    }
    return replace(rulebook.texts, limits=limits, unsaid=Unsaid(rulebook.never_says))


def record_unfilled(
    rulebook: Rulebook, language: str, problems: Problems, besides: Collection[str | None] = ()
) -> None:
    """Record placeholders that no limit fills: people would read them as they stand.

    Nothing is said of things at the paths `besides`: what is wrong with them is said already, and
    is why they set no limit.
    """
    for path, name in rulebook.texts.unfilled(language):
        thing = path.rpartition(".")[0]
        if thing in besides:
            continue
        near, place = (
            nearest(name, rulebook.texts.limits.get(thing, {})),
            rulebook.places.get(thing),
        )
        problems.add("unfilled-placeholder", place, path, near, name=name, language=language)
