"""Only law withholds: what `not_available` rests on must be a provision that somebody has read."""

from __future__ import annotations

import re
from typing import Final

from triage.language.reading.problems import Problems
from triage.model.rule import Availability, Verdict
from triage.model.rulebook import Rulebook

READ_IN_THE_LAW: Final = ("statute", "authority_page")
"""How a provision must have been read to close something: in its own text, or where an authority
names it. What is read elsewhere, or assumed, is to be checked first."""

_PROVISION = re.compile(
    r"§|\b(?:art(?:ikel|icle|\.)|section|kapitel|chapter|bilag|annex) ?\d", re.IGNORECASE
)
"""A sign that a law is named with its paragraph: `LAB § 61`, `article 22`, `kapitel 12`."""


def check_withholding(rulebook: Rulebook, problems: Problems) -> None:
    """Record as an error every rule that closes something on less than law."""
    for rule in rulebook.availability:
        if rule.verdict is Verdict.NOT_AVAILABLE:
            _check(rule, rulebook, problems)


def _check(rule: Availability, rulebook: Rulebook, problems: Problems) -> None:
    path = f"rules.{rule.id}"
    place = rulebook.places.get(path)
    law = rulebook.texts.own.get(f"{path}.law", "")
    if not _PROVISION.search(law):
        problems.add("withheld-without-paragraph", place, path, name=rule.id)
    if rule.confidence is not None and rule.confidence not in READ_IN_THE_LAW:
        problems.add("withheld-on-less-than-law", place, path, name=rule.id, how=rule.confidence)
