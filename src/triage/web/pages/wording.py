"""The fixed words of the pages, from `web/words/<language>.toml`, beside dates and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from triage.diagnostics.catalogue import Catalogue
from triage.present import LANGUAGES
from triage.present.formats import Formats

_WORDS = Catalogue("triage.web", "words", LANGUAGES)


@dataclass(frozen=True, slots=True)
class PageWords(Formats):
    """The words of one language, by key: `talk.answer`."""

    def say(self, key: str, **values: str | int) -> str:
        """Return the words for `key`, its places filled.

        Raises:
            KeyError: the language has no such key, or a place has no value.
        """
        return _WORDS.say(key, self.language, values)

    def count(self, key: str, number: int) -> str:
        """Return the words for one or for several."""
        return _WORDS.count(key, number, self.language, {"count": self.number(number)})
