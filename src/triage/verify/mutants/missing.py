"""Cases that are missing: one for each slip that no case notices, as small as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from triage.cases.expectations import Expectation
from triage.engine import EngineName, Evaluator
from triage.intake.mapping import as_mapping
from triage.intake.reading import read_answers
from triage.model.answer_path import parsed
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, Outcome, PossibleClasses, RuleState
from triage.model.plan_order import standing_beside, standing_first
from triage.model.rulebook import Rulebook
from triage.verify.examples import with_lists
from triage.verify.mutants.mutant import Mutant
from triage.verify.mutants.operators import Fate
from triage.verify.mutants.score import GoldenCase, Judging, Verdict


@dataclass(frozen=True, slots=True)
class MissingCase:
    """A case nobody has written: it holds the answers that matter, and what tells them apart.

    `case` is None where nothing a case can expect tells the rule from the slip.
    """

    case: GoldenCase | None
    verdict: Verdict


def missing_cases(
    rulebook: Rulebook, cases: Sequence[GoldenCase], asked: Iterable[tuple[int, Mutant]]
) -> Iterator[MissingCase]:
    """Yield a case for every slip asked for that neither the cases notice nor those given before.

    Raises:
        InvalidAssessment: a case does not come out as it expects of the rulebook itself.
        LimitReached: there are too many kinds of assessments.
    """
    judging = Judging(rulebook, cases)
    evaluator = Evaluator(rulebook)
    for number, mutant in asked:
        verdict = judging.verdict(mutant)
        if verdict.fate is Fate.ALIVE:
            made = _case(rulebook, evaluator, verdict, number)
            if made is not None:
                judging.add(made)
            yield MissingCase(made, verdict)


def _case(
    rulebook: Rulebook, evaluator: Evaluator, verdict: Verdict, number: int
) -> GoldenCase | None:
    shown = verdict.shown
    assert shown is not None, "whoever is alive is somebody's"
    because: Mapping[str, Any] = shown.because
    some = as_mapping(rulebook, with_lists(rulebook, parsed(because)))
    theirs = Evaluator(verdict.mutant.rulebook)
    where = verdict.mutant.path.rpartition("rules.")[2].removeprefix("findings.")
    name = f"slip-{number:04}-{where.replace('.', '-').replace('_', '-').lower()}"
    # Where the answers that matter leave all of it open, the others are given too.
    for answers in (some, dict(shown.answers)):
        told = _telling(
            rulebook,
            verdict.mutant.rulebook,
            *(_outcome(each, answers, shown.day) for each in (evaluator, theirs)),
        )
        if told is not None:
            return GoldenCase(name, shown.day, answers, told)
    return None


def _outcome(evaluator: Evaluator, answers: Mapping[str, Any], day: date) -> Outcome:
    read = read_answers(evaluator.rulebook, answers, day)
    return evaluator.assess(read, day, EngineName.COMPILED)


def _telling(
    rulebook: Rulebook, slip: Rulebook, ours: Outcome, theirs: Outcome
) -> Expectation | None:
    """Expect the first thing that is another in a second outcome, and leave out what follows."""
    differing = chain(_differing(rulebook, ours, theirs), _ordered(rulebook, slip, ours, theirs))
    return next((each for each in differing if each != Expectation()), None)


def _ordered(
    rulebook: Rulebook, slip: Rulebook, ours: Outcome, theirs: Outcome
) -> Iterator[Expectation]:
    """Expect what stands first as far as it is another, or all that stands beside a step."""
    standing, moved = standing_first(rulebook, ours), standing_first(slip, theirs)
    for count in range(1, len(standing) + 1):
        if standing[:count] != moved[:count]:
            yield Expectation(first=standing[:count])
    there = standing_beside(slip, theirs)
    for step, ids in standing_beside(rulebook, ours).items():
        if ids != there.get(step):
            yield Expectation(beside={step: ids})


def _differing(rulebook: Rulebook, ours: Outcome, theirs: Outcome) -> Iterator[Expectation]:
    both = [
        (id_, found, theirs.interventions[id_])
        for id_, found in ours.interventions.items()
        if id_ in theirs.interventions
    ]
    yield Expectation(target_group=_other_class(ours.target_group, theirs.target_group))
    yield Expectation(typology=_other_class(ours.typology, theirs.typology))
    statuses = {id_: one.possible for id_, one, other in both if one.possible != other.possible}
    yield _planned(statuses)
    starts = {
        id_: one.start.named for id_, one, other in both if one.start.named != other.start.named
    }
    yield _started(starts)
    yield Expectation(
        limits={id_: limits for id_, one, other in both if (limits := dict(_limits(one, other)))}
    )
    changed = [
        (rule.id, ours.rules[rule.id])
        for rule in rulebook.warnings
        if ours.rules[rule.id] is not theirs.rules.get(rule.id)
    ]
    yield Expectation(
        hold=tuple(id_ for id_, state in changed if state is RuleState.HOLDS),
        not_hold=tuple(id_ for id_, state in changed if state is not RuleState.HOLDS),
    )


def _planned(statuses: Mapping[str, tuple[str, ...]]) -> Expectation:
    """Expect these statuses, in a plan about nothing else."""
    if not statuses:
        return Expectation()
    suggested = {id_: every for id_, every in statuses.items() if every != (Status.NOT_SUGGESTED,)}
    plan = {Status(status): ids for status, ids in _turned(suggested).items()}
    return Expectation(about=frozenset(statuses), plan=plan)


def _started(starts: Mapping[str, tuple[str, ...]]) -> Expectation:
    """Expect these starts, and of nothing else whether it starts."""
    return Expectation(about=frozenset(starts), starts=_turned(starts)) if starts else Expectation()


def _turned(values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return by value what has it."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, every in values.items():
        for value in every:
            found[value] = (*found.get(value, ()), id_)
    return found


def _other_class(
    ours: PossibleClasses | None, theirs: PossibleClasses | None
) -> tuple[str, ...] | None:
    return None if ours is None or ours == theirs else ours.possible


def _limits(
    ours: InterventionOutcome, theirs: InterventionOutcome
) -> Iterator[tuple[str, int | None]]:
    for name in sorted({*ours.limits, *theirs.limits}):
        values, others = ours.limit(name), theirs.limit(name)
        if values != others and len(values) == 1:
            yield name, values[0]
