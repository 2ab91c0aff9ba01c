"""The fixed words of the page, read from `words/<language>.toml` when first needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.diagnostics.catalogue import Catalogue

LANGUAGES = ("da", "sv", "en")
_WORDS = Catalogue(__package__, "words", LANGUAGES)


_SEPARATORS = {"da": (".", ","), "sv": ("\N{NO-BREAK SPACE}", ","), "en": (",", ".")}
"""What stands between thousands, and before decimals."""


def language_for(asked: str | None, own: str) -> str:
    """Return the language to write in: the one asked for, else the rulebook's own, else English."""
    language = asked or own
    return language if language in LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by key: `plan.heading`."""

    language: str

    def say(self, key: str, **values: str | int) -> str:
        """Return the words for `key`, its places filled.

        Raises:
            KeyError: the language has no such key, or a place has no value.
        """
        return _WORDS.say(key, self.language, values)

    def has(self, key: str) -> bool:
        """Say whether there are words for `key`."""
        return key in _WORDS.texts(self.language)

    def count(self, key: str, number: int, **values: str | int) -> str:
        """Return the words for one or for several."""
        return _WORDS.count(key, number, self.language, values)

    def month(self, day: date) -> str:
        """Write the month of a date out, with its year."""
        return f"{self.say(f'months.{day.month}')} {day.year}"

    def date(self, day: date) -> str:
        """Write a date out."""
        return self.say("date", day=day.day, month=self.say(f"months.{day.month}"), year=day.year)

    def amount(self, amount: Decimal, currency: str) -> str:
        """Write money with two decimals, its thousands set apart as the language does."""
        thousands, point = _SEPARATORS[self.language]
        written = f"{amount:,.2f}".translate(str.maketrans(",.", thousands + point))
        return f"{written} {currency}".strip()

    def either(self, names: Iterable[str]) -> str:
        """Join with commas and "or"; with semicolons where a name has a comma of its own."""
        return self._joined(list(names), self.say("or"))

    def both(self, names: Iterable[str]) -> str:
        """Join with commas and "and", in the same way."""
        return self._joined(list(names), self.say("and"))

    def listed(self, names: Iterable[str]) -> str:
        """Put names beside each other; semicolons where a name has a comma of its own."""
        given = list(names)
        return ("; " if any("," in name for name in given) else ", ").join(given)

    def some(self, names: Iterable[str], most: int) -> str:
        """Return at most `most` names, and say how many more there are."""
        given = list(names)
        if len(given) <= most:
            return self.both(given)
        shown = self.listed(given[:most])
        return self.count("plan.names_left", len(given) - most, names=shown)

    def _joined(self, names: list[str], last: str) -> str:
        if len(names) < 2:
            return "".join(names)
        between = "; " if any("," in name for name in names) else ", "
        return f"{between.join(names[:-1])} {last} {names[-1]}"
