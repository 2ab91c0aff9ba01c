"""The letter to whoever is found: an invitation, and what article 14 of the GDPR asks to be told.

It asks, and says nothing that could frighten: not what somebody lacks, and nothing of a duty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

LANGUAGES = ("da", "sv", "en")


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What has to be told, and who answers for it.

    `purpose` and `legal_basis` stand on everything that is made of a search. `contact` is a
    sentence about how to answer; `dpo` how to reach the data protection officer.
    """

    sender: str
    contact: str
    dpo: str
    purpose: str
    legal_basis: str
    delete_by: date


def letter(facts: LetterFacts, sources: Mapping[str, str], language: str, day: str) -> str:
    """Write the letter as Markdown; it is the same for everybody, so it names nobody.

    `sources` says what the tables `courses` and `income` are called, `day` how the day is written
    by which everything is deleted.
    """
    text = files(__package__).joinpath("letters", f"{language}.md").read_text(encoding="utf-8")
    return text.format(
        sender=facts.sender,
        contact=facts.contact,
        dpo=facts.dpo,
        purpose=facts.purpose,
        legal_basis=facts.legal_basis,
        courses=sources["courses"],
        income=sources["income"],
        delete_by=day,
    )
