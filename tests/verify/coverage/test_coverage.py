"""What cases exercise: of a small rulebook, in half-answered cases, and of the shipped one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.verify.shipped import shipped_coverage
from triage.cases.expectations import Expectation
from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.verify.coverage import Side, coverage
from triage.verify.mutants import GoldenCase

BOOK = """\
rulebook: {id: small, version: 1.0.0}
questions:
  wish: {kind: yes_no}
  able: {kind: yes_no}
  goals: {kind: list, max: 2, item: {near: {kind: yes_no}, own: {kind: yes_no}}}
interventions:
  visit: {kind: job}
recommendations:
  - {id: R-both, when: {wish: yes, able: yes}, recommend: [visit]}
  - {id: R-near, when: {goals: {some: {near: yes, own: yes}}}, recommend: [visit]}
availability:
  - id: L-old
    when: {wish: yes}
    interventions: [visit]
    verdict: needs_check
    valid_to: 2025-12-31
"""
DAY = date(2026, 7, 1)

Answers = dict[str, Any]


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """Return a rulebook."""
    file = tmp_path / "small.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load(file)


def left(book: Rulebook, rule: str, *every: Answers, day: date = DAY) -> set[tuple[Side, str]]:
    """Return what cases leave uncovered of a rule."""
    cases = [GoldenCase(f"{n}", day, each, Expectation()) for n, each in enumerate(every)]
    found = coverage(book, cases).uncovered()
    return {(each.side, each.test or "") for each in found if each.name == rule}


def test_both_sides_are_not_yet_decisive(book: Rulebook) -> None:
    """Two tests that fail together show of neither that it decides."""
    yes, no = {"wish": True, "able": True}, {"wish": False, "able": False}
    assert left(book, "R-both", yes, no) == {
        (Side.DECIDES_UNMET, "{wish: yes}"),
        (Side.DECIDES_UNMET, "{able: yes}"),
    }
    one, other = {"wish": True, "able": False}, {"wish": False, "able": True}
    assert left(book, "R-both", yes, one, other) == set()


def test_only_what_is_certain_counts(book: Rulebook) -> None:
    """An open answer exercises what holds whatever it is, and nothing else."""
    found = left(book, "R-both", {"wish": False}, {"wish": True})
    assert (Side.FAILS, "") not in found
    assert (Side.MET, "{wish: yes}") not in found
    assert (Side.HOLDS, "") in found
    assert (Side.DECIDES_UNMET, "{wish: yes}") in found


def test_tests_of_items(book: Rulebook) -> None:
    """A test inside a list is met by some item; it decides where the rule hangs on it."""
    near = {"goals": [{"near": True, "own": True}]}
    mixed = {"goals": [{"near": True, "own": False}, {"near": False, "own": True}]}
    assert left(book, "R-near", near, mixed) == set()
    assert left(book, "R-near", near, {"goals": []}) == {
        (Side.UNMET, "{near: yes}"),
        (Side.UNMET, "{own: yes}"),
        (Side.DECIDES_UNMET, "{near: yes}"),
        (Side.DECIDES_UNMET, "{own: yes}"),
    }


def test_law_counts_while_it_is_in_force(book: Rulebook) -> None:
    """A case after a period exercises nothing of it."""
    every = {"wish": True}, {"wish": False}
    assert left(book, "L-old", *every, day=date(2025, 12, 31)) == set()
    found = left(book, "L-old", *every)
    assert {(Side.IN_FORCE, ""), (Side.HOLDS, ""), (Side.FAILS, "")} <= found


def test_what_is_said_stands_at_its_place(book: Rulebook) -> None:
    """Each thing uncovered is a warning in the file, in both languages."""
    found = coverage(book, ()).diagnostics()
    assert {each.code for each in found} >= {"uncovered-holds", "uncovered-decides-unmet"}
    for each in found:
        assert each.span is not None
        assert f"`{each.details['name']}`" in each.message("en")
        assert f"`{each.details['name']}`" in each.message("da")


@pytest.mark.more
def test_shipped_cases_exercise_every_rule_both_ways() -> None:
    """Every rule and finding and every period of law; nearly every test is shown to decide."""
    counts = shipped_coverage().counts()
    for side in (Side.HOLDS, Side.FAILS, Side.MET, Side.IN_FORCE):
        assert counts[side][0] == counts[side][1], side
    done, total = counts[Side.DECIDES_MET]
    assert done >= 0.98 * total
