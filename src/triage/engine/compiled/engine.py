"""The compiled engine: a program written out as Python functions, made once and called often.

`prepare` turns coded answers into a row of values if they are complete; `trace` gives target group,
typology, what every intervention comes to, the rules that hold and the derived values. Both are
straight-line Python over local names, and pure: they may be shared by threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import compress
from types import MappingProxyType

from triage.engine.compiled.function import made
from triage.engine.compiled.write import STATUS_CODES, evaluate_source, prepare_source
from triage.engine.possible import Conclusion, Possible, alone
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import ALONGSIDE, NOW
from triage.program.encoding import Coded, span_at
from triage.program.program import Derived, Program

Row = tuple[int, ...]
"""A value for each variable, `NA` where it does not apply."""

Constants = tuple[int | bool, ...]
"""First and last ordinal of each date span, whether each dated rule is in force, and whether the
rulebook's law is unchecked for the day."""

DAYS = 512
"""What days make of dates is kept for so many of them."""

_STATUSES = tuple(Status(code) for code in STATUS_CODES)
_ONE_STATUS = tuple(map(alone, _STATUSES))
_HELD = {False: RuleState.CANNOT_HOLD, True: RuleState.HOLDS}
_UNLIMITED: Mapping[str, int] = MappingProxyType({})


class Compiled:
    """The functions of one program; see the module."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._rules = [rule.id for rule in program.rules]
        self._ids = [one.id for one in program.interventions]
        limited = [(n, one) for n, one in enumerate(program.interventions) if one.limit_names]
        self._limited = [(one.id, place, one.limit_names) for place, one in limited]
        self._classes = [_sets(each) for each in (program.target_group, program.typology)]
        self._starts = {start: alone(start) for start in _starts(program)}
        self._unlimited = dict.fromkeys(self._ids, _UNLIMITED)
        self._prepare = made(prepare_source(program), "prepare")
        self.trace = made(evaluate_source(program, trace=True), "trace")
        self.constants = lru_cache(DAYS)(self._constants)
        """Returns what a day, and whether the rulebook covers it, make of the program's dates."""

    def _constants(self, as_of: date, in_force: bool) -> Constants:
        program = self._program
        spans = (edge for span in program.spans for edge in span_at(span, as_of))
        force = (rule.in_force(as_of) for rule in program.rules if rule.dated)
        return (*spans, *force, not in_force)

    def row(self, coded: Coded, constants: Constants) -> Row | None:
        """Return the row of complete answers; `None` where an answer is open or out of place."""
        known: list[int | None] = [None] * len(self._program.variables)
        for index, code in coded.filled.items():
            known[index] = code
        for index, code in coded.given.items():
            known[index] = code
        row: Row | None = self._prepare(known, coded.given, coded.grids, constants)
        return row

    def conclude(self, row: Row, constants: Constants) -> Conclusion:
        """Evaluate a row with trace and name what came out."""
        group, typology, statuses, starts, limits, rules, _ = self.trace(row, constants)
        return Conclusion(
            target_group=_class(self._program.target_group, group),
            typology=_class(self._program.typology, typology),
            statuses=dict(zip(self._ids, map(_STATUSES.__getitem__, statuses), strict=True)),
            starts={
                id_: start
                for id_, start in zip(self._ids, starts, strict=True)
                if start is not None
            },
            limits={
                **self._unlimited,
                **{id_: _set(names, limits[place]) for id_, place, names in self._limited},
            },
            rules=frozenset(compress(self._rules, rules)),
        )

    def possible(self, row: Row, constants: Constants) -> Possible:
        """Return what `of_one` makes of what `conclude` does, without a name for everything."""
        group, typology, statuses, starts, limits, rules, _ = self.trace(row, constants)
        ids, (groups, typologies) = self._ids, self._classes
        return Possible(
            target_group=groups[group or 0],
            typology=typologies[typology or 0],
            statuses=dict(zip(ids, map(_ONE_STATUS.__getitem__, statuses), strict=True)),
            starts=dict(zip(ids, map(self._starts.__getitem__, starts), strict=True)),
            limits={
                id_: dict(zip(names, map(alone, limits[place]), strict=True))
                for id_, place, names in self._limited
            },
            rules=dict(zip(self._rules, map(_HELD.__getitem__, rules), strict=True)),
        )


def _sets(derived: Derived | None) -> list[frozenset[str]]:
    """Return the set of each class alone; where there are no classes, of none."""
    return [frozenset()] if derived is None else [alone(value) for value in derived.values]


def _starts(program: Program) -> Iterator[str | None]:
    yield from (None, NOW, ALONGSIDE)
    yield from (f"after:{one.id}" for one in program.interventions)


def _class(derived: Derived | None, code: int) -> str | None:
    return None if derived is None else derived.values[code]


def _set(names: tuple[str, ...], values: tuple[int | None, ...]) -> dict[str, int]:
    """Return the limits that are set."""
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
