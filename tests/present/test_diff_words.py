"""Shares of a difference as people read them: no exponents, nothing rounded to nothing or all."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.engine.small import rulebook
from triage.present.diff_words import DiffWords
from triage.verify.diff import difference

BOOK = rulebook("typologies: {values: [a], rules: [{id: T-a, when: {}, then: a}]}\n")
FOUND = difference(BOOK, BOOK)


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (1, 10**30, "under 0,01 %"),
        (1, 10_001, "under 0,01 %"),
        (1, 10_000, "0,01 %"),
        (1, 200, "0,5 %"),
        (1, 30, "3,3 %"),
        (1, 3, "33 %"),
        (995, 1000, "99,5 %"),
        (10**30 - 1, 10**30, "over 99,99 %"),
        (10**30, 10**30, "100 %"),
    ],
)
def test_a_share(count: int, total: int, said: str) -> None:
    """The same in every size."""
    assert DiffWords(FOUND, "da").share(count, total).replace("\N{NO-BREAK SPACE}", " ") == said


def test_no_share_is_told_as_another() -> None:
    """It is not rounded to nothing or to all, and has no exponent; all of them are said to be."""
    draw, words = Random(1), DiffWords(FOUND, "en")
    for _ in range(300):
        total = draw.randint(2, 10 ** draw.randint(1, 40))
        said = words.ways(draw.randint(1, total - 1), total)
        assert not re.search(r"\de[+-]?\d|\b0%|\b100%", said), said
        assert "ways to answer" in said
        assert words.ways(total, total) == "All ways to answer"
