"""Finding people nobody sees: they took part in a course, and have had no income since."""

from triage.programme.outreach.counting import FoundCounts, Notice, counted
from triage.programme.outreach.declaration import Method, Tables
from triage.programme.outreach.letter import (
    LANGUAGES,
    LegalBasis,
    LetterFacts,
    LetterWords,
    letter,
)
from triage.programme.outreach.matching import Excluding, Found, Invited, Known, LeftOut, match
from triage.programme.outreach.reading import read_known

__all__ = [
    "LANGUAGES",
    "Excluding",
    "Found",
    "FoundCounts",
    "Invited",
    "Known",
    "LeftOut",
    "LegalBasis",
    "LetterFacts",
    "LetterWords",
    "Method",
    "Notice",
    "Tables",
    "counted",
    "letter",
    "match",
    "read_known",
]
