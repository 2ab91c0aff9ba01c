"""What a golden case expects, held against what came out (rulebook language, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from triage.cases.case_words import words_of
from triage.cases.expectations import Expectation
from triage.diagnostics import nearest, quoted, quoted_number
from triage.model.guarantee import Status
from triage.model.outcome import (
    InterventionOutcome,
    Outcome,
    PossibleClasses,
    RuleMention,
    RuleState,
)
from triage.model.plan_order import standing_beside, standing_first
from triage.model.rule import Classification
from triage.model.rulebook import Rulebook

UNKNOWN = "not in this rulebook"
NOTHING = "none"
TO_BE_KNOWN = "to be known"
NOT_TO_HOLD = "not to hold"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an outcome is not as expected, and the rules that made it so."""

    path: str
    expected: str
    got: str
    rules: tuple[RuleMention, ...] = ()


Output = tuple[str, ...]
"""One thing an outcome says: `typology`, `target_group`, or `rules`, `status`, `start` or `limits`
with the id of a rule or intervention; `limits` also with the name of the limit."""


def speaks_of(expected: Expectation, output: Output) -> bool:
    """Say whether something is expected of an output; no other makes a difference to a case.

    What stands first rests on the typology, on the rules, and on every status.
    """
    if expected.is_of_order and output[0] in {"typology", "rules", "status"}:
        return True
    match output:
        case ("target_group" | "typology" as name,):
            return getattr(expected, name) is not None
        case ("rules", id_):
            return id_ in expected.hold or id_ in expected.not_hold
        case ("status", id_):
            in_plan = expected.plan is not None and expected.is_about(id_)
            return in_plan or id_ in expected.interventions
        case ("start", id_):
            in_starts = expected.starts is not None and expected.is_about(id_)
            return in_starts or id_ in expected.start
        case ("limits", id_, name):
            return name in expected.limits.get(id_, {})
        case _:
            raise ValueError(output)


def differences(
    rulebook: Rulebook, expected: Expectation, outcome: Outcome
) -> tuple[Difference, ...]:
    """Return every difference, in the order the language lists expectations."""
    return (
        *_class("target_group", rulebook.target_groups, expected, outcome),
        *_class("typology", rulebook.typologies, expected, outcome),
        *_rules(expected, outcome),
        *_interventions(expected, outcome),
        *_whole_plan(expected, outcome),
        *_order(rulebook, expected, outcome),
    )


def _class(
    output: str, classes: Classification | None, expected: Expectation, outcome: Outcome
) -> Iterator[Difference]:
    wanted: tuple[str, ...] | None = getattr(expected, output)
    found: PossibleClasses | None = getattr(outcome, output)
    possible = found.possible if found else ()
    if wanted is None or set(wanted) == set(possible):
        return
    behind = _mentions((rule.id for rule in classes.rules) if classes else (), outcome)
    yield Difference(output, _listed(wanted), _listed(possible), behind)


def _rules(expected: Expectation, outcome: Outcome) -> Iterator[Difference]:
    for rule in expected.hold:
        state = outcome.rules.get(rule)
        if state is not RuleState.HOLDS:
            yield Difference(f"rules.{rule}", RuleState.HOLDS, state or UNKNOWN)
    for rule in expected.not_hold:
        state = outcome.rules.get(rule)
        if state in (None, RuleState.HOLDS):
            yield Difference(f"rules.{rule}", NOT_TO_HOLD, state or UNKNOWN)


def _interventions(expected: Expectation, outcome: Outcome) -> Iterator[Difference]:
    named = {*expected.interventions, *expected.start, *expected.limits}
    for intervention in sorted(named):
        found = outcome.interventions.get(intervention)
        if found is None:
            yield Difference(f"interventions.{intervention}", TO_BE_KNOWN, UNKNOWN)
        else:
            yield from _intervention(intervention, expected, found)


