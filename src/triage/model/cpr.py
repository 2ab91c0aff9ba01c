"""Danish civil registration numbers (CPR), however an office has written them: no id may be one.

Every place where an id is read asks `looks_like_cpr`. It looks at the form alone, for new numbers
have no check digit: a day, a month, a year, four digits.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_BETWEEN = r"[\W_]*"
_FOUR = r"\d\d\s?\d\d(?!\d)"
_TEN = (
    rf"(?P<day>\d\d){_BETWEEN}(?P<month>\d\d){_BETWEEN}"
    rf"(?:19|20)?(?P<year>\d\d){_BETWEEN}{_FOUR}"
)
_NINE = rf"(?P<day>\d){_BETWEEN}(?P<month>\d\d){_BETWEEN}(?P<year>\d\d){_BETWEEN}{_FOUR}"
_SHORT = rf"(?P<day>\d\d?)[\W_]+(?P<month>\d\d?)[\W_]+(?:19|20)?(?P<year>\d\d){_BETWEEN}{_FOUR}"
_FORMS = (
    # Ten digits: on their own between other signs, or with nothing before or behind but letters.
    re.compile(rf"(?:(?<![^\W_])|\A\D*){_TEN}(?:(?![^\W_])|\D*\Z)"),
    # Nine, the leading zero being lost, and days or months of one digit: nothing before but "CPR".
    *(
        re.compile(rf"\A[\W_]*(?:cpr[a-z]*[\W_]*(?:nr|nummer|no)?[\W_]*)?{form}(?![^\W_])")
        for form in (_NINE, _SHORT)
    ),
)
_THOUSANDS = re.compile(r"[\W_]*\d{1,3}(?:([., '])\d{3})(?:\1\d{3}){1,2}(?:[.,]0+)?[\W_]*")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REPLACEMENT_DAYS = (40, 60)
"""What is added to the day in numbers given to people who have none of their own yet."""

_LONGEST = 10_000


def looks_like_cpr(text: str) -> bool:
    """Say whether a text holds what has the form of a CPR number.

    Recognised: `010190-1234` with any signs or none between its parts, a year of four digits, a
    leading zero that is lost, days 40 or 60 higher as replacement numbers have them, digits of any
    script or width, signs nobody sees; also after an apostrophe, `CPR`, other letters or another
    number, and before `.0`, `-01` or other words.

    Not recognised: numbers in powers of ten, the year first (`951231-1234`), letters for digits
    (`O1O190-1234`, `010190-1AB2`), a number cut short, encrypted or spelt out; nine digits after
    letters that are not `CPR`. A UUID never is one.

    One in ten numbers of nine or ten digits has this form by chance: such ids are refused with
    them. Shorter ones, as 12345, never are.
    """
    plain = _plain(text[:_LONGEST])
    if _UUID.fullmatch(plain):
        return False
    thousands = _THOUSANDS.fullmatch(plain)
    if thousands:
        plain = plain.replace(thousands[1], "")
    return any(_is_a_day(found) for form in _FORMS for found in form.finditer(plain))


def _plain(text: str) -> str:
    """Write a text without what only looks different, or is not seen at all."""
    if text.isascii():
        return text.lower()
    seen = (each for each in text if unicodedata.category(each) not in ("Cf", "Cc", "Mn", "Me"))
    return unicodedata.normalize("NFKC", "".join(seen)).lower()


def _is_a_day(found: re.Match[str]) -> bool:
    day, month, year = (int(found[part]) for part in ("day", "month", "year"))
    return any(_is_date(day - more, month, year) for more in (0, *_REPLACEMENT_DAYS))


def _is_date(day: int, month: int, year: int) -> bool:
    """Say whether there is such a day in some century: 29 February where the year is leap."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
