"""Writing up an outcome from what an engine found (section 4.5, schema `triage.outcome/1`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TypeVar

from triage.diagnostics import Diagnostic, LimitReached, Severity
from triage.engine.possible import Conclusion, Possible, alone
from triage.model.answers import Answers
from triage.model.frozen import FrozenDict
from triage.model.guarantee import Status
from triage.model.outcome import (
    IS_NOT,
    OUTCOME_SCHEMA,
    EngineStamp,
    InterventionOutcome,
    OpenAnswer,
    Outcome,
    PossibleClasses,
    PossibleLimit,
    PossibleStarts,
    RuleMention,
    RuleState,
)
from triage.model.question import OpenReason
from triage.model.rule import ALONGSIDE
from triage.model.rulebook import Rulebook
from triage.program.encoding import Coded
from triage.program.program import Derived, FlatIntervention, Program, Role, Variable

T = TypeVar("T", bound=int | str | None)

MOST_RECORDS = 1 << 11
"""So many records of interventions are kept for each rulebook: some six megabytes."""

_GIVEN = frozenset(Outcome.model_fields) - {"schema_"}

_KEPT = 1 << 12
"""So many of each kind of smaller parts are kept for all rulebooks together."""


def of_one(program: Program, conclusion: Conclusion) -> Possible:
    """Return what is possible where there is one completion."""
    starts, limits = conclusion.starts, conclusion.limits
    return Possible(
        target_group=_one_class(conclusion.target_group),
        typology=_one_class(conclusion.typology),
        statuses={id_: _STATUSES[status] for id_, status in conclusion.statuses.items()},
        starts={
            **dict.fromkeys(conclusion.statuses, alone(None)),
            **{id_: alone(start) for id_, start in starts.items()},
        },
        limits={
            one.id: {name: alone(limits[one.id].get(name)) for name in one.limit_names}
            for one in program.interventions
            if one.limit_names
        },
        rules={
            **dict.fromkeys(program.rule_ids, RuleState.CANNOT_HOLD),
            **dict.fromkeys(conclusion.rules, RuleState.HOLDS),
        },
    )


_STATUSES = {status: frozenset({status}) for status in Status}


def _one_class(name: str | None) -> frozenset[str]:
    return frozenset() if name is None else alone(name)


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
        found.target_group = frozenset(conceivable(program.target_group))
    if program.typology is not None:
        found.typology = frozenset(conceivable(program.typology))
    for one in program.interventions:
        found.statuses[one.id] = frozenset(Status)
        found.starts[one.id] = frozenset({None, *_starts(one, program)})
        if one.limit_names:
            found.limits[one.id] = {
                name: frozenset({None, *(r.limits[name] for r in one.law if name in r.limits)})
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
    path = variable.path
    return path.item is None or path.item <= known.get(program.by_path[path.owner], 0)


def _starts(one: FlatIntervention, program: Program) -> Iterator[str]:
    for favour in one.favours:
        if isinstance(favour.start, int):
            yield from (ALONGSIDE, f"after:{program.interventions[favour.start].id}")
        else:
            yield favour.start


class WriteUp:
    """Writes up outcomes of one rulebook; what they have in common is made once, and shared.

    Everything in an outcome is sorted, so that equal findings read the same. Records of the last
    `MOST_RECORDS` states of interventions are kept. May be shared by threads.
    """

    def __init__(self, rulebook: Rulebook, program: Program) -> None:
        self._rulebook = rulebook
        self._stamp = rulebook.stamp
        self._target_groups = program.target_group is not None
        self._typologies = program.typology is not None
        self._rules = sorted(rule.id for rule in program.rules)
        self._in_order = _picking(self._rules)
        self._provisions = tuple(sorted(rulebook.provisions.items()))
        self._programme = tuple(sorted(rulebook.programme_conditions.items()))
        self._mentions = {
            state: {rule: RuleMention(rule=rule, state=state) for rule in self._rules}
            for state in (RuleState.HOLDS, RuleState.MAY_HOLD)
        }
        spoken = [_spoken_of(program, one) for one in program.interventions]
        self._spoken = {each.id: each for each in sorted(spoken, key=lambda each: each.id)}
        self._states = [(id_, _picking(each.rules)) for id_, each in self._spoken.items()]
        self._intervention = lru_cache(MOST_RECORDS)(self._written)

    def outcome(
        self, answers: Answers, as_of: date, found: Possible, engine: EngineStamp
    ) -> Outcome:
        """Write up what was found."""
        fields = {
            "schema_": OUTCOME_SCHEMA,
            "is_not": IS_NOT,
            "rulebook": self._stamp,
            "as_of": as_of,
            "engine": engine,
            "exact": not found.limit,
            "target_group": _classes(found.target_group) if self._target_groups else None,
            "typology": _classes(found.typology) if self._typologies else None,
            "interventions": self._interventions(found),
            "rules": dict(zip(self._rules, self._in_order(found.rules), strict=True)),
            "law": {
                rule: provision
                for rule, provision in self._provisions
                if found.rules[rule] is not RuleState.CANNOT_HOLD
            },
            "programme": {
                rule: source
                for rule, source in self._programme
                if found.rules[rule] is not RuleState.CANNOT_HOLD
            },
            "open": self._open(found, answers),
            "replaced": (),
            "diagnostics": tuple(
                [each.to_dict() for each in (*_warnings(self._rulebook, as_of), *found.limit)]
            ),
        }
        return Outcome.unchecked(fields, {*_GIVEN})

    def _open(self, found: Possible, answers: Answers) -> tuple[OpenAnswer, ...]:
        paths = sorted(found.open, key=attrgetter("order"))
        return tuple([_open_answer(path, answers.reason(path)) for path in paths])

    def _interventions(self, found: Possible) -> dict[str, InterventionOutcome]:
        statuses, starts, limits, rules = found.statuses, found.starts, found.limits, found.rules
        written = self._intervention
        return {
            id_: written(
                id_,
                statuses[id_],
                starts[id_],
                tuple(limits[id_].items()) if id_ in limits else (),
                states(rules),
            )
            for id_, states in self._states
        }

    def _written(
        self,
        id_: str,
        statuses: frozenset[Status],
        starts: frozenset[str | None],
        limits: tuple[tuple[str, frozenset[int | None]], ...],
        states: tuple[RuleState, ...],
    ) -> InterventionOutcome:
        """Write up an intervention; `states` are those of the rules that speak of it."""
        spoken = self._spoken[id_]
        rules = dict(zip(spoken.rules, states, strict=True))
        return InterventionOutcome.model_construct(
            possible=tuple(sorted(statuses)),
            start=PossibleStarts(possible=_none_first(starts)),
            for_=self._mentioned(spoken.favours, rules),
            against=self._mentioned(spoken.against, rules),
            law=self._mentioned(spoken.law, rules),
            limits=FrozenDict(
                (name, PossibleLimit(possible=_none_first(values)))
                for name, values in sorted(limits, key=itemgetter(0))
                if values != {None}
            ),
        )

    def _mentioned(
        self, rules: Iterable[str], states: Mapping[str, RuleState]
    ) -> tuple[RuleMention, ...]:
        return tuple(
            self._mentions[states[rule]][rule]
            for rule in rules
            if states[rule] is not RuleState.CANNOT_HOLD
        )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The ids of the rules that speak of an intervention, sorted."""

    id: str
    favours: tuple[str, ...]
    against: tuple[str, ...]
    law: tuple[str, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        return (*self.favours, *self.against, *self.law)


def _spoken_of(program: Program, one: FlatIntervention) -> _Spoken:
    def ids(numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted({program.rules[number].id for number in numbers}))

    favours = ids(favour.rule for favour in one.favours)
    return _Spoken(one.id, favours, ids(one.against), ids(law.rule for law in one.law))


def _picking(ids: Sequence[str]) -> Callable[[Mapping[str, RuleState]], tuple[RuleState, ...]]:
    """Return what picks the states of some rules, in their order."""
    if len(ids) > 1:
        return itemgetter(*ids)
    return lambda states: tuple(states[id_] for id_ in ids)  # of one, itemgetter gives no tuple


@lru_cache(_KEPT)
def _classes(possible: frozenset[str]) -> PossibleClasses:
    return PossibleClasses(possible=tuple(sorted(possible)))


@lru_cache(_KEPT)
def _open_answer(path: str, reason: OpenReason) -> OpenAnswer:
    return OpenAnswer(path=path, why=reason.value)


def _none_first(values: frozenset[T | None]) -> tuple[T | None, ...]:
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
