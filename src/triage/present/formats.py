"""Dates, numbers, money and lists as each language writes them.

Babel writes them, from the Unicode locale data (CLDR). It is imported when first needed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_LOCALES = {
    "da": "da_DK",
    "sv": "sv_SE",
    "en": "en_GB",
    "ar": "ar",
    "so": "so",
    "prs": "fa_AF",  # Dari, as the Unicode locale data knows it
    "ti": "ti",
    "uk": "uk",
    "tr": "tr",
}
_MONEY = "#,##0.00"


@dataclass(frozen=True, slots=True)
class Formats:
    """What one language writes in a way of its own."""

    language: str

    @property
    def locale(self) -> str:
        """The locale Babel knows the language by."""
        return _LOCALES[self.language]

    def date(self, day: datetime.date) -> str:
        """Write a date out: `2. november 2026`."""
        from babel.dates import format_date

        return format_date(day, "long", self.locale)

    def month(self, day: datetime.date) -> str:
        """Write the month of a date out, with its year."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", day, locale=self.locale)

    def hour(self, hour: datetime.time) -> str:
        """Write an hour of the day, to the minute."""
        from babel.dates import format_time

        return format_time(hour, "short", locale=self.locale)

    def number(self, number: int | Decimal) -> str:
        """Write a number, its thousands set apart, without zeros that say nothing."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def percent(self, percent: int | Decimal) -> str:
        """Write a percentage with its sign, with as many decimals as it has."""
        from babel.numbers import format_percent

        return format_percent(
            Decimal(percent) / 100, locale=self.locale, decimal_quantization=False
        )

    def amount(self, amount: Decimal, currency: str) -> str:
        """Write money with two decimals; the code of its currency, if any, stands behind."""
        from babel.numbers import format_decimal

        written = format_decimal(amount, _MONEY, self.locale)
        return f"{written} {currency}".strip()

    def either(self, names: Iterable[str]) -> str:
        """Join with commas and "or"; with semicolons where a name has a comma of its own."""
        return self._joined(list(names), "or")

    def both(self, names: Iterable[str]) -> str:
        """Join with commas and "and", in the same way."""
        return self._joined(list(names), "standard")

    def listed(self, names: Iterable[str]) -> str:
        """Put names beside each other; semicolons where a name has a comma of its own."""
        given = list(names)
        return _between(given).join(given)

    def _joined(self, names: list[str], style: Literal["or", "standard"]) -> str:
        from babel.lists import format_list

        places = format_list([f"{{{number}}}" for number in range(len(names))], style, self.locale)
        joined = places.replace(", ", _between(names))
        if "," in "".join(names[-2:-1]):  # the last word would join the end of that name alone
            joined = joined.replace(f"{{{len(names) - 2}}}", f"{{{len(names) - 2}}};")
        return joined.format(*names)


def _between(names: list[str]) -> str:
    return "; " if any("," in name for name in names) else ", "


def raised(text: str) -> str:
    """Return words as they stand at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return words as they stand inside a sentence."""
    return text[:1].lower() + text[1:]
