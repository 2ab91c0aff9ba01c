from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from triage.language.load import load
from triage.present.formats import Formats
from triage.present.names import Names
from triage.present.wording import Words

DANISH, SWEDISH, ENGLISH = map(Formats, ("da", "sv", "en"))
LANGUAGES = (DANISH, SWEDISH, ENGLISH)
HARD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("write", "written"),
    [
        (
            lambda to: to.date(date(2026, 11, 2)),
            ["2. november 2026", "2 november 2026", "2 November 2026"],
        ),
        (
            lambda to: to.date(date(2026, 3, 31)),
            ["31. marts 2026", "31 mars 2026", "31 March 2026"],
        ),
        (lambda to: to.month(date(2026, 5, 1)), ["maj 2026", "maj 2026", "May 2026"]),
        (lambda to: to.hour(time(7, 5)), ["07.05", "07:05", "07:05"]),
        (lambda to: to.number(0), ["0", "0", "0"]),
        (lambda to: to.number(999), ["999", "999", "999"]),
        (lambda to: to.number(1_234_567), ["1.234.567", f"1{HARD}234{HARD}567", "1,234,567"]),
        (lambda to: to.number(Decimal("7.50")), ["7,5", "7,5", "7.5"]),
        (lambda to: to.number(Decimal("0.125")), ["0,125", "0,125", "0.125"]),
        (lambda to: to.number(Decimal("12.3456")), ["12,3456", "12,3456", "12.3456"]),
        (lambda to: to.percent(35), [f"35{HARD}%", f"35{HARD}%", "35%"]),
        (lambda to: to.percent(100), [f"100{HARD}%", f"100{HARD}%", "100%"]),
        (
            lambda to: to.amount(Decimal("264887.71"), "DKK"),
            ["264.887,71 DKK", f"264{HARD}887,71 DKK", "264,887.71 DKK"],
        ),
        (lambda to: to.amount(Decimal(5), ""), ["5,00", "5,00", "5.00"]),
        (lambda to: to.either(["a", "b", "c"]), ["a, b eller c", "a, b eller c", "a, b or c"]),
        (lambda to: to.both(["a", "b", "c"]), ["a, b og c", "a, b och c", "a, b and c"]),
        (lambda to: to.both(["a", "b"]), ["a og b", "a och b", "a and b"]),
    ],
)
def test_values_known_to_be_right(write: Callable[[Formats], str], written: list[str]) -> None:
    """Each language writes dates, numbers, money and lists as its readers expect."""
    assert [write(language) for language in LANGUAGES] == written


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a eller b"),
        (["a", "b", "c"], "a, b eller c"),
        (["a, b", "c", "d"], "a, b; c eller d"),
        (["a", "b, c", "d"], "a; b, c; eller d"),
        (["a, b", "c"], "a, b; eller c"),
        (["a", "b, c"], "a eller b, c"),
        (["{0}", "{b}"], "{0} eller {b}"),
    ],
)
def test_alternatives(names: list[str], said: str) -> None:
    """Alternatives are joined so that a comma or brace inside a name misleads nobody."""
    assert DANISH.either(names) == said


def test_a_plain_list() -> None:
    """Names beside each other have no last word between them."""
    assert SWEDISH.listed(["a", "b"]) == "a, b"
    assert SWEDISH.listed(["a, b", "c"]) == "a, b; c"


def test_a_year_that_was_answered_stays_a_year(tmp_path: Path) -> None:
    """Nothing is set apart in an answer: it may be a year."""
    file = tmp_path / "years.yaml"
    file.write_text(
        "rulebook: {id: years, version: 1, language: da}\n"
        "questions: {arrived: {kind: number, min: 1900, max: 2100, ask: Hvornår?}}\n",
        encoding="utf-8",
    )
    book = load(file)
    assert Names(book, Words("da")).value(None, book.questions["arrived"], 2012) == "2012"
