from __future__ import annotations

from datetime import date

import pytest

from triage.cases.case_file import parse_case
from triage.cases.expectations import Expectation
from triage.cases.golden_text import golden_text
from triage.model.guarantee import Status

DAY = date(2026, 11, 22)
PLAN = {Status.RECOMMENDED: ("a",), Status.NOT_SUGGESTED: ("b",), Status.POSSIBLE: ("b",)}
STARTS = {"now": ("a",), "after:a": ("b", "c")}


@pytest.mark.parametrize(
    "expected",
    [
        Expectation(plan={}, starts={}),
        Expectation(plan=PLAN, starts=STARTS),
        Expectation(plan=PLAN, about=frozenset("ab")),
        Expectation(plan=PLAN, starts=STARTS, about=frozenset("abcd")),
        Expectation(plan={}, about=frozenset("d")),
        Expectation(typology=("x",), limits={"a": {"weeks": None}}, start={"a": ("now",)}),
    ],
)
def test_what_is_written_reads_as_the_same(expected: Expectation) -> None:
    """Also a plan about nothing it names, and one that is empty."""
    text = golden_text({"title": "T", "because": "B"}, DAY, {}, expected)
    assert parse_case(text, "-").expect == expected


def test_what_the_plan_names_is_not_said_again() -> None:
    """Only the rest of what a case is about."""
    expected = Expectation(plan=PLAN, about=frozenset("abd"))
    assert "  about: [d]\n" in golden_text({}, DAY, {}, expected)
