"""What outputs may come to by what known answers settle: section 4.4, three-valued.

Truth is one of three whole numbers, so that Kleene's connectives are arithmetic: *and* is the
least, *or* the greatest, and *not* turns the scale around. INVARIANT: every value some completion
gives is among the bounds, since no connective settles more than its parts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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

_NOTHING = frozenset({Status.NOT_SUGGESTED})
_NO_START: frozenset[str | None] = frozenset({None})

T = TypeVar("T")


class Bounds:
    """The bounds of one program; immutable, and may be shared by threads."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._rules = [rule.id for rule in program.rules]
        self._spoken = [_Spoken.of(one) for one in program.interventions]

    def of(
        self, truths: Truths, classes: tuple[int | None, int | None], in_force: bool
    ) -> Possible:
        """Return everything that the truths of rules and the codes of the classes leave possible.

        `in_force`: the rulebook covers the day.
        """
        found, check = Possible(), FALSE if in_force else TRUE
        found.target_group = _class(self._program.target_group, classes[0])
        found.typology = _class(self._program.typology, classes[1])
        found.rules = dict(zip(self._rules, map(_STATES.__getitem__, truths), strict=True))
        for one in self._spoken:
            fit = _any(one.favours, truths)
            found.statuses[one.id], found.starts[one.id] = _NOTHING, _NO_START
            if fit != FALSE:
                found.statuses[one.id] = frozenset(_first_true(one.statuses(truths, fit, check)))
                found.starts[one.id] = frozenset(_first_true(self._starts(one, truths, fit)))
            if one.limits:
                found.limits[one.id] = {
                    name: frozenset(_first_true(_limits(setting, truths)))
                    for name, setting in one.limits.items()
                }
        return found

    def _starts(self, one: _Spoken, truths: Truths, fit: int) -> Iterator[tuple[int, str | None]]:
        """Return the starts, earliest first: of core recommendations, then of possible ones."""
        yield TRUE - fit, None
        yield from self._starts_of(one.starts[Strength.CORE], truths)
        not_core = TRUE - _any(one.core, truths)
        for truth, start in self._starts_of(one.starts[Strength.POSSIBLE], truths):
            yield min(not_core, truth), start

    def _starts_of(
        self, favours: Iterable[tuple[int, str | int]], truths: Truths
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

    def statuses(self, truths: Truths, fit: int, check: int) -> Iterator[tuple[int, Status]]:
        """Return the lines of the table of statuses; `check`: on that day all law needs a check."""
        yield TRUE - fit, Status.NOT_SUGGESTED
        yield _any(self.barred, truths), Status.NOT_AVAILABLE
        yield _any(self.against, truths), Status.ADVISED_AGAINST
        yield max(check, _any(self.check, truths)), Status.CHECK_FIRST
        yield _any(self.core, truths), Status.RECOMMENDED
        yield TRUE, Status.POSSIBLE

    def fits(self, truths: Truths) -> int:
        """Return whether the intervention is one that others can wait for."""
        against = max(_any(self.barred, truths), _any(self.against, truths))
        return min(_any(self.favours, truths), TRUE - against)


def _limits(setting: Iterable[tuple[int, int]], truths: Truths) -> Iterator[tuple[int, int | None]]:
    """Return one limit, the smallest first, and none at last."""
    for value, rule in setting:
        yield truths[rule], value
    yield TRUE, None


def _any(numbers: Iterable[int], truths: Truths) -> int:
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
