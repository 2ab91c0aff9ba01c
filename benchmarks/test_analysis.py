"""Times what is asked of a rulebook over all its assessments, and how that grows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benchmarks.grown import grown
from benchmarks.material import PROJEKT_500
from benchmarks.targets import CHECK, DIFF, GROWN, GROWTH
from triage.analysis import check_meaning
from triage.analysis.comparing import difference
from triage.model.rulebook import Rulebook
from triage.rulebook.load import load

Note = Callable[[str, float], None]


@cache
def shipped() -> Rulebook:
    """Load the shipped rulebook."""
    return load(PROJEKT_500)


def seconds(run: Callable[[], object]) -> float:
    """Give the time this process ran."""
    start = time.process_time()
    run()
    return time.process_time() - start


@pytest.mark.usefixtures("turn")
def test_check(measured: Note) -> None:
    """All checks of the shipped rulebook and its guarantees."""
    measured(CHECK, seconds(lambda: check_meaning(shipped())))


@pytest.mark.usefixtures("turn")
def test_diff(measured: Note) -> None:
    """Two versions, one without a recommendation."""
    fewer = tuple(one for one in shipped().recommendations if one.id != "R-wish-call")
    new = replace(shipped(), recommendations=fewer)
    measured(DIFF, seconds(lambda: difference(shipped(), new)))


@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize(("rules", "questions"), GROWN)
def test_growth(rules: int, questions: int, tmp_path: Path, measured: Note) -> None:
    """Checks of a rulebook of so many rules, and so many questions beside them."""
    book = load(grown(tmp_path, rules, questions))
    measured(GROWTH.format(rules=rules, questions=questions), seconds(lambda: check_meaning(book)))
