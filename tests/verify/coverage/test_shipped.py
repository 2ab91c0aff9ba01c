"""The shipped cases exercise every rule and test of the shipped rulebook."""

from __future__ import annotations

import pytest

from tests.verify.shipped import SHIPPED, shipped_cases, shipped_coverage
from triage.verify.coverage import cases_for, coverage


@pytest.mark.more
def test_nothing_is_left_out() -> None:
    """Every rule both ways, every test both ways and decisively, every period of law."""
    assert shipped_coverage().uncovered() == ()


@pytest.mark.more
def test_cases_for_what_is_left_out_exercise_it() -> None:
    """Without some cases there is something left out, and cases for it leave nothing out."""
    some = [case for case in shipped_cases() if not case.name.startswith("shows-")]
    rest = coverage(SHIPPED, some).uncovered()
    assert rest
    made = [each.case for each in cases_for(SHIPPED, rest)]
    assert coverage(SHIPPED, [*some, *made]).uncovered() == ()