def _intervention(
    id_: str, expected: Expectation, found: InterventionOutcome
) -> Iterator[Difference]:
    behind = (*found.for_, *found.against, *found.law)
    statuses, starts = expected.interventions.get(id_), expected.start.get(id_)
    if statuses is not None and set(statuses) != set(found.possible):
        yield Difference(f"interventions.{id_}", _listed(statuses), _listed(found.possible), behind)
    given = found.start.named
    if starts is not None and set(starts) != set(given):
        yield Difference(f"start.{id_}", _listed(starts), _listed(given), found.for_)
    for name, value in expected.limits.get(id_, {}).items():
        limit = found.limit(name)
        if limit != (value,):
            yield Difference(f"limits.{id_}.{name}", _shown(value), _listed(limit), found.law)


def _whole_plan(expected: Expectation, outcome: Outcome) -> Iterator[Difference]:
    """Hold what the case is about against the plan and the starts, where these are said."""
    named = expected.named_in_plan().union(expected.about or ())
    for id_ in sorted(named - outcome.interventions.keys()):
        yield Difference(f"interventions.{id_}", TO_BE_KNOWN, UNKNOWN)
    for id_, found in outcome.interventions.items():
        if not expected.is_about(id_):
            continue
        if expected.plan is not None:
            wanted = [status for status, ids in expected.plan.items() if id_ in ids]
            wanted = wanted or [Status.NOT_SUGGESTED]
            if set(wanted) != set(found.possible):
                behind = (*found.for_, *found.against, *found.law)
                possible = _listed(found.possible)
                yield Difference(f"plan.{id_}", _listed(wanted), possible, behind)
        if expected.starts is not None:
            starts = [start for start, ids in expected.starts.items() if id_ in ids]
            given = found.start.named
            if set(starts) != set(given):
                yield Difference(f"starts.{id_}", _listed(starts), _listed(given), found.for_)


def _order(rulebook: Rulebook, expected: Expectation, outcome: Outcome) -> Iterator[Difference]:
    """Hold what stands first, and what stands beside it, against what is expected of them."""
    first = expected.first
    if first is not None:
        standing = leading(standing_first(rulebook, outcome), first)
        if standing != first:
            yield Difference("first", _in_turn(first), _in_turn(standing))
    there = standing_beside(rulebook, outcome) if expected.beside else {}
    for step, wanted in (expected.beside or {}).items():
        found = there.get(step, ())
        if set(found) != set(wanted):
            yield Difference(f"beside.{step}", _in_turn(wanted), _in_turn(found))


def leading(standing: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    """Return as many of what stands first as are expected; all of it where nothing is."""
    return standing[: len(expected) or None]


def _in_turn(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or NOTHING


def _mentions(rules: Iterable[str], outcome: Outcome) -> tuple[RuleMention, ...]:
    return tuple(
        RuleMention(rule=rule, state=outcome.rules[rule])
        for rule in rules
        if outcome.rules[rule] is not RuleState.CANNOT_HOLD
    )


def _listed(values: Iterable[str | int | None]) -> str:
    return " or ".join(_shown(value) for value in values) or NOTHING


def _shown(value: str | int | None) -> str:
    if isinstance(value, int):
        return quoted_number(value)
    return NOTHING if value is None else str(value)


def tellable(expected: Expectation, rulebook: Rulebook) -> Expectation:
    """Return what is expected, with `…` for what nobody knows: anything may stand in a case file.

    No outcome has either, so what differs stays the same.
    """
    words = words_of(rulebook)

    def word(said: str) -> str:
        return said if said in words else quoted(said, nearest(said, words))

    def tell(part: Any) -> Any:
        match part:
            case str() if part not in words:
                return ":".join(map(word, part.split(":")))
            case tuple() | frozenset():
                return type(part)(map(tell, part))
            case Mapping():
                return {tell(key): tell(value) for key, value in part.items()}
            case _:
                return part

    return Expectation(*(tell(getattr(expected, each.name)) for each in fields(expected)))
