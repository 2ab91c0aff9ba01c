"""Everything wrong with what a rulebook means, each finding with what shows it.

What is there for somebody (a gap, a conflict, a broken guarantee) is looked for on each day of
`own_days`, and told once. What is never so must be so on none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import TypeVar

from triage.diagnostics import Diagnostic, Evidence, Severity
from triage.language.printing import condition_text
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.check import classes, findings, irrelevance, recommendations, witnesses
from triage.verify.check.claims import Claims, Subject, claim
from triage.verify.check.conditioned import Conditioned, conditioned
from triage.verify.check.guarantees import about_nobody, broken
from triage.verify.check.later_starts import later_starts
from triage.verify.check.law_check import check_law
from triage.verify.check.needs import proposed_alone
from triage.verify.check.protected import protected_readings
from triage.verify.check.redundant_tests import idle_parts, probes
from triage.verify.check.satisfiability import holds, never_decisive, never_holds
from triage.verify.days import own_days
from triage.verify.state_space import StateSpace

T = TypeVar("T")


def check_meaning(rulebook: Rulebook) -> tuple[Diagnostic, ...]:
    """Find what is wrong with what a rulebook says over all assessments.

    Errors are gaps, conflicts, rules that hold for nobody, rules that others cover, broken
    guarantees, support proposed without what it supports, and what origin, sex or religion, or a
    proxy, must not decide; the rest are warnings. Whatever is shown by somebody was seen by the
    reference evaluator before it is told.

    Raises:
        LimitReached: there are too many kinds of assessments to look at all of them.
        EnginesDisagree: the reference does not see what was found; please report it.
    """
    return (
        *protected_readings(rulebook),
        *later_starts(rulebook),
        *_Checking(rulebook).found(),
        *check_law(rulebook),
    )


class _Checking:
    """All of a rulebook but its law."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._conditioned = list(conditioned(rulebook))
        self._classes = classes.classes_of(rulebook)
        wanted = [
            *(each for one in rulebook.guarantees for each in one.conditions),
            *probes(self._conditioned),
        ]
        days = own_days(rulebook, lower(rulebook))
        self._claims = [Claims(StateSpace(rulebook, day, wanted)) for day in days]

    def found(self) -> Iterator[Diagnostic]:
        if not self._claims:  # the rulebook speaks for no day on which anybody could answer
            return
        yield from self._shown_once()
        never = self._never_holding()
        for one in never:
            yield never_holds(self._claims[0], one)
        paths = {one.subject.path for one in never}
        rest = [one for one in self._conditioned if one.subject.path not in paths]
        yield from self._never_decisive(rest)
        yield from self._idle(rest)
        yield from self._nothing_to_anybody(paths)

    def _shown_once(self) -> Iterator[Diagnostic]:
        told = set[tuple[str, str | None, object]]()
        for claims in self._claims:
            for each in self._existing(claims):
                key = (each.code, each.path, each.details.get("other"))
                if key not in told:
                    told.add(key)
                    yield each

    def _existing(self, claims: Claims) -> Iterator[Diagnostic]:
        for each in self._classes:
            yield from classes.gaps(claims, each)
            yield from classes.conflicts(claims, each)
        yield from broken(claims)
        yield from proposed_alone(claims)

    def _never_holding(self) -> list[Conditioned]:
        return [
            one
            for one in self._conditioned
            if not any(holds(claims.whole, one) for claims in self._claims)
        ]

    def _always(self, found: Callable[[StateSpace], frozenset[T]]) -> frozenset[T]:
        """Return what is found on every day."""
        return reduce(frozenset[T].intersection, (found(each.whole) for each in self._claims))

    def _never_decisive(self, rest: list[Conditioned]) -> Iterator[Diagnostic]:
        book = self._rulebook
        covered: dict[str, tuple[str, ...]] = {}
        for each in self._classes:
            for id_ in self._always(partial(classes.never_decisive, classes=each)):
                covered[f"rules.{id_}"] = classes.covering(each.of, id_)
        for case in self._always(findings.never_decisive):
            covered[case.path] = ()
        for id_ in self._always(recommendations.never_decisive):
            covered[f"rules.{id_}"] = recommendations.covering(book, id_)
        for one in rest:
            if one.subject.path in covered:
                yield never_decisive(self._holding(one), one, covered[one.subject.path])

    def _holding(self, one: Conditioned) -> Claims:
        """Return a day on which a condition holds for somebody."""
        return next(claims for claims in self._claims if holds(claims.whole, one))

    def _idle(self, rest: list[Conditioned]) -> Iterator[Diagnostic]:
        for one in rest:
            parts = list(idle_parts(self._claims[0].whole, one))
            for claims in self._claims[1:]:
                if parts:
                    there = list(idle_parts(claims.whole, one))
                    parts = [part for part in parts if part in there]
            for part in parts:
                evidence = self._shown(partial(witnesses.idle_test, one=one, without=part))
                test = condition_text(part.part)
                yield self.warning("idle-test", one.subject, evidence, test=test)

    def _nothing_to_anybody(self, never_holding: set[str]) -> Iterator[Diagnostic]:
        yield from self._values_of_nobody(never_holding)
        for name in _in_order(self._always(irrelevance.without_influence)):
            subject = Subject(irrelevance.place_of(name), name)
            evidence = self._shown(partial(witnesses.without_influence, name=name))
            yield self.warning("no-influence", subject, evidence)
        seen = self._always(recommendations.never_seen)
        for rule in self._rulebook.recommendations:
            if rule.id in seen and f"rules.{rule.id}" not in never_holding:
                subject = Subject(f"rules.{rule.id}", rule.id)
                evidence = self._shown(partial(witnesses.never_seen, rule=rule))
                yield self.warning("never-seen", subject, evidence)
        for id_ in _in_order(self._always(recommendations.never_obtained)):
            evidence = self._shown(partial(witnesses.never_obtained, id_=id_))
            yield self.warning("never-obtained", Subject(f"interventions.{id_}", id_), evidence)
        for id_ in _in_order(self._always(about_nobody)):
            yield self.warning("guarantee-about-nobody", Subject(f"rules.{id_}", id_), None)
        for id_ in _in_order(self._always(recommendations.idle_efforts)):
            subject = Subject(f"programme.efforts.{id_}", id_)
            yield self.warning("effort-never-proposed", subject, None)

    def _values_of_nobody(self, never_holding: set[str]) -> Iterator[Diagnostic]:
        for each in self._classes:
            rules = {one.then.value: f"rules.{one.id}" for one in each.of.rules}
            for value in _in_order(self._always(partial(classes.never_assigned, classes=each))):
                if rules.get(value) not in never_holding:
                    subject = Subject(f"{each.section}.values.{value}", value)
                    evidence = self._shown(
                        partial(witnesses.never_assigned, classes=each, value=value)
                    )
                    yield self.warning("never-concluded", subject, evidence, of=each.name)
        for id_, value in _in_order(self._always(findings.never_concluded)):
            if f"findings.{id_}" not in never_holding:
                subject = Subject(f"findings.{id_}.values.{value}", value)
                evidence = self._shown(partial(witnesses.never_concluded, id_=id_, value=value))
                yield self.warning("never-concluded", subject, evidence, of=id_)

    def _shown(self, show: Callable[[Claims], Evidence | None]) -> Evidence | None:
        """Show somebody on the first day there is somebody to show."""
        every = (show(claims) for claims in self._claims)
        return next((found for found in every if found is not None), None)

    def warning(
        self, code: str, subject: Subject, evidence: Evidence | None, **details: str | int
    ) -> Diagnostic:
        """Say what is found and refuses nothing."""
        return claim(self._rulebook, code, subject, evidence, Severity.WARNING, **details)


def _in_order(found: frozenset[T]) -> list[T]:
    return sorted(found, key=repr)
