"""Writing up an outcome from what an engine found (section 4.5, schema `triage.outcome/1`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from triage.diagnostics import Diagnostic, Severity
from triage.engine.answers import Answers
from triage.engine.possible import Conclusion, Possible
from triage.engine.program import FlatIntervention, Program
from triage.model.outcome import (
    EngineStamp,
    InterventionOutcome,
    OpenAnswer,
    Outcome,
    PossibleLimit,
    PossibleStarts,
    PossibleTypologies,
    RulebookStamp,
    RuleMention,
    RuleState,
)
from triage.model.rulebook import Rulebook

T = TypeVar("T", bound=int | str)


def of_one(program: Program, conclusion: Conclusion) -> Possible:
    """Give what is possible where there is one completion."""
    found = Possible()
    if conclusion.typology is not None:
        found.typology = {conclusion.typology}
    for one in program.interventions:
        found.statuses[one.id] = {conclusion.statuses[one.id]}
        found.starts[one.id] = {conclusion.starts.get(one.id)}
        limits = conclusion.limits[one.id]
        found.limits[one.id] = {name: {limits.get(name)} for name in one.limit_names}
    for rule in program.rules:
        held = rule.id in conclusion.rules
        found.rules[rule.id] = RuleState.HOLDS if held else RuleState.CANNOT_HOLD
    return found


def write_up(
    rulebook: Rulebook,
    program: Program,
    answers: Answers,
    as_of: date,
    found: Possible,
    engine: EngineStamp,
) -> Outcome:
    """Write up an outcome; everything in it is sorted, so that equal findings read the same."""
    interventions = sorted(program.interventions, key=lambda one: one.id)
    typology = PossibleTypologies(possible=tuple(sorted(found.typology)))
    return Outcome(
        rulebook=RulebookStamp(id=rulebook.id, version=rulebook.version, digest=rulebook.digest),
        as_of=as_of,
        engine=engine,
        typology=None if program.typology is None else typology,
        interventions={one.id: _intervention(program, one, found) for one in interventions},
        rules=dict(sorted(found.rules.items())),
        open=tuple(
            OpenAnswer(path=path, why=answers.reason(path).value)
            for path in sorted(found.open, key=_by_position)
        ),
        diagnostics=tuple(warning.to_dict() for warning in _warnings(rulebook, as_of)),
    )


def _by_position(path: str) -> tuple[tuple[int, str], ...]:
    """Sort items by their number, everything else by name."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in path.split("."))


def _intervention(program: Program, one: FlatIntervention, found: Possible) -> InterventionOutcome:
    def mentions(numbers: Iterable[int]) -> tuple[RuleMention, ...]:
        ids = sorted({program.rules[number].id for number in numbers})
        states = ((id_, found.rules[id_]) for id_ in ids)
        return tuple(
            RuleMention(rule=id_, state=state)
            for id_, state in states
            if state is not RuleState.CANNOT_HOLD
        )

    limits = found.limits.get(one.id, {})
    return InterventionOutcome(
        possible=tuple(sorted(found.statuses[one.id])),
        start=PossibleStarts(possible=_none_first(found.starts[one.id])),
        for_=mentions(favour.rule for favour in one.favours),
        against=mentions(one.against),
        law=mentions(rule.rule for rule in one.law),
        limits={
            name: PossibleLimit(possible=_none_first(limits[name]))
            for name in sorted(limits)
            if limits[name] != {None}
        },
    )


def _none_first(values: set[T | None]) -> tuple[T | None, ...]:
    def place(value: T | None) -> tuple[bool, int, str]:
        return value is not None, value if isinstance(value, int) else 0, str(value)

    return tuple(sorted(values, key=place))


def _warnings(rulebook: Rulebook, as_of: date) -> list[Diagnostic]:
    if rulebook.valid_at(as_of):
        return []
    details = {
        "as_of": as_of.isoformat(),
        "valid_from": str(rulebook.valid_from or "-"),
        "valid_to": str(rulebook.valid_to or "-"),
    }
    return [Diagnostic("outside-validity", details=details, severity=Severity.WARNING)]
