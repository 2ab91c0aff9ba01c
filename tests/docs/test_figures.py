"""Figures in the documentation are those of the code; what no test knows is not stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.fences import DOCS
from tests.docs.test_links import PAGES, prose
from tests.sizes import TIERS
from triage.engine.reference.choices import MOST_COMPLETIONS, MOST_STEPS, MOST_VALUES
from triage.engine.symbolic.partition import MOST_COMPARED, MOST_SUBSETS
from triage.model.limits import Limits

OPEN_ANSWERS = prose(DOCS / "background" / "open-answers.md")
OF_A_RULEBOOK = re.compile(r"\b\d[\d,]*\s+(?:questions|rules|guarantees|golden cases|decisions)\b")
BOUNDS = {"250 rules", "256 rules"}
"""What the native engine may get, not what there is."""

COUNTED = [page for page in PAGES if page.parent.name != "decisions"]
"""A decision says what was so on its day."""


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("{:,} steps", Limits().steps),
        ("{:,} kinds of subsets", MOST_SUBSETS),
        ("{:,} completions", MOST_COMPLETIONS),
        ("{:,} values of one open answer", MOST_VALUES),
        ("{:,} tests of values", MOST_STEPS),
        ("keep all their values apart, up to {}", MOST_COMPARED),
    ],
)
def test_limits_are_those_of_the_engines(said: str, limit: int) -> None:
    """A limit that is changed is changed on the page too."""
    assert said.format(limit) in " ".join(OPEN_ANSWERS.split())


def test_tiers_take_what_the_page_says() -> None:
    """The processor minutes of the two tiers that have a limit."""
    page = prose(DOCS / "how-to" / "run-and-write-tests.md")
    minutes = [int(found) for found in re.findall(r"(\d+) processor minutes", page)]
    assert minutes == [(TIERS[tier].all or 0) / 60 for tier in ("test", "more")]


@pytest.mark.parametrize("page", COUNTED, ids=lambda page: page.name)
def test_nobody_counts_a_rulebook_by_hand(page: Path) -> None:
    """How many questions or rules a rulebook has is out of date with the next of them."""
    assert set(OF_A_RULEBOOK.findall(prose(page))) - BOUNDS == set()
