"""Answers that cannot stand together: a smallest set of them is named."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.small import DAY, evaluator
from triage.diagnostics import InvalidAssessment
from triage.intake.contradiction import smallest
from triage.intake.reading import read_answers

CHAIN = evaluator(
    """
    questions:
      a: {kind: choice, values: [x, y, z]}
      b: {kind: yes_no, asked_when: {a: {not: z}}}
      c: {kind: yes_no, asked_when: {any: [{a: x}, {b: yes}]}}
      goals:
        kind: list
        max: 2
        asked_when: {a: y}
        item: {d: {kind: yes_no, asked_when: {b: no}}}
    typologies:
      policy: unique
      values: [t]
      rules: [{id: T-t, when: {c: yes, goals: {some: {d: yes}}}, then: t}]
    """
)


@pytest.mark.parametrize(
    ("answers", "paths"),
    [
        ({"a": "z", "b": "yes"}, "`a`, `b`"),
        ({"a": "y", "b": "no", "c": "yes"}, "`a`, `b`, `c`"),
        ({"a": "x", "goals": [{}]}, "`a`, `goals`"),
        ({"b": "yes", "goals": [{"d": "no"}]}, "`b`, `goals.1.d`"),
        ({"c": "yes", "goals": [{"d": "no"}]}, "`c`, `goals.1.d`"),
        ({"a": "z", "b": "yes", "goals": [{"d": "no"}]}, "`a`, `b`"),
    ],
)
def test_the_smallest_set(answers: dict[str, object], paths: str) -> None:
    """Also where the answers in between are open."""
    with pytest.raises(InvalidAssessment) as caught:
        CHAIN.assess(read_answers(CHAIN.rulebook, answers, DAY), DAY)
    assert caught.value.diagnostics[0].details["paths"] == paths


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=4))
def test_smallest_is_by_number(conflicts: list[frozenset[str]]) -> None:
    """No smaller set contradicts itself."""

    def stands(some: Iterable[str]) -> bool:
        return not any(conflict <= set(some) for conflict in conflicts)

    found = smallest(list("abcdef"), stands)
    assert not stands(found)
    assert all(stands(few) for few in combinations("abcdef", len(found) - 1))
