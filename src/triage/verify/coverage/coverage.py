"""Which targets the cases of a rulebook exercise, and which of the rest anybody could."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from triage.diagnostics import Diagnostic, Severity
from triage.engine.conditions import ConditionStates
from triage.intake.reading import read_answers
from triage.model.outcome import RuleState
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.coverage.targets import Side, Target, targets
from triage.verify.days import own_days
from triage.verify.mutants.mutant import named_in
from triage.verify.mutants.score import GoldenCase
from triage.verify.state_space import StateSpace

SCHEMA: Final = "triage.coverage/1"

_CODES = {
    Side.HOLDS: "uncovered-holds",
    Side.FAILS: "uncovered-fails",
    Side.MET: "uncovered-met",
    Side.UNMET: "uncovered-unmet",
    Side.DECIDES_MET: "uncovered-decides-met",
    Side.DECIDES_UNMET: "uncovered-decides-unmet",
    Side.IN_FORCE: "uncovered-period",
}
"""What is said where no case shows it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A target, and the first case that exercises it; `None`: somebody could, and no case does."""

    target: Target
    by: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that somebody could exercise; what nobody can on any day is left out."""

    rulebook: Rulebook
    every: tuple[Covered, ...]

    def counts(self) -> dict[Side, tuple[int, int]]:
        """Return how many targets of each side are exercised, of how many."""
        total = Counter(each.target.side for each in self.every)
        done = Counter(each.target.side for each in self.every if each.by is not None)
        return {side: (done[side], total[side]) for side in Side if total[side]}

    def uncovered(self) -> tuple[Target, ...]:
        """Return what no case exercises."""
        return tuple(each.target for each in self.every if each.by is None)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what no case exercises as warnings, each at its place in the file."""
        return tuple(map(self._warning, self.uncovered()))

    def _warning(self, target: Target) -> Diagnostic:
        return Diagnostic(
            _CODES[target.side],
            span=self.rulebook.places.get(target.path),
            path=target.path,
            details={"name": target.name, "test": target.test or ""},
            severity=Severity.WARNING,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "schema": SCHEMA,
            "targets": [
                {
                    "side": str(each.target.side),
                    "path": each.target.path,
                    "test": each.target.test,
                    "covered_by": each.by,
                }
                for each in self.every
            ],
        }


def coverage(
    rulebook: Rulebook, cases: Iterable[GoldenCase], about: Collection[str] = ()
) -> Coverage:
    """Say what cases exercise of a rulebook, or of the rules and findings named alone.

    In half-answered cases only what is certain counts.

    Raises:
        InvalidAssessment: a case does not fit the rulebook.
        LimitReached: there are too many kinds of assessments to say whether anybody could.
    """
    asked = (each for each in targets(rulebook) if not about or named_in(each.path) in about)
    every = tuple(dict.fromkeys(asked))
    by = _exercised(rulebook, every, cases)
    possible = _possible(rulebook, [each for each in every if each not in by])
    shown = (each for each in every if each in by or each in possible)
    return Coverage(rulebook, tuple(Covered(each, by.get(each)) for each in shown))


def _exercised(
    rulebook: Rulebook, every: Sequence[Target], cases: Iterable[GoldenCase]
) -> dict[Target, str]:
    """Return the first case that shows each target: the condition is asked of it as a rule."""
    states = ConditionStates(rulebook, (each.condition for each in every))
    found: dict[Target, str] = {}
    for case in cases:
        answers = read_answers(rulebook, case.answers, case.as_of)
        held = states.of(answers, case.as_of)
        for each in every:
            if each.law is not None and not each.law.valid_at(case.as_of):
                continue
            if held[each.condition] is RuleState.HOLDS:
                found.setdefault(each, case.name)
    return found


def _possible(rulebook: Rulebook, rest: Sequence[Target]) -> frozenset[Target]:
    """Return the targets somebody could exercise on some day."""
    conditions = [each.condition for each in rest]
    days = own_days(rulebook, lower(rulebook)) if rest else []
    return frozenset(
        each for day in days for each in _on(StateSpace(rulebook, day, conditions), rest)
    )


def _on(whole: StateSpace, rest: Sequence[Target]) -> Iterator[Target]:
    for each in rest:
        in_force = each.law is None or each.law.valid_at(whole.as_of)
        if in_force and whole.witness(whole.node(each.condition)) is not None:
            yield each
