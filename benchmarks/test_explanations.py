"""Times explanations of half-answered golden cases, and says which one took longest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import pytest

from benchmarks.material import AS_OF, told
from benchmarks.targets import EXPLAINED, EXPLANATIONS
from benchmarks.test_open import shipped
from triage.engine import EngineName
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome

Note = Callable[[str, float], None]
Remark = Callable[[str, str], None]
Ask = Callable[[Assessed], object]

INTERVENTIONS = ("employer_contact", "education_advice", "cv_workshop")
"""Of all, what leads to these takes longest."""

CHANGES: tuple[Mapping[str, object | None], ...] = (
    {"danish_spoken": "fluent"},
    {"goal_state": "any_job"},
    {"goal_state": None},
)

SLOW = 0.030
"""What took so long is timed again, since the machine may have been busy."""


@cache
def explainer() -> Explainer:
    """Return what explains the shipped rulebook, with the decisions of the day made."""
    made = Explainer(shipped().rulebook, shipped())
    for _ in range(3):
        one = made.of(read_answers(made.rulebook, {}, AS_OF), AS_OF)
        one.why_not("flexible")
        one.stability()
    return made


@cache
def half_answered() -> Mapping[str, tuple[Mapping[str, Any], Outcome]]:
    """Return the golden cases in which something is open: answers and outcome, by name."""
    found = {}
    for name, case in told():
        outcome = shipped().assess(
            read_answers(shipped().rulebook, case.answers, AS_OF), AS_OF, EngineName.COMPILED
        )
        if outcome.open:
            found[name] = (case.answers, outcome)
    return found


def asks(kind: str) -> Iterator[tuple[str, Ask]]:
    """Yield what is asked of each case, by name."""
    assigned = shipped().rulebook.typologies
    typologies = assigned.values if assigned else ()
    match kind:
        case "why":
            yield from ((each, partial(Assessed.why, name=each)) for each in typologies)
        case "why not":
            yield from ((each, partial(Assessed.why_not, name=each)) for each in typologies)
        case "towards":
            for each in (*typologies, *INTERVENTIONS):
                yield each, partial(Assessed.towards, name=each)
        case "what if":
            yield from ((str(each), partial(Assessed.what_if, changes=each)) for each in CHANGES)
        case "stability":
            yield "", Assessed.stability


def seconds(answers: Mapping[str, Any], outcome: Outcome, ask: Ask) -> float:
    """Return the time this process ran for one explanation, its assessment not counted."""
    times: list[float] = []
    while len(times) < 3 and (not times or times[-1] > SLOW):
        explained = explainer().of(
            read_answers(explainer().rulebook, answers, AS_OF), AS_OF, outcome
        )
        start = time.process_time()
        ask(explained)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize("kind", EXPLANATIONS)
def test_explanation(kind: str, measured: Note, remarked: Remark) -> None:
    """Note the median and the most over cases and what is asked, and where the most was."""
    times = sorted(
        (seconds(answers, outcome, ask), f"{name} {asked}".strip())
        for name, (answers, outcome) in half_answered().items()
        for asked, ask in asks(kind)
    )
    measured(f"{EXPLAINED}{kind}, median", times[len(times) // 2][0])
    most, where = times[-1]
    measured(f"{EXPLAINED}{kind}, most", most)
    remarked(f"Slowest of *{EXPLAINED}{kind}*", f"{where}, {most * 1e3:.1f} ms")
