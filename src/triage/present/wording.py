"""The fixed words of the page, from `words/<language>.toml`, beside dates and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.diagnostics.catalogue import Catalogue
from triage.present.formats import Formats

LANGUAGES = ("da", "sv", "en")
_WORDS = Catalogue(__package__, "words", LANGUAGES)


def language_for(asked: str | None, own: str) -> str:
    """Return the language to write in: the one asked for, else the rulebook's own, else English."""
    language = asked or own
    return language if language in LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Words(Formats):
    """The words of one language, by key, `plan.heading`, and how it writes dates and numbers.

    Of a municipality, some are others; on a screen, those are that would name an option to type.
    """

    of_municipality: bool = False
    on_screen: bool = False

    def say(self, key: str, **values: str | int) -> str:
        """Return the words for `key`, its places filled.

        Raises:
            KeyError: the language has no such key, or a place has no value.
        """
        return _WORDS.say(self._chosen(key), self.language, values)

    def _chosen(self, key: str) -> str:
        """Return the key of the words that stand in for those of `key`, where there are some."""
        if self.on_screen and self.has(f"screen.{key}"):
            return f"screen.{key}"
        if self.of_municipality and self.has(f"municipality.{key}"):
            return f"municipality.{key}"
        return key

    def has(self, key: str) -> bool:
        """Say whether there are words for `key`."""
        return key in _WORDS.texts(self.language)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """Return the words for one or for several."""
        return _WORDS.count(key, number, self.language, {"count": self.number(number), **values})

    def counting(self, what: str) -> str:
        """Return what stands beside a bar of progress, by what it counts."""
        return self.say(f"progress.{what}")

    def some(self, names: Iterable[str], most: int) -> str:
        """Return at most `most` names, and say how many more there are."""
        given = list(names)
        if len(given) <= most:
            return self.both(given)
        shown = self.listed(given[:most])
        return self.count("plan.names_left", len(given) - most, names=shown)
