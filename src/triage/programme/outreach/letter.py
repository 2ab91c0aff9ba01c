"""The letter to whoever is found: an invitation, and what article 14 of the GDPR asks to be told.

It asks, and says nothing that could frighten: not what somebody lacks, and nothing of a duty.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

LANGUAGES = ("da", "sv", "en")


class LegalBasis(enum.StrEnum):
    """What may allow an authority to match tables: article 6(1) of the GDPR, as far as it can.

    Consent cannot: whoever is looked for has not been asked. Nor can legitimate interests, which
    an authority has none of in its tasks, a contract, or vital interests.
    """

    PUBLIC_TASK = "public-task"
    """Article 6(1)(e): a task that law gives the authority."""
    LEGAL_OBLIGATION = "legal-obligation"
    """Article 6(1)(c): a law that demands this very search."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What has to be told, and who answers for it.

    `purpose`, `legal_basis` and the paragraph of `law` stand on all that is made of a search.
    `contact` is a sentence about how to answer; `dpo` how to reach the data protection officer;
    `recipients` a sentence about who gets the information.
    """

    sender: str
    contact: str
    dpo: str
    purpose: str
    legal_basis: LegalBasis
    law: str
    recipients: str
    delete_by: date


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a letter says in words of its language.

    The basis in law, what the lists are called that leave people out, and the day of deletion.
    """

    legal_basis: str
    excluding: str
    delete_by: str


def letter(
    facts: LetterFacts, sources: Mapping[str, str], language: str, words: LetterWords
) -> str:
    """Write the letter as Markdown; it is the same for everybody, so it names nobody.

    `sources` says what the tables `courses` and `income` are called. Nothing is promised that is
    not among the facts: who sees what, what a no means, and who interprets, no program knows.
    """
    text = files(__package__).joinpath("letters", f"{language}.md").read_text(encoding="utf-8")
    return text.format(
        sender=facts.sender,
        contact=facts.contact,
        dpo=facts.dpo,
        purpose=facts.purpose,
        legal_basis=words.legal_basis,
        law=facts.law,
        courses=sources["courses"],
        income=sources["income"],
        excluding=words.excluding,
        recipients=facts.recipients,
        delete_by=words.delete_by,
    )
