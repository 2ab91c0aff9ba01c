"""Whether the cases of a rulebook would notice a slip: each mutant killed, equivalent or alive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from triage.cases.expectations import Expectation
from triage.cases.expected import differences
from triage.diagnostics import Diagnostic, InvalidAssessment, LimitReached, Shown, listed
from triage.diagrams.nodes import FALSE_NODE
from triage.model.answer_path import printed
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.diff.moving import movements
from triage.verify.diff.version_product import VersionProduct
from triage.verify.mutants.baseline import Baseline, Seen
from triage.verify.mutants.ground import Grounds
from triage.verify.mutants.mutant import Mutant, OrderMutant
from triage.verify.mutants.operators import Fate, Operator
from triage.verify.mutants.ordering import Proposed

SCHEMA: Final = "triage.mutation/1"


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A case and what it expects."""

    name: str
    as_of: date
    answers: Mapping[str, Any]
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: the case that kills it, or somebody no case stands for."""

    mutant: Mutant
    fate: Fate
    killed_by: str | None = None
    shown: Shown | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "operator": str(self.mutant.operator),
            "path": self.mutant.path,
            "what": self.mutant.what,
            "fate": str(self.fate),
            "killed_by": self.killed_by,
            "assessment": None if self.shown is None else self.shown.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class MutationReport:
    """All mutants of a rulebook and what became of them."""

    verdicts: tuple[Verdict, ...]

    def alive(self) -> tuple[Verdict, ...]:
        """Return those that could be noticed and are not."""
        return tuple(each for each in self.verdicts if each.fate is Fate.ALIVE)

    def counts(self) -> dict[Operator, Counter[Fate]]:
        """Count what became of them, by what was done."""
        found: dict[Operator, Counter[Fate]] = {}
        for each in self.verdicts:
            found.setdefault(each.mutant.operator, Counter())[each.fate] += 1
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {"schema": SCHEMA, "mutants": [each.to_dict() for each in self.verdicts]}


def mutate(
    rulebook: Rulebook, cases: Sequence[GoldenCase], asked: Iterable[Mutant]
) -> Iterator[Verdict]:
    """Judge mutants of a rulebook by its cases, one after the other.

    Raises:
        InvalidAssessment: a case does not come out as it expects of the rulebook itself.
        LimitReached: there are too many kinds of assessments to say whether one is equivalent.
    """
    judging = Judging(rulebook, cases)
    yield from map(judging.verdict, asked)


class Judging:
    """Judges mutants of one rulebook by its cases.

    INVARIANT: each case is as it expects before anything is mutated: one that is not would kill
    mutants it does not notice.

    Raises:
        InvalidAssessment: some are not.
    """

    def __init__(self, rulebook: Rulebook, cases: Sequence[GoldenCase]) -> None:
        self._rulebook = rulebook
        self._grounds = Grounds(rulebook)
        self._cases: dict[date, list[GoldenCase]] = {}
        self._baselines: dict[date, Baseline] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._proposed = Proposed(rulebook)
        failing = [case.name for case in cases if not self._is_sound(case)]
        if failing:
            raise _not_as_expected(failing, len(cases))

    def _is_sound(self, case: GoldenCase) -> bool:
        """Judge by one more case, and say whether it is as it expects."""
        try:
            self.add(case)
            outcome = self._baseline(case.as_of).own.outcome(case.name)
        except InvalidAssessment:
            return False
        return not differences(self._rulebook, case.expect, outcome)

    def add(self, case: GoldenCase) -> None:
        """Judge by one more case.

        Raises:
            InvalidAssessment: an answer does not fit the rulebook.
        """
        self._baseline(case.as_of).add(case.name, case.answers)
        self._cases.setdefault(case.as_of, []).append(case)

    def verdict(self, mutant: Mutant) -> Verdict:
        """Say what becomes of a mutant."""
        if isinstance(mutant, OrderMutant):
            return self._of_order(mutant)
        program = lower(mutant.rulebook)
        for day, cases in self._by_day():
            seen = self._baseline(day).seen_by(mutant.rulebook, program)
            for case in cases:
                if seen.may_fail(case.name, case.expect) and not _as_expected(seen, case):
                    return Verdict(mutant, Fate.KILLED, killed_by=case.name)
        shown = self._somebody(mutant)
        return Verdict(mutant, Fate.EQUIVALENT if shown is None else Fate.ALIVE, shown=shown)

    def _of_order(self, mutant: OrderMutant) -> Verdict:
        """Say what becomes of a slip in an order: every case has the outcome it had."""
        for cases in self._cases.values():
            for case in cases:
                if case.expect.is_of_order:
                    outcome = self._outcome(case)
                    if differences(mutant.rulebook, case.expect, outcome):
                        return Verdict(mutant, Fate.KILLED, killed_by=case.name)
        fate, shown = self._proposed.fate(mutant)
        return Verdict(mutant, fate, shown=shown)

    def _outcome(self, case: GoldenCase) -> Outcome:
        """Return what the rulebook itself makes of a case."""
        if case.name not in self._outcomes:
            self._outcomes[case.name] = self._baseline(case.as_of).own.outcome(case.name)
        return self._outcomes[case.name]

    def _by_day(self) -> list[tuple[date, list[GoldenCase]]]:
        """Return the cases of each day, those of the fullest day first."""
        return sorted(self._cases.items(), key=lambda each: (-len(each[1]), each[0]))

    def _baseline(self, day: date) -> Baseline:
        if day not in self._baselines:
            self._baselines[day] = Baseline(self._rulebook, day, self._grounds.on(day))
        return self._baselines[day]

    def _somebody(self, mutant: Mutant) -> Shown | None:
        """Return somebody who comes out differently, on a day when the rules in force differ."""
        for day in self._days(mutant):
            both = VersionProduct(self._rulebook, mutant.rulebook, day)
            first = next(movements(both), None)
            if first is not None:
                return first.shown
            warned = _warned(both)
            if warned is not None:
                return warned
        return None

    @cached_property
    def _own_days(self) -> list[date]:
        return own_days(self._rulebook, lower(self._rulebook))

    def _days(self, mutant: Mutant) -> list[date]:
        days = {*self._own_days}
        changed = [
            rule
            for book in (self._rulebook, mutant.rulebook)
            for rule in book.availability
            if f"rules.{rule.id}" == mutant.path
        ]
        for rule in changed:
            days |= {day for day in (rule.valid_from, rule.valid_to) if day is not None}
        return sorted(days)


def _not_as_expected(failing: Sequence[str], total: int) -> InvalidAssessment:
    details: dict[str, str | int] = {
        "total": total,
        "count": len(failing),
        "names": listed(failing),
    }
    return InvalidAssessment((Diagnostic("failing-cases", details=details),))


def _as_expected(seen: Seen, case: GoldenCase) -> bool:
    try:
        outcome = seen.outcome(case.name)
    except (InvalidAssessment, LimitReached):
        return False
    return not differences(seen.rulebook, case.expect, outcome)


def _warned(both: VersionProduct) -> Shown | None:
    """Return somebody who hears a warning in one version only."""
    for rule in both.old.rulebook.warnings:
        before, after = both.old.rules[rule.id], both.new.rules.get(rule.id, FALSE_NODE)
        for moved in both.moved(both.apart((before, after))):
            example = both.old.witness(*moved.some)
            if example is not None:
                because = both.because(dict(sorted(example.classes.items())))
                answers = both.seen(both.old, example.classes).answers
                return Shown(both.as_of.isoformat(), printed(because), dict(answers))
    return None
