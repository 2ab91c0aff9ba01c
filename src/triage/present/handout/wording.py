"""The fixed words of the sheet, from `words/<language>.toml`, beside dates.

Those of six languages are translated by a machine, until somebody who speaks one has read them:
then its name leaves `MACHINE_MADE`.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.diagnostics.catalogue import Catalogue
from triage.present.formats import Formats
from triage.present.wording import LANGUAGES

MACHINE_MADE = ("ar", "so", "prs", "ti", "uk", "tr")
"""Arabic, Somali, Dari, Tigrinya, Ukrainian and Turkish."""

SHEET_LANGUAGES = (*LANGUAGES, *MACHINE_MADE)
_WORDS = Catalogue(__package__, "words", SHEET_LANGUAGES)


def sheet_language_for(asked: str | None, own: str) -> str:
    """Return the language of a sheet: the one asked for, else the rulebook's own, else English."""
    language = asked or own
    return language if language in SHEET_LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class SheetWords(Formats):
    """The words of one language, by key."""

    def say(self, key: str, **values: str) -> str:
        """Return the words for `key`, its places filled.

        Raises:
            KeyError: the language has no such key, or a place has no value.
        """
        return _WORDS.say(key, self.language, values)
