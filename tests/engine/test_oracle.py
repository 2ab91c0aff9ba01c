"""The reference holds the engines to account on golden cases of the shipped rulebook, too.

Every output is walked by itself, over the open answers its text can read. What is refused is
counted. The more cases are taken, the more outputs of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.counts import Count
from tests.sizes import SizeOf
from triage.cases.case_file import read_case
from triage.diagnostics import LimitReached
from triage.engine import Evaluator
from triage.engine.reference import walk
from triage.engine.reference.walk import Outputs
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import Outcome

ROOT = Path(__file__).parents[2]

WALKS = 500
"""As many completions of one output are walked here, so that a case takes a second or two."""


def test_the_reference_says_the_same_of_golden_cases(
    counted: Count, size: SizeOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every output it can walk, and those are most."""
    monkeypatch.setattr(walk, "MOST_COMPLETIONS", WALKS)
    rulebook = load(ROOT / "rules" / "projekt-500")
    evaluator, asked, refused = Evaluator(rulebook), 0, 0
    files = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
    every = max(1, len(files) // size("oracle"))
    for number, case in enumerate(map(read_case, files[::every])):
        assert case.as_of is not None
        outcome = evaluator.assess(
            read_answers(evaluator.rulebook, case.answers, case.as_of), case.as_of
        )
        answers = read_answers(rulebook, case.answers, case.as_of)
        some = list(outputs(outcome, Outputs(rulebook, answers, case.as_of)))[
            number % every :: every
        ]
        for said, walked in some:
            asked += 1
            try:
                assert walked() == said
            except LimitReached:
                refused += 1
    counted("outputs of golden cases the reference refuses to walk", refused, asked)
    assert refused <= 0.5 * asked


def outputs(outcome: Outcome, walked: Outputs) -> Iterator[tuple[object, Callable[[], object]]]:
    """Return what an outcome says of each output, with what walks it."""
    assert outcome.typology is not None
    yield set(outcome.typology.possible), walked.typology
    for id_, state in outcome.rules.items():
        yield state, partial(walked.rule, id_)
    for id_, one in outcome.interventions.items():
        yield set(one.possible), partial(walked.statuses, id_)
        yield set(one.start.possible), partial(walked.starts, id_)
        limits = {name: set(limit.possible) for name, limit in one.limits.items()}
        yield limits, partial(limits_set, walked, id_)


def limits_set(walked: Outputs, id_: str) -> dict[str, set[int | None]]:
    """Return the limits of an intervention, those no rule may set left out as outcomes do."""
    return {name: set(values) for name, values in walked.limits(id_).items() if values != {None}}
