"""What a rule rests on in law: the provision, where and when it was read, and its last day."""

from __future__ import annotations

import re
from datetime import date

from triage.model.frozen import Frozen, IsoDate
from triage.model.rule import Availability, WarningRule
from triage.model.texts import Texts

_PARAGRAPH = re.compile(
    r"§|\b(?:art(?:ikel|icle|\.)|section|kapitel|chapter|bilag|annex) ?\d", re.IGNORECASE
)
_LAW = re.compile(
    r"lov(?:en|ens|s)?\b|\blag(?:en|ens|s)?\b|(?<!s)lagens?\b|\bacts?\b|bekendtg|forordning"
    r"|förordning|regulation|direkti|directive|konvention|convention",
    re.IGNORECASE,
)


def names_paragraph(law: str) -> bool:
    """Say whether a text names a law with its paragraph: `LAB § 61`, `article 22`, `kapitel 12`."""
    return _PARAGRAPH.search(law) is not None


def names_law(law: str) -> bool:
    """Say whether a text names a law, with its paragraph or without: `Danskuddannelsesloven`."""
    return names_paragraph(law) or _LAW.search(law) is not None


class Provision(Frozen):
    """The law behind a rule, in the rulebook's own words and language.

    `law` names the paragraph, `source` where it was read, `confidence` what was read there: the
    `statute` itself, an `authority_page`, a `municipal_page`, or nothing, where it is `assumed`.
    `valid_to` is the last day it holds: the rule's own or the rulebook's, whichever comes first.
    """

    law: str | None = None
    source: str | None = None
    confidence: str | None = None
    checked_on: IsoDate | None = None
    valid_to: IsoDate | None = None


def provision_of(rule: Availability | WarningRule, texts: Texts, last: date | None) -> Provision:
    """Return the law behind a rule of law, or behind a warning that rests on law.

    `last` is the last day of its rulebook.
    """
    own = rule.valid_to if isinstance(rule, Availability) else None
    return Provision(
        law=texts.get(f"rules.{rule.id}.law"),
        source=texts.get(f"rules.{rule.id}.source"),
        confidence=rule.confidence,
        checked_on=rule.checked_on,
        valid_to=min((each for each in (own, last) if each is not None), default=None),
    )
