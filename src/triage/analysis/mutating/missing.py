"""Cases that are missing: one for each slip that no case notices, as small as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from triage.analysis.examples import with_lists
from triage.analysis.mutating.mutants import mutants
from triage.analysis.mutating.score import Fate, GoldenCase, Judging, Verdict
from triage.engine import EngineName, Evaluator
from triage.engine.intake.mapping import as_mapping
from triage.model.guarantee import Status
from triage.model.outcome import Outcome, RuleState
from triage.model.rulebook import Rulebook
from triage.rulebook.expectations import Expectation


@dataclass(frozen=True, slots=True)
class MissingCase:
    """A case nobody has written: it holds the answers that matter, and what comes out today."""

    case: GoldenCase
    verdict: Verdict


def missing_cases(rulebook: Rulebook, cases: Sequence[GoldenCase]) -> Iterator[MissingCase]:
    """Give a case for every slip that neither the cases notice nor those given before.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """
    judging = Judging(rulebook, cases)
    evaluator = Evaluator(rulebook)
    for number, mutant in enumerate(mutants(rulebook), start=1):
        verdict = judging.verdict(mutant)
        if verdict.fate is Fate.ALIVE:
            made = _case(rulebook, evaluator, verdict, number)
            judging.add(made)
            yield MissingCase(made, verdict)


def _case(rulebook: Rulebook, evaluator: Evaluator, verdict: Verdict, number: int) -> GoldenCase:
    shown = verdict.shown
    assert shown is not None, "whoever is alive is somebody's"
    because: dict[str, Any] = dict(shown.because)
    answers = as_mapping(rulebook, with_lists(rulebook, because))
    outcome = evaluator.assess(answers, shown.day, EngineName.COMPILED)
    where = verdict.mutant.path.rpartition("rules.")[2].removeprefix("findings.")
    name = f"slip-{number:04}-{where.replace('.', '-').replace('_', '-').lower()}"
    return GoldenCase(name, shown.day, answers, expectation_of(rulebook, outcome))


def expectation_of(rulebook: Rulebook, outcome: Outcome) -> Expectation:
    """Expect everything that comes out: classes, warnings, plan, starts and limits."""
    plan: dict[Status, list[str]] = {}
    starts: dict[str, list[str]] = {}
    limits: dict[str, dict[str, int | None]] = {}
    for id_, found in outcome.interventions.items():
        for status in found.possible if found.possible != (Status.NOT_SUGGESTED,) else ():
            plan.setdefault(Status(status), []).append(id_)
        for start in found.start.possible:
            if start is not None:
                starts.setdefault(start, []).append(id_)
        for name, values in found.limits.items():
            if len(values.possible) == 1 and values.possible[0] is not None:
                limits.setdefault(id_, {})[name] = values.possible[0]
    warnings = [rule.id for rule in rulebook.warnings]
    states = {id_: outcome.rules[id_] for id_ in warnings}
    return Expectation(
        target_group=None if outcome.target_group is None else outcome.target_group.possible,
        typology=None if outcome.typology is None else outcome.typology.possible,
        hold=tuple(id_ for id_ in warnings if states[id_] is RuleState.HOLDS),
        not_hold=tuple(id_ for id_ in warnings if states[id_] is RuleState.CANNOT_HOLD),
        limits=limits,
        plan={status: tuple(ids) for status, ids in plan.items()},
        starts={start: tuple(ids) for start, ids in starts.items()},
    )
