"""What was explored for one assessment serves others, and changes nothing for any of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from tests.engine.small import DAY, rulebook
from tests.engine.symbolic.test_every_partial_assessment import BOOK
from triage.diagnostics import LimitReached
from triage.engine.possible import Possible
from triage.engine.symbolic import product as exploring
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.evaluate import found_in
from triage.engine.symbolic.partition import Partition
from triage.engine.symbolic.product import Product
from triage.intake.reading import read_answers
from triage.program.encoding import encode
from triage.program.lower import lower

STEPS = 100_000
RULEBOOK = rulebook(BOOK)
PROGRAM = lower(RULEBOOK)
OPEN: list[dict[str, Any]] = [
    {name: value for name, value in zip(("a", "b", "c"), given, strict=True) if value is not None}
    for given in product((None, "a3", "a8"), (None, 3, 9), (None, 1, 5))
]


def decisions() -> Decisions:
    """Make decisions in which nothing has been explored."""
    return Decisions.made(PROGRAM, Partition(PROGRAM), DAY, True, STEPS)


def found(made: Decisions, answers: dict[str, Any], most_steps: int = STEPS) -> Possible:
    """Return what an assessment comes to."""
    coded = encode(PROGRAM, read_answers(RULEBOOK, answers, DAY))
    return found_in(PROGRAM, made, Product.of(made, coded, most_steps), coded)


def fewest(fits: Callable[[int], bool]) -> int:
    """Return the fewest steps that are enough."""
    low, high = 0, STEPS
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return low


def enough(made: Callable[[], Decisions], answers: dict[str, Any], steps: int) -> bool:
    """Say whether so many steps are enough by some decisions."""
    try:
        found(made(), answers, steps)
    except LimitReached:
        return False
    return True


@pytest.mark.parametrize("most", [1, exploring.MOST_KEPT])
def test_the_same_comes_out(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was explored before, and whether it has been let go of."""
    monkeypatch.setattr(exploring, "MOST_KEPT", most)
    kept = decisions()
    for answers in (*OPEN, *reversed(OPEN)):
        assert found(kept, answers) == found(decisions(), answers)
        assert len(kept.explored) <= most


def test_it_takes_as_many_steps() -> None:
    """What is refused for its steps is refused whether or not it was explored before."""
    kept = decisions()
    for answers in OPEN:
        found(kept, answers)
    assert kept.explored
    # The default keeps what the loop has now; of such a lambda no types are inferred.
    needed = [fewest(lambda steps, it=each: enough(lambda: kept, it, steps)) for each in OPEN]  # type: ignore[misc]
    assert max(needed) > 0
    for answers, steps in zip(OPEN, needed, strict=True):
        assert enough(decisions, answers, steps)
        assert not steps or not enough(decisions, answers, steps - 1)
