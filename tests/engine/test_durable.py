"""The durable engine where durable-rules could go wrong, beside the other engines."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.engine.rete.installed import needs_durable_rules
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.language.reading import scalars

pytestmark = needs_durable_rules

HEAD = "rulebook: {id: tried, version: 1}\nfactors: {only: Only}\n"

LARGE = """
questions:
  n: {factor: only, kind: number, min: -999999999999, max: 999999999999}
  lowest: {factor: only, kind: number, min: -2147483647, max: 5}
warnings:
  - {id: W-more, when: {n: {at_least: 5000000000}}, warn: More}
  - {id: W-less, when: {n: {less_than: 5000000000}}, warn: Less}
  - {id: W-lowest, when: {lowest: {less_than: 3}}, warn: Lowest}
"""

ALIKE = """
questions:
  mood: {factor: only, kind: choice, values: [good, bad]}
  rooms: {factor: only, kind: grid, rows: [a, b, c], item: {light: {kind: yes_no}}}
findings:
  good: {when: {mood: good}}
warnings:
  - {id: W-one, when: {rooms: {count: {of: {good: yes}, at_least: 1, at_most: 1}}}, warn: One}
  - {id: W-three, when: {rooms: {count: {of: {good: yes}, at_least: 3}}}, warn: Three}
"""

DATED = """
questions:
  mood: {factor: only, kind: choice, values: [good, bad]}
interventions: {talk: {kind: talk}}
availability:
  - id: L-old
    when: {mood: good}
    interventions: [talk]
    verdict: needs_check
    valid_to: 2026-06-30
  - id: L-new
    when: {mood: good}
    interventions: [talk]
    verdict: not_available
    valid_from: 2026-07-01
"""


def evaluator(folder: Path, text: str) -> Evaluator:
    """Load a rulebook."""
    file = folder / "rulebook.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return Evaluator(load(file))


def holding(evaluating: Evaluator, answers: dict[str, object], as_of: date) -> set[str]:
    """Return the rules that hold, on which all engines must agree."""
    found = {
        name: {
            id_
            for id_, state in evaluating.assess(
                read_answers(evaluating.rulebook, answers, as_of), as_of, name
            ).rules.items()
            if state == "holds"
        }
        for name in EngineName
    }
    assert all(some == found[EngineName.REFERENCE] for some in found.values())
    return found[EngineName.DURABLE]


@pytest.fixture
def large_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rulebook have numbers that reading refuses: the engine does not rely on it."""
    monkeypatch.setattr(scalars, "_WHOLE_NUMBER", re.compile("-?[0-9]+").fullmatch)


@pytest.mark.parametrize(
    ("n", "rule"),
    [(5 * 10**9, "W-more"), (10**11, "W-more"), (5 * 10**9 - 1, "W-less"), (-(10**11), "W-less")],
)
@pytest.mark.usefixtures("large_numbers")
def test_numbers_too_large_for_durable_rules(tmp_path: Path, n: int, rule: str) -> None:
    """It never gets them: whether they are large enough is worked out before."""
    evaluating = evaluator(tmp_path, LARGE)
    assert holding(evaluating, {"n": n, "lowest": 5}, date(2026, 1, 1)) == {rule}


@pytest.mark.usefixtures("large_numbers")
@pytest.mark.parametrize("lowest", [-2147483647, 2])
def test_a_number_as_low_as_what_stands_for_no_answer(tmp_path: Path, lowest: int) -> None:
    """It is taken for a number."""
    evaluating = evaluator(tmp_path, LARGE)
    answers: dict[str, object] = {"n": 0, "lowest": lowest}
    assert holding(evaluating, answers, date(2026, 1, 1)) == {"W-less", "W-lowest"}


def test_parts_of_a_count_that_are_all_alike(tmp_path: Path) -> None:
    """Each counts."""
    rooms = {"rest": {"light": "no"}}
    evaluating = evaluator(tmp_path, ALIKE)
    answers: dict[str, object] = {"mood": "good", "rooms": rooms}
    assert holding(evaluating, answers, date(2026, 1, 1)) == {"W-three"}


def test_one_engine_for_many_days(tmp_path: Path) -> None:
    """What a day makes of the rules in force is kept, and never taken for another day's."""
    evaluating = evaluator(tmp_path, DATED)
    for _ in range(2):
        for day in range(1, 29):
            assert holding(evaluating, {"mood": "good"}, date(2026, 6, day)) == {"L-old"}
            assert holding(evaluating, {"mood": "good"}, date(2026, 7, day)) == {"L-new"}
