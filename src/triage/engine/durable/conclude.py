"""From rules that hold to the status, start and limits of each intervention (section 4.4).

For engines that find out which rules hold and leave the rest to plain code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from triage.engine.possible import Conclusion
from triage.model.guarantee import Status
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.program.program import FlatIntervention, Program

FITTING = frozenset({Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST})

_UNLIMITED: Mapping[str, int] = MappingProxyType({})

_LIMITED = 64
"""For so many sets of rules that set limits it is kept which they set."""

_Favours = dict[int, list[tuple[int, str | int]]]
"""For each rule, what it recommends, by position, and when that would start."""


class Concluding:
    """Concludes for one program; it looks only at what the rules that hold speak of."""

    def __init__(self, program: Program) -> None:
        self._target_groups = () if program.target_group is None else program.target_group.values
        self._typologies = () if program.typology is None else program.typology.values
        self._rules = [rule.id for rule in program.rules]
        self._ids = [one.id for one in program.interventions]
        self._after = [f"after:{id_}" for id_ in self._ids]
        self._against = [_Against.of(one) for one in program.interventions]
        self._nothing = dict.fromkeys(self._ids, Status.NOT_SUGGESTED)
        self._core = _favours(program, Strength.CORE)
        self._possible = _favours(program, Strength.POSSIBLE)
        self._limits: dict[int, list[tuple[str, Mapping[str, int]]]] = {}
        for one in program.interventions:
            for law in one.law:
                if law.limits:
                    self._limits.setdefault(law.rule, []).append((one.id, law.limits))
        self._limited = lru_cache(_LIMITED)(self._limits_by)

    def conclude(
        self, classes: tuple[int | None, int | None], held: Sequence[int], in_force: bool
    ) -> Conclusion:
        """Conclude from target group, typology, and the numbers of the rules that hold."""
        core, holds = _favoured(self._core, held), frozenset(held)
        favoured = {**_favoured(self._possible, held), **core}
        statuses: dict[str, Status] = self._nothing.copy()
        starts: dict[str, str] = {}
        fitting: set[int] = set()
        for position in sorted(favoured):
            fit = Status.RECOMMENDED if position in core else Status.POSSIBLE
            status = self._against[position].status(fit, holds, in_force)
            if status in FITTING:
                fitting.add(position)
            statuses[self._ids[position]] = status
            starts[self._ids[position]] = self._start(favoured[position], fitting)
        group, typology = classes
        group_name = None if group is None else self._target_groups[group]
        name = None if typology is None else self._typologies[typology]
        rules = frozenset([self._rules[number] for number in held])
        limits = self._limited(tuple([number for number in held if number in self._limits]))
        return Conclusion(group_name, name, statuses, starts, limits, rules)

    def _start(self, starts: Iterable[str | int], fitting: Set[int]) -> str:
        """Return the earliest of `starts`; what waits for something not planned is alongside."""
        after: list[str] = []
        alongside = False
        for start in starts:
            if start == NOW:
                return NOW
            if isinstance(start, int) and start in fitting:
                after.append(self._after[start])
            else:
                alongside = True
        return ALONGSIDE if alongside else min(after)

    def _limits_by(self, rules: Iterable[int]) -> Mapping[str, Mapping[str, int]]:
        """Return the limits of every intervention by the rules that set some."""
        limited = dict.fromkeys(self._ids, _UNLIMITED)
        for rule in rules:
            for id_, limits in self._limits[rule]:
                limited[id_] = _smaller(limited[id_], limits)
        return MappingProxyType(limited)


@dataclass(frozen=True, slots=True)
class _Against:
    """The rules that keep an intervention from being simply recommended."""

    law: frozenset[int]
    reasons: frozenset[int]
    check: frozenset[int]
    any: frozenset[int]

    @classmethod
    def of(cls, one: FlatIntervention) -> _Against:
        def verdict(wanted: Verdict) -> frozenset[int]:
            return frozenset(law.rule for law in one.law if law.verdict is wanted)

        law, check = verdict(Verdict.NOT_AVAILABLE), verdict(Verdict.NEEDS_CHECK)
        reasons = frozenset(one.against)
        return cls(law, reasons, check, law | reasons | check)

    def status(self, fit: Status, holds: frozenset[int], in_force: bool) -> Status:
        """Return the status of what would be `fit` if nothing spoke against it."""
        if in_force and self.any.isdisjoint(holds):
            return fit
        if not self.law.isdisjoint(holds):
            return Status.NOT_AVAILABLE
        if not self.reasons.isdisjoint(holds):
            return Status.ADVISED_AGAINST
        if not in_force or not self.check.isdisjoint(holds):
            return Status.CHECK_FIRST
        return fit


def _favours(program: Program, strength: Strength) -> _Favours:
    favours: _Favours = {}
    for position, one in enumerate(program.interventions):
        for favour in one.favours:
            if favour.strength is strength:
                favours.setdefault(favour.rule, []).append((position, favour.start))
    return favours


def _favoured(favours: _Favours, held: Iterable[int]) -> dict[int, list[str | int]]:
    """Return the starts of what rules that hold recommend, by position."""
    found: dict[int, list[str | int]] = {}
    for rule in held:
        if rule in favours:
            for position, start in favours[rule]:
                found.setdefault(position, []).append(start)
    return found


def _smaller(some: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    """Return the smaller of each limit."""
    return {**some, **{name: min(value, some.get(name, value)) for name, value in others.items()}}
