"""Writing up an outcome from what an engine found (section 4.5, schema `triage.outcome/1`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from triage.diagnostics import Diagnostic, LimitReached, Severity
from triage.engine.possible import Conclusion, Possible
from triage.intake.answers import Answers
from triage.model.guarantee import Status
from triage.model.outcome import (
    EngineStamp,
    InterventionOutcome,
    OpenAnswer,
    Outcome,
    PossibleClasses,
    PossibleLimit,
    PossibleStarts,
    RulebookStamp,
    RuleMention,
    RuleState,
)
from triage.model.rule import ALONGSIDE
from triage.model.rulebook import Rulebook
from triage.program.encoding import Coded
from triage.program.program import Derived, FlatIntervention, Program, Role, Variable

T = TypeVar("T", bound=int | str)

_NO_START = PossibleStarts(possible=(None,))


def of_one(program: Program, conclusion: Conclusion) -> Possible:
    """Return what is possible where there is one completion."""
    found = Possible()
    if conclusion.target_group is not None:
        found.target_group = {conclusion.target_group}
    if conclusion.typology is not None:
        found.typology = {conclusion.typology}
    for one in program.interventions:
        found.statuses[one.id] = {conclusion.statuses[one.id]}
        found.starts[one.id] = {conclusion.starts.get(one.id)}
        if one.limit_names:
            limits = conclusion.limits[one.id]
            found.limits[one.id] = {name: {limits.get(name)} for name in one.limit_names}
    for rule in program.rules:
        held = rule.id in conclusion.rules
        found.rules[rule.id] = RuleState.HOLDS if held else RuleState.CANNOT_HOLD
    return found


def of_any(
    program: Program,
    coded: Coded,
    limit: LimitReached,
    conceivable: Callable[[Derived], Set[str]],
) -> Possible:
    """Return everything that could be, where it takes too much to find out what is possible.

    `conceivable` says it of a classification.
    """
    warnings = (replace(each, severity=Severity.WARNING) for each in limit.diagnostics)
    found = Possible(limit=tuple(warnings))
    if program.target_group is not None:
        found.target_group = set(conceivable(program.target_group))
    if program.typology is not None:
        found.typology = set(conceivable(program.typology))
    for one in program.interventions:
        found.statuses[one.id] = set(Status)
        found.starts[one.id] = {None, *_starts(one, program)}
        if one.limit_names:
            found.limits[one.id] = {
                name: {None, *(law.limits[name] for law in one.law if name in law.limits)}
                for name in one.limit_names
            }
    found.rules = {rule.id: RuleState.MAY_HOLD for rule in program.rules}
    known = {**coded.filled, **coded.given}
    found.open = {
        each.path
        for each in program.variables
        if each.role is Role.READ and each.index not in known and _is_there(each, program, known)
    }
    return found


def _is_there(variable: Variable, program: Program, known: Mapping[int, int]) -> bool:
    """Say whether the item an answer is about is known to be there, if it is about one."""
    owner, *inside = variable.path.split(".")
    if not inside or owner in program.grids:
        return True
    return int(inside[0]) <= known.get(program.by_path[owner], 0)


def _starts(one: FlatIntervention, program: Program) -> Iterator[str]:
    for favour in one.favours:
        if isinstance(favour.start, int):
            yield from (ALONGSIDE, f"after:{program.interventions[favour.start].id}")
        else:
            yield favour.start


class WriteUp:
    """Writes up outcomes of one rulebook; what they have in common is made once.

    Everything in an outcome is sorted, so that equal findings read the same.
    """

    def __init__(self, rulebook: Rulebook, program: Program) -> None:
        self._rulebook = rulebook
        self._stamp = RulebookStamp(
            id=rulebook.id, version=rulebook.version, digest=rulebook.digest
        )
        self._target_groups = program.target_group is not None
        self._typologies = program.typology is not None
        self._rules = sorted(rule.id for rule in program.rules)
        self._mentions = {
            state: {rule: RuleMention(rule=rule, state=state) for rule in self._rules}
            for state in (RuleState.HOLDS, RuleState.MAY_HOLD)
        }
        self._spoken = sorted(
            (_spoken_of(program, one) for one in program.interventions), key=lambda each: each.id
        )

    def outcome(
        self, answers: Answers, as_of: date, found: Possible, engine: EngineStamp
    ) -> Outcome:
        """Write up what was found."""
        group = PossibleClasses(possible=tuple(sorted(found.target_group)))
        typology = PossibleClasses(possible=tuple(sorted(found.typology)))
        return Outcome(
            rulebook=self._stamp,
            as_of=as_of,
            engine=engine,
            exact=not found.limit,
            target_group=group if self._target_groups else None,
            typology=typology if self._typologies else None,
            interventions={each.id: self._intervention(each, found) for each in self._spoken},
            rules={id_: found.rules[id_] for id_ in self._rules},
            open=tuple(
                OpenAnswer(path=path, why=answers.reason(path).value)
                for path in sorted(found.open, key=_by_position)
            ),
            diagnostics=tuple(
                warning.to_dict() for warning in (*_warnings(self._rulebook, as_of), *found.limit)
            ),
        )

    def _intervention(self, spoken: _Spoken, found: Possible) -> InterventionOutcome:
        starts, limits = found.starts[spoken.id], found.limits.get(spoken.id, {})
        return InterventionOutcome(
            possible=tuple(sorted(found.statuses[spoken.id])),
            start=_NO_START if starts == {None} else PossibleStarts(possible=_none_first(starts)),
            for_=self._mentioned(spoken.favours, found.rules),
            against=self._mentioned(spoken.against, found.rules),
            law=self._mentioned(spoken.law, found.rules),
            limits={
                name: PossibleLimit(possible=_none_first(limits[name]))
                for name in sorted(limits)
                if limits[name] != {None}
            },
        )

    def _mentioned(
        self, rules: Iterable[str], states: Mapping[str, RuleState]
    ) -> tuple[RuleMention, ...]:
        mentions = self._mentions
        return tuple(
            [
                mentions[states[rule]][rule]
                for rule in rules
                if states[rule] is not RuleState.CANNOT_HOLD
            ]
        )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The ids of the rules that speak of an intervention, sorted."""

    id: str
    favours: tuple[str, ...]
    against: tuple[str, ...]
    law: tuple[str, ...]


def _spoken_of(program: Program, one: FlatIntervention) -> _Spoken:
    def ids(numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted({program.rules[number].id for number in numbers}))

    favours = ids(favour.rule for favour in one.favours)
    return _Spoken(one.id, favours, ids(one.against), ids(law.rule for law in one.law))


def _by_position(path: str) -> tuple[tuple[int, str], ...]:
    """Sort items by their number, everything else by name."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in path.split("."))


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
