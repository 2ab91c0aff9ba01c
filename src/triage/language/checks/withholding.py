"""Only law withholds: what closes something to a person must be a provision somebody has read.

A limit of nothing closes as well. And only law tells people apart: what names none, a practice, may
ask that something is checked for everybody, and for nobody in particular.
"""

from __future__ import annotations

from typing import Final

from triage.language.reading.problems import Problems
from triage.model.condition import ALWAYS
from triage.model.provision import names_law, names_paragraph
from triage.model.rule import Availability, Verdict
from triage.model.rulebook import Rulebook

READ_IN_THE_LAW: Final = ("statute", "authority_page")
"""How a provision must have been read to close something: in its own text, or where an authority
names it. What is read elsewhere, or assumed, is to be checked first."""


def check_withholding(rulebook: Rulebook, problems: Problems) -> None:
    """Record as an error every rule that closes something, or tells people apart, without law."""
    for rule in rulebook.availability:
        if _closes(rule):
            _check(rule, rulebook, problems)
        elif rule.when != ALWAYS:
            _check_named(rule.id, rulebook, problems)
    for warning in rulebook.warnings:
        if warning.rests_on_law:
            _check_named(warning.id, rulebook, problems)


def _closes(rule: Availability) -> bool:
    return rule.verdict is Verdict.NOT_AVAILABLE or any(
        limit.value == 0 for limit in rule.limits.values()
    )


def _check(rule: Availability, rulebook: Rulebook, problems: Problems) -> None:
    path = f"rules.{rule.id}"
    place = rulebook.places.get(path)
    law = rulebook.texts.own.get(f"{path}.law", "")
    if not names_paragraph(law):
        problems.add("withheld-without-paragraph", place, path, name=rule.id)
    if rule.confidence is not None and rule.confidence not in READ_IN_THE_LAW:
        problems.add("withheld-on-less-than-law", place, path, name=rule.id, how=rule.confidence)


def _check_named(id_: str, rulebook: Rulebook, problems: Problems) -> None:
    """Record that a rule names no law; that it says nothing at all is told elsewhere."""
    path = f"rules.{id_}"
    law = rulebook.texts.own.get(f"{path}.law")
    if law is not None and not names_law(law):
        problems.add("law-not-named", rulebook.places.get(path), path, name=id_)
