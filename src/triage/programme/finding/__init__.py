"""Finding people nobody sees: they took part in a course, and have had no income since."""

from triage.programme.finding.counting import FoundCounts, Notice, counted
from triage.programme.finding.declaration import Method, Tables
from triage.programme.finding.letter import LANGUAGES, Telling, letter
from triage.programme.finding.matching import Excluding, Found, Invited, Known, LeftOut, match
from triage.programme.finding.reading import read_known

__all__ = [
    "LANGUAGES",
    "Excluding",
    "Found",
    "FoundCounts",
    "Invited",
    "Known",
    "LeftOut",
    "Method",
    "Notice",
    "Tables",
    "Telling",
    "counted",
    "letter",
    "match",
    "read_known",
]
