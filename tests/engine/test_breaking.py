"""The cross-check notices a fault in either engine: planted ones, on every golden case.

`--faults 20` plants into twenty cases, `--faults-each 300` so many in each, of every kind.
What was noticed is printed at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.counts import Count
from tests.engine.faults import KNOWN, OPEN, Kind, crosscheck, faults, noticed
from tests.engine.rete.installed import needs_durable_rules
from tests.sizes import SizeOf, spread
from triage.cases.case_file import read_case
from triage.diagnostics import EnginesDisagree
from triage.engine import Evaluator
from triage.engine.durable.engine import Firing
from triage.intake.reading import read_answers
from triage.language.load import load

pytestmark = needs_durable_rules

ROOT = Path(__file__).parents[2]
SHARES = 4
"""Parts the run is divided into, so that several processors can share it."""

OTHERS = 29
"""How many cases begin at different faults."""

Case = tuple[str, Mapping[str, Any], date]


@cache
def evaluator(rulebook: str) -> Evaluator:
    """Load a rulebook of the golden cases."""
    return Evaluator(load(ROOT / "rules" / rulebook))


@cache
def golden_cases() -> list[Case]:
    """Return every golden case in `cases/`: its rulebook, answers and day."""
    cases: list[Case] = []
    for file in sorted((ROOT / "cases").glob("*/*.yaml")):
        case = read_case(file)
        assert case.as_of is not None
        cases.append((file.parent.name, case.answers, case.as_of))
    return cases


@pytest.mark.parametrize("share", range(SHARES))
def test_planted_faults_are_noticed(share: int, counted: Count, size: SizeOf) -> None:
    """At least 99 % of those in what the known answers settle; of what is open, most."""
    planted, caught = Counter[Kind](), Counter[Kind]()
    cases = spread([*enumerate(golden_cases())], size("faults"))
    for number, (rulebook, answers, as_of) in cases[share::SHARES]:
        evaluating = evaluator(rulebook)
        every = [*faults(evaluating, answers, as_of)]
        # Another beginning in each case, so that others are planted than in the one before.
        for fault in spread(every[number % OTHERS :], size("faults-each")):
            planted[fault.kind] += 1
            caught[fault.kind] += noticed(evaluating, answers, as_of, fault)
    for kind, count in planted.items():
        counted(f"faults noticed, {kind.ground}, {kind.fault}", caught[kind], count)
    assert part(caught, planted, KNOWN) >= 0.99
    assert part(caught, planted, OPEN) >= 0.8


def part(caught: Counter[Kind], planted: Counter[Kind], ground: str) -> float:
    """Return what part of the faults on one ground was noticed."""
    kinds = [kind for kind in planted if kind.ground == ground]
    return sum(caught[kind] for kind in kinds) / sum(planted[kind] for kind in kinds)


def nothing(firing: Firing) -> Firing:
    """Fire nothing, neither what holds nor what fails."""
    return firing._replace(rules=(), failed=None if firing.failed is None else ())


def test_firing_nothing_is_noticed_on_every_golden_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is open; but where no rule fires, there is nothing to notice."""
    for rulebook, answers, as_of in golden_cases():
        evaluating, dropped = evaluator(rulebook), set[str]()
        durable = crosscheck(evaluating)._durable
        read = read_answers(evaluating.rulebook, answers, as_of)
        with monkeypatch.context() as patch:
            patch.setattr(durable, "fire", dropping(durable.fire, dropped))
            try:
                evaluating.assess(read, as_of)
            except EnginesDisagree:
                continue
        assert not dropped


def dropping(fire: Callable[..., Firing], dropped: set[str]) -> Callable[..., Firing]:
    """Fire nothing in place of something, and note what."""

    def fire_nothing(*given: Any) -> Firing:
        fired = fire(*given)
        dropped.update(map(str, (*fired.rules, *(fired.failed or ()))))
        return nothing(fired)

    return fire_nothing
