"""Numbers, days and money as cells of tables: hidden ones say so, what is not there is a dash."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from triage.present.blocks import Cell
from triage.present.wording import Words
from triage.programme.repeated import day_of, worked_out

NONE = Cell("–")
"""Where there need be nothing."""


class Numbers:
    """Writes cells in one language; `currency` stands behind amounts."""

    def __init__(self, words: Words, currency: str | None = None) -> None:
        """Take the language from `words`."""
        self._words, self._currency = words, currency or ""
        self.hidden = Cell(words.say("following.hidden"))

    def number(self, number: int | Decimal | None) -> Cell:
        """Write how many people or hours; a number that is None is hidden."""
        return self.hidden if number is None else self._marked(self._words.number(number), number)

    def known(self, number: int | None) -> Cell:
        """Write a number there need not be."""
        return NONE if number is None else Cell(self._words.number(number), number)

    def share(self, count: int | None, whole: int | None) -> Cell:
        """Write a share beside the number it is of; hidden where either is.

        Numbers of two days have no share.
        """
        if count is None or whole is None:
            return self.hidden
        if not whole or day_of(count) != day_of(whole):
            return NONE
        percent = (200 * count + whole) // (2 * whole)
        return self._marked(self._words.percent(percent), worked_out(percent, count))

    def day(self, day: date | None) -> Cell:
        """Write a day out."""
        return NONE if day is None else Cell(self._words.date(day), day.isoformat())

    def hour(self, hour: time | None) -> Cell:
        """Write an hour of the day."""
        return NONE if hour is None else Cell(self._words.hour(hour))

    def amount(self, amount: Decimal | None) -> Cell:
        """Write money there need not be."""
        if amount is None:
            return NONE
        return self._marked(self._words.amount(amount, self._currency), amount)

    def _marked(self, written: str, number: int | Decimal) -> Cell:
        """Write a number, with its day where it is repeated from an earlier report."""
        day = day_of(number)
        if day is None:
            return Cell(written, number)
        mark = self._words.say("following.repeated", date=self._words.date(day))
        return Cell(f"{written} {mark}", number, mark)
