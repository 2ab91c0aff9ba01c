"""What outputs may come to by what known answers settle: section 4.4, three-valued.

Truth is one of three whole numbers, so that Kleene's connectives are arithmetic: *and* is the
least, *or* the greatest, and *not* turns the scale around. INVARIANT: every value some completion
gives is among the bounds, since no connective settles more than its parts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from triage.engine.durable.three_valued import UNKNOWN
from triage.engine.possible import Possible
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.program.program import Derived, FlatIntervention, Program

FALSE, MAYBE, TRUE = range(3)

_STATES = (RuleState.CANNOT_HOLD, RuleState.MAY_HOLD, RuleState.HOLDS)

Truths = Sequence[int]
"""The truth of each rule of a program, by its number."""

_Some = Mapping[int, int]
"""The truth of some of them."""

_Limits = Mapping[str, frozenset[int | None]]
_Bounds = tuple[frozenset[Status], frozenset[str | None], _Limits]
"""The statuses, the starts and the limits an intervention may have."""

MOST_KEPT = 1 << 11
"""For so many interventions, and truths of what bears on them, the bounds are kept."""

_NOTHING = frozenset({Status.NOT_SUGGESTED})
_NO_START: frozenset[str | None] = frozenset({None})

T = TypeVar("T")


class Bounds:
    """The bounds of one program; immutable, and may be shared by threads."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._rules = [rule.id for rule in program.rules]
        self._spoken = [_Spoken.of(one) for one in program.interventions]
        self._bearing = [sorted(self._bearing_on(one)) for one in self._spoken]
        self._bounded = lru_cache(MOST_KEPT)(self._bounds)

    def of(
        self, truths: Truths, classes: tuple[int | None, int | None], in_force: bool
    ) -> Possible:
        """Return everything that the truths of rules and the codes of the classes leave possible.

        `in_force`: the rulebook covers the day.
        """
        found = Possible()
        found.target_group = _class(self._program.target_group, classes[0])
        found.typology = _class(self._program.typology, classes[1])
        found.rules = dict(zip(self._rules, map(_STATES.__getitem__, truths), strict=True))
        for number, one in enumerate(self._spoken):
            some = tuple([truths[rule] for rule in self._bearing[number]])
            statuses, starts, limits = self._bounded(number, some, in_force)
            found.statuses[one.id], found.starts[one.id] = statuses, starts
            if limits:
                found.limits[one.id] = dict(limits)
        return found

    def _bearing_on(self, one: _Spoken) -> set[int]:
        """Return the rules that speak of an intervention, or of those it may wait for."""
        waits = (start for each in one.starts.values() for _, start in each)
        others = [self._spoken[start] for start in waits if isinstance(start, int)]
        return {rule for each in (one, *others) for rule in each.rules()}

    def _bounds(self, number: int, some: tuple[int, ...], in_force: bool) -> _Bounds:
        """Return the bounds of an intervention by the truths of the rules that bear on it."""
        one, truths = self._spoken[number], dict(zip(self._bearing[number], some, strict=True))
        fit, check = _any(one.favours, truths), FALSE if in_force else TRUE
        statuses, starts = _NOTHING, _NO_START
        if fit != FALSE:
            statuses = frozenset(_first_true(one.statuses(truths, fit, check)))
            starts = frozenset(_first_true(self._starts(one, truths, fit)))
        limits = {
            name: frozenset(_first_true(_limits(setting, truths)))
            for name, setting in one.limits.items()
        }
        return statuses, starts, limits

    def _starts(self, one: _Spoken, truths: _Some, fit: int) -> Iterator[tuple[int, str | None]]:
        """Return the starts, earliest first: of core recommendations, then of possible ones."""
        yield TRUE - fit, None
        yield from self._starts_of(one.starts[Strength.CORE], truths)
        not_core = TRUE - _any(one.core, truths)
        for truth, start in self._starts_of(one.starts[Strength.POSSIBLE], truths):
            yield min(not_core, truth), start

    def _starts_of(
        self, favours: Iterable[tuple[int, str | int]], truths: _Some
    ) -> Iterator[tuple[int, str]]:
        early, after = {NOW: FALSE, ALONGSIDE: FALSE}, dict[str, int]()
        for rule, start in favours:
            truth = truths[rule]
            if isinstance(start, int):
                other = self._spoken[start]
                fits, name = other.fits(truths), f"after:{other.id}"
                after[name] = max(after.get(name, FALSE), min(truth, fits))
                early[ALONGSIDE] = max(early[ALONGSIDE], min(truth, TRUE - fits))
            else:
                early[start] = max(early[start], truth)
        for name, truth in (*early.items(), *sorted(after.items())):
            yield truth, name


