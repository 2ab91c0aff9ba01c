"""The law of a rulebook checked, each rule on the days it is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from triage.diagnostics import Diagnostic, Evidence, Severity
from triage.language.printing import condition_text
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.check import law, witnesses
from triage.verify.check.claims import Claims, claim
from triage.verify.check.claims import rule as rule_of
from triage.verify.check.conditioned import Conditioned, conditioned_law
from triage.verify.check.redundant_tests import idle_parts, probes
from triage.verify.check.satisfiability import holds, never_decisive, never_holds
from triage.verify.days import all_days, own_days
from triage.verify.rewrites import Without
from triage.verify.state_space import StateSpace

_Show = Callable[[Claims, Availability, Availability], Evidence | None]


def check_law(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Find rules of law that hold for nobody, that others cover, that say too much, and dates.

    A rule in force while the rulebook speaks is looked at on those days, any other on its own.
    """
    alone = law.law_alone(rulebook)
    rules = list(conditioned_law(rulebook))
    days = _days(alone, [rule for _, rule in rules])
    seen: dict[str, _Seen] = defaultdict(_Seen)
    wanted = list(probes(one for one, _ in rules))
    for day in sorted({day for each in days.values() for day in each}):
        whole = StateSpace(alone, day, wanted)
        idle = law.never_decisive(whole)
        for one, rule in rules:
            if day in days[rule.id]:
                seen[rule.id].add(whole, one, rule.id in idle)
    for one, rule in rules:
        yield from _found(seen[rule.id], one, rule, rulebook)
    yield from _periods(alone)


@dataclass(slots=True)
class _Seen:
    """What was seen of a rule, day after day."""

    whole: StateSpace | None = None
    holds: bool = False
    decides: bool = False
    idle: list[Without] | None = None

    def add(self, whole: StateSpace, one: Conditioned, idle: bool) -> None:
        held = holds(whole, one)
        if self.whole is None or (held and not self.holds):
            self.whole = whole
        self.holds |= held
        self.decides |= not idle
        parts = list(idle_parts(whole, one))
        self.idle = parts if self.idle is None else [each for each in self.idle if each in parts]


def _found(
    seen: _Seen, one: Conditioned, rule: Availability, rulebook: Rulebook
) -> Iterator[Diagnostic]:
    if seen.whole is None:  # in force on no day on which anybody could answer
        return
    claims = Claims(seen.whole)
    if not seen.holds:
        yield never_holds(claims, one)
        return
    if not seen.decides:
        beside = [
            other.id
            for other in rulebook.availability
            if other.id != rule.id
            and other.basis is rule.basis
            and {*other.interventions} & {*rule.interventions}
        ]
        yield never_decisive(claims, one, beside)
    for part in seen.idle or ():
        evidence = witnesses.idle_test(claims, one, part)
        test = condition_text(part.part)
        yield claim(
            rulebook, "idle-test", one.subject, evidence, severity=Severity.WARNING, test=test
        )


def _days(alone: Rulebook, rules: list[Availability]) -> dict[str, list[date]]:
    program = lower(alone)
    own, every = own_days(alone, program), all_days(alone, program)
    found = {}
    for rule in rules:
        in_own = [day for day in own if rule.valid_at(day)]
        found[rule.id] = in_own or [day for day in every if rule.valid_at(day)]
    return found


def _periods(alone: Rulebook) -> Iterator[Diagnostic]:
    for each in law.overlaps(alone):
        yield _period(alone, "period-overlap", each, witnesses.in_force_together)
    for each in law.uncovered(alone):
        yield _period(alone, "period-gap", each, witnesses.neither_in_force)


def _period(alone: Rulebook, code: str, each: law.Stretch, show: _Show) -> Diagnostic:
    rules = {rule.id: rule for rule in alone.availability}
    earlier, later = rules[each.earlier], rules[each.later]
    evidence = None
    if alone.answerable_at(each.first):
        claims = Claims(StateSpace(alone, each.first, (earlier.when, later.when)))
        evidence = show(claims, earlier, later)
    subject = rule_of(each.later, each.earlier)
    return claim(alone, code, subject, evidence, severity=Severity.WARNING, **_dates(each))


def _dates(each: law.Stretch) -> _Dates:
    first, last = each.first.isoformat(), each.last.isoformat()
    return {"other": each.earlier, "first": first, "last": last}


class _Dates(TypedDict):
    other: str
    first: str
    last: str
