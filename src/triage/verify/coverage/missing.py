"""Cases for what no case exercises: the few answers that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.cases.expectations import Expectation
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome, RuleState
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.coverage.targets import Target
from triage.verify.days import own_days
from triage.verify.examples import answers_of
from triage.verify.mutants.score import GoldenCase
from triage.verify.state_space import StateSpace


@dataclass(frozen=True, slots=True)
class Showing:
    """A case nobody has written, and what it shows."""

    case: GoldenCase
    target: Target


def cases_for(rulebook: Rulebook, rest: Sequence[Target]) -> Iterator[Showing]:
    """Yield a case for each target somebody can exercise, on the first day on which somebody can.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """
    evaluator, left = Evaluator(rulebook), list(rest)
    for day in own_days(rulebook, lower(rulebook)) if left else ():
        whole = StateSpace(rulebook, day, [each.condition for each in left])
        for number, target in enumerate(rest, start=1):
            in_force = target.law is None or target.law.valid_at(day)
            example = whole.witness(whole.node(target.condition)) if target in left else None
            if example is None or not in_force:
                continue
            left.remove(target)
            answers = answers_of(whole, example)
            read = read_answers(rulebook, answers, day)
            outcome = evaluator.assess(read, day, EngineName.COMPILED)
            name = f"shows-{number:03}-{target.name.replace(', ', '-').replace('_', '-').lower()}"
            yield Showing(GoldenCase(name, day, answers, _expected(target, outcome)), target)


def _expected(target: Target, outcome: Outcome) -> Expectation:
    """Expect whether a rule holds; of a finding, of which an outcome says nothing, the class."""
    state = outcome.rules.get(target.name)
    if state is RuleState.HOLDS:
        return Expectation(hold=(target.name,))
    if state is not None:
        return Expectation(not_hold=(target.name,))
    return Expectation(typology=None if outcome.typology is None else outcome.typology.possible)