@dataclass(frozen=True, slots=True)
class _Spoken:
    """An intervention, and the numbers of the rules that speak of it, by what they say."""

    id: str
    favours: tuple[int, ...]
    core: tuple[int, ...]
    against: tuple[int, ...]
    barred: tuple[int, ...]
    check: tuple[int, ...]
    starts: Mapping[Strength, tuple[tuple[int, str | int], ...]]
    limits: Mapping[str, tuple[tuple[int, int], ...]]

    @classmethod
    def of(cls, one: FlatIntervention) -> _Spoken:
        starts = {
            strength: tuple((f.rule, f.start) for f in one.favours if f.strength is strength)
            for strength in Strength
        }

        def verdict(wanted: Verdict) -> tuple[int, ...]:
            return tuple(law.rule for law in one.law if law.verdict is wanted)

        def setting(name: str) -> tuple[tuple[int, int], ...]:
            laws = (law for law in one.law if name in law.limits)
            return tuple(sorted((law.limits[name], law.rule) for law in laws))

        return cls(
            one.id,
            favours=tuple(favour.rule for favour in one.favours),
            core=tuple(rule for rule, _ in starts[Strength.CORE]),
            against=one.against,
            barred=verdict(Verdict.NOT_AVAILABLE),
            check=verdict(Verdict.NEEDS_CHECK),
            starts=starts,
            limits={name: setting(name) for name in one.limit_names},
        )

    def rules(self) -> Iterator[int]:
        """Yield the rules that speak of it, some more than once."""
        yield from (*self.favours, *self.against, *self.barred, *self.check)
        yield from (rule for setting in self.limits.values() for _, rule in setting)

    def statuses(self, truths: _Some, fit: int, check: int) -> Iterator[tuple[int, Status]]:
        """Return the lines of the table of statuses; `check`: on that day all law needs a check."""
        yield TRUE - fit, Status.NOT_SUGGESTED
        yield _any(self.barred, truths), Status.NOT_AVAILABLE
        yield _any(self.against, truths), Status.ADVISED_AGAINST
        yield max(check, _any(self.check, truths)), Status.CHECK_FIRST
        yield _any(self.core, truths), Status.RECOMMENDED
        yield TRUE, Status.POSSIBLE

    def fits(self, truths: _Some) -> int:
        """Return whether the intervention is one that others can wait for."""
        against = max(_any(self.barred, truths), _any(self.against, truths))
        return min(_any(self.favours, truths), TRUE - against)


def _limits(setting: Iterable[tuple[int, int]], truths: _Some) -> Iterator[tuple[int, int | None]]:
    """Return one limit, the smallest first, and none at last."""
    for value, rule in setting:
        yield truths[rule], value
    yield TRUE, None


def _any(numbers: Iterable[int], truths: _Some) -> int:
    return max([truths[number] for number in numbers], default=FALSE)


def _first_true(cases: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Return what may stand beside the first true case."""
    for truth, value in cases:
        if truth != FALSE:
            yield value
        if truth == TRUE:
            return


def _class(derived: Derived | None, code: int | None) -> frozenset[str]:
    if derived is None or code is None:
        return frozenset()
    return frozenset(derived.values if code == UNKNOWN else {derived.values[code]})
