"""The rule proposed for a gap: of what the rules of the rulebook themselves ask."""

from __future__ import annotations

import pytest

from tests.engine.small import rulebook
from triage.verify.check import check_meaning


@pytest.mark.parametrize(
    ("question", "test", "proposed"),
    [
        ("{kind: number, min: 0, max: 99}", "{less_than: 18}", "{at_least: 18}"),
        (
            "{kind: date, from: 1940-01-01, to: as_of}",
            "{years_ago: {less_than: 18}}",
            "not: {asked: {years_ago: {less_than: 18}}}",
        ),
        (
            "{kind: date, from: 1940-01-01, to: as_of}",
            "{before: 2000-01-01}",
            "not: {asked: {before: 2000-01-01}}",
        ),
    ],
)
def test_a_gap_beside_a_comparison(question: str, test: str, proposed: str) -> None:
    """Numbers are compared the other way; of days no other span is asked than that of the rule."""
    found = check_meaning(
        rulebook(
            f"""
            questions: {{asked: {question}}}
            typologies:
              values: [one, other]
              rules: [{{id: T-1, when: {{asked: {test}}}, then: one}}]
            """
        )
    )
    [gap] = [each for each in found if each.code == "typology-gap"]
    assert gap.evidence is not None
    assert proposed in (gap.evidence.proposal or "")
