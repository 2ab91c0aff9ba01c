"""The law of a rulebook checked, each rule on the days it is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from triage.analysis.checking import law
from triage.analysis.checking.claims import Claims, claim
from triage.analysis.checking.claims import rule as rule_of
from triage.analysis.checking.conditioned import Conditioned, conditioned_law
from triage.analysis.checking.holding import holds, never_decisive, never_holds
from triage.analysis.checking.idle import idle_parts, probes
from triage.analysis.days import all_days, own_days
from triage.analysis.whole import Whole
from triage.diagnostics import Diagnostic, Severity
from triage.engine.flat.lower import lower
from triage.model.condition import Condition
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook
from triage.rulebook.printing import condition_text


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
        whole = Whole(alone, day, wanted)
        idle = law.never_decisive(whole)
        for one, rule in rules:
            if day in days[rule.id]:
                seen[rule.id].add(whole, one, rule.id in idle)
    for one, rule in rules:
        yield from _found(seen[rule.id], one, rule, rulebook)
    yield from _periods(rulebook)


@dataclass(slots=True)
class _Seen:
    """What was seen of a rule, day after day."""

    whole: Whole | None = None
    holds: bool = False
    decides: bool = False
    idle: list[Condition] | None = None

    def add(self, whole: Whole, one: Conditioned, idle: bool) -> None:
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
            if other.id != rule.id and {*other.interventions} & {*rule.interventions}
        ]
        yield never_decisive(claims, one, beside)
    for part in seen.idle or ():
        test = condition_text(part)
        yield claim(
            claims.whole.rulebook, "idle-test", one.subject, severity=Severity.WARNING, test=test
        )


def _days(alone: Rulebook, rules: list[Availability]) -> dict[str, list[date]]:
    program = lower(alone)
    own, every = own_days(alone, program), all_days(alone, program)
    found = {}
    for rule in rules:
        in_own = [day for day in own if rule.valid_at(day)]
        found[rule.id] = in_own or [day for day in every if rule.valid_at(day)]
    return found


def _periods(rulebook: Rulebook) -> Iterator[Diagnostic]:
    for each in law.overlaps(rulebook):
        subject, days = rule_of(each.later, each.earlier), _dates(each)
        yield claim(rulebook, "period-overlap", subject, severity=Severity.WARNING, **days)
    for each in law.uncovered(rulebook):
        subject, days = rule_of(each.later, each.earlier), _dates(each)
        yield claim(rulebook, "period-gap", subject, severity=Severity.WARNING, **days)


def _dates(each: law.Stretch) -> _Dates:
    first, last = each.first.isoformat(), each.last.isoformat()
    return {"other": each.earlier, "first": first, "last": last}


class _Dates(TypedDict):
    other: str
    first: str
    last: str
